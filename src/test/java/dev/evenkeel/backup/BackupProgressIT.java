package dev.evenkeel.backup;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How far a Backup is can be seen while it runs, and deleting it ends it and leaves nothing.
 * {@code -Dcancel.rounds=200} deletes as many, and otherwise eight.
 */
final class BackupProgressIT {

    private static final int ROUNDS = Integer.getInteger("cancel.rounds", 8);

    @TempDir
    Path folder;

    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() {
        RealEngine.openEmpty().close();
        docker("volume", "create", "data");
        VolumeFixture.shell("data", "head -c 150000000 /dev/urandom > \"$VOLUME/random\"");
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                .with("EVENKEEL_BACKUP_COMPRESSION_THREADS", "1")
                .start();
    }

    @AfterEach
    void stop() {
        evenkeel.stop();
        RealEngine.openEmpty().close();
    }

    @Test
    void howFarItIsCanBeSeenAndDeletingItEndsItAndLeavesNothing() {
        create("first");
        int reports = 0;
        long lastBytes = 0;
        for (JsonNode status = status("first"); !over(status); status = status("first")) {
            long bytes = status.path("progress").path("bytes").asLong();
            assertThat(status.path("progress").path("totalBytes").isMissingNode())
                    .as("nothing is known of it yet")
                    .isTrue();
            if (bytes > lastBytes) {
                reports++;
                lastBytes = bytes;
            }
        }
        assertThat(reports).as("it goes on").isGreaterThan(1);

        int told = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            String name = "cancelled-" + round;
            create(name);
            int number = round;
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> number % 2 == 0
                            ? !temporary().isEmpty()
                            : status(name).path("progress").path("bytes").asLong() > 0);
            if (!status(name).path("estimatedCompletionTime").isMissingNode()) {
                assertThat(status(name).path("progress").path("totalBytes").asLong())
                        .isEqualTo(150_000_000);
                told++;
            }
            assertThat(evenkeel.delete("backups", name)).isEqualTo(200);
            await().atMost(EvenkeelProcess.PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !evenkeel.exists("backups", name));
            assertThat(temporary()).as("round %s", round).isEmpty();
            assertThat(docker("ps", "--all", "--quiet")).as("round %s", round).isEmpty();
        }
        assertThat(told).as("the second time it is known how much there is").isPositive();
        assertThat(archives()).as("only that of the first").hasSize(2);
    }

    private void create(String name) {
        evenkeel.create(
                "backups",
                "metadata: {name: " + name + "}\nspec: {volumes: [data], compression: {algorithm: gzip, level: 9}}\n");
    }

    private JsonNode status(String name) {
        return evenkeel.get("backups", name).path("status");
    }

    private static boolean over(JsonNode status) {
        return status.path("phase").asText().matches("Succeeded.*|Failed");
    }

    private List<Path> temporary() {
        return files(".tmp-");
    }

    private List<Path> archives() {
        return files("data-");
    }

    private List<Path> files(String prefix) {
        try (Stream<Path> walk = Files.walk(folder.resolve("data/backups"))) {
            return walk.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        } catch (IOException | UncheckedIOException movedMeanwhile) {
            return List.of();
        }
    }
}
