package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered with 201 is there for good: the process may be killed at any time after it. */
final class AcknowledgedWritesIT {

    private static final int WRITES = 500;
    private static final int KILL_AFTER = 250;

    @TempDir
    Path folder;

    @Test
    void noneIsLostWhenTheProcessIsKilledInTheMiddle() {
        Map<String, String> acknowledged = new LinkedHashMap<>();
        // No volume gets made: this is about the registry, and the namespace's engine does not answer.
        EvenkeelProcess evenkeel = EvenkeelProcess.on(
                        folder.resolve("data"), URI.create("unix://" + folder.resolve("nobody.sock")))
                .with("EVENKEEL_RESYNC", "1s");
        try (evenkeel) {
            evenkeel.start();
            CountDownLatch enough = new CountDownLatch(KILL_AFTER);
            CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> killAfter(enough, evenkeel));
            write(evenkeel, acknowledged, enough);
            killed.join();
            assertThat(acknowledged).hasSizeBetween(KILL_AFTER, WRITES - 1);

            evenkeel.start();
            assertStored(evenkeel, acknowledged);
            write(evenkeel, acknowledged, enough);
            assertThat(acknowledged).hasSize(WRITES);
            assertStored(evenkeel, acknowledged);
        }
    }

    /** POSTs what is not acknowledged yet, until all is or the process is gone. */
    private static void write(EvenkeelProcess evenkeel, Map<String, String> acknowledged, CountDownLatch enough) {
        try {
            for (int i = 0; i < WRITES; i++) {
                String name = "volume-" + i;
                if (acknowledged.containsKey(name) || evenkeel.exists("volumes", name)) {
                    acknowledged.putIfAbsent(name, uid(evenkeel.get("volumes", name)));
                    continue;
                }
                String spec = "spec: {labels: {number: '" + i + "'}}\n";
                acknowledged.put(name, uid(evenkeel.create("volumes", "metadata: {name: " + name + "}\n" + spec)));
                enough.countDown();
            }
        } catch (UncheckedIOException killed) {
            await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.running());
        }
    }

    /** From aside, so that it hits in the middle of a request as likely as not. */
    private static void killAfter(CountDownLatch enough, EvenkeelProcess evenkeel) {
        try {
            enough.await();
            evenkeel.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String uid(JsonNode resource) {
        return resource.path("metadata").path("uid").asText();
    }

    private static void assertStored(EvenkeelProcess evenkeel, Map<String, String> acknowledged) {
        acknowledged.forEach((name, uid) -> {
            JsonNode stored = evenkeel.get("volumes", name);
            assertThat(uid(stored)).isEqualTo(uid);
            assertThat(stored.path("spec").path("labels").path("number").asText())
                    .isEqualTo(name.substring("volume-".length()));
        });
    }
}
