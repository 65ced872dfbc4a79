package dev.evenkeel.backup;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.stream.Stream;
import java.io.IOException;
import java.nio.file.Files;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.BeforeEach;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import java.util.List;
import java.nio.file.Path;
import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;

/**
 * How far a Backup is can be seen while it runs, and deleting it ends it at once and leaves nothing.
 * {@code -Dcancel.rounds=200} deletes as many, and otherwise twenty.
 */
final class BackupProgressIT {

    private static final int ROUNDS = Integer.getInteger("cancel.rounds", 20);
    private static final Duration CANCEL_MAX = Duration.ofSeconds(5);
    private static final Duration REPORT_MAX = Duration.ofSeconds(2);

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
    void howFarItIsCanBeSeenAndDeletingItEndsItAtOnceAndLeavesNothing() {
        create("first");
        Instant lastChange = Instant.now();
        long lastBytes = 0;
        Duration longest = Duration.ZERO;
        for (JsonNode status = status("first"); !over(status); status = status("first")) {
            long bytes = status.path("progress").path("bytes").asLong();
            assertThat(status.path("progress").path("totalBytes").isMissingNode())
                    .as("nothing is known of it yet")
                    .isTrue();
            if (bytes > lastBytes) {
                longest = lastBytes == 0 ? longest : longer(longest, Duration.between(lastChange, Instant.now()));
                lastChange = Instant.now();
                lastBytes = bytes;
            }
        }
        assertThat(lastBytes).isPositive();
        assertThat(longest).isLessThan(REPORT_MAX.plusMillis(500));

        int told = 0;
        Duration slowest = Duration.ZERO;
        for (int round = 1; round <= ROUNDS; round++) {
            String name = "cancelled-" + round;
            create(name);
            int number = round;
            await().pollInterval(Duration.ofMillis(20)).until(() -> number % 2 == 0
                    ? !temporary().isEmpty()
                    : status(name).path("progress").path("bytes").asLong() > 0);
            if (!status(name).path("estimatedCompletionTime").isMissingNode()) {
                assertThat(status(name).path("progress").path("totalBytes").asLong()).isEqualTo(150_000_000);
                told++;
            }
            Instant deleted = Instant.now();
            assertThat(evenkeel.delete("backups", name)).isEqualTo(200);
            await().atMost(CANCEL_MAX)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !evenkeel.exists("backups", name));
            slowest = longer(slowest, Duration.between(deleted, Instant.now()));
            assertThat(temporary()).as("round %s", round).isEmpty();
            assertThat(docker("ps", "--all", "--quiet")).as("round %s", round).isEmpty();
        }
        assertThat(told).as("the second time it is known how much there is").isPositive();
        assertThat(archives()).as("only that of the first").hasSize(2);
