package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered with 201 is there for good: the process may be killed at any time after it. */
final class AcknowledgedWritesIT {

    private static final int WRITES = 500;
    private static final int KILL_AFTER = 250;

    @TempDir
    Path folder;

    @Test
    void noneIsLostWhenTheProcessIsKilledInTheMiddle() throws InterruptedException {
        Map<String, String> acknowledged = new LinkedHashMap<>();
        // No volume gets made: this is about the registry, and the namespace's engine does not answer.
        EvenkeelProcess evenkeel =
                EvenkeelProcess.on(folder.resolve("data"), URI.create("unix://" + folder.resolve("nobody.sock")));
        try (evenkeel) {
            evenkeel.start();
            Thread killer = Thread.ofPlatform().start(() -> {
                while (size(acknowledged) < KILL_AFTER) {
                    Thread.onSpinWait();
                }
                evenkeel.kill();
            });
            write(evenkeel, acknowledged, 0);
            killer.join();
            assertThat(acknowledged).hasSizeBetween(KILL_AFTER, WRITES - 1);

            evenkeel.start();
            assertStored(evenkeel, acknowledged);
            write(evenkeel, acknowledged, acknowledged.size() + 1);
            assertStored(evenkeel, acknowledged);
        }
    }

    /** POSTs until all are written or the process is gone. */
    private static void write(EvenkeelProcess evenkeel, Map<String, String> acknowledged, int first) {
        try {
            for (int i = first; i < WRITES; i++) {
                String name = "volume-" + i;
                JsonNode created = evenkeel.create(
                        "volumes", "metadata: {name: " + name + "}\nspec: {labels: {number: '" + i + "'}}\n");
                synchronized (acknowledged) {
                    acknowledged.put(name, created.path("metadata").path("uid").asText());
                }
            }
        } catch (UncheckedIOException killed) {
            await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.running());
        }
    }

    private static int size(Map<String, String> acknowledged) {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    private static void assertStored(EvenkeelProcess evenkeel, Map<String, String> acknowledged) {
        acknowledged.forEach((name, uid) -> {
            JsonNode stored = evenkeel.get("volumes", name);
            assertThat(stored.path("metadata").path("uid").asText()).isEqualTo(uid);
            assertThat(stored.path("spec").path("labels").path("number").asText())
                    .isEqualTo(name.substring("volume-".length()));
        });
    }
}
