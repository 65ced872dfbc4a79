package dev.evenkeel.boot;

import static dev.evenkeel.boot.EvenkeelProcess.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who runs the program sees: probes, metrics, an engine that goes away, a second instance, the end. */
final class OperationIT {

    @TempDir
    Path folder;

    @Test
    void metricsExistAtZeroFromTheStartAndTheProbesAreUp() {
        try (EvenkeelProcess evenkeel =
                EvenkeelProcess.on(folder.resolve("data"), RealEngine.host()).start()) {
            for (String probe : List.of("live", "ready", "started")) {
                assertThat(evenkeel.management("/q/health/" + probe).statusCode())
                        .isEqualTo(200);
            }
            for (String kind : List.of("Network", "Volume")) {
                String label = "kind=\"" + kind + "\"";
                for (String reason : List.of("missing", "driver", "options", "ipam", "labels", "attachments")) {
                    String because = "reason=\"" + reason + "\"";
                    assertThat(evenkeel.metric("evenkeel_resources_drifted", label, because))
                            .contains(0.0);
                    assertThat(evenkeel.sum("evenkeel_drift_detected_total", label, because))
                            .isZero();
                    assertThat(evenkeel.metric("evenkeel_drift_corrected_total", label, because))
                            .contains(0.0);
                }
                assertThat(evenkeel.metric("evenkeel_drift_correction_seconds_count", label))
                        .contains(0.0);
            }
            assertThat(evenkeel.metric("workqueue_depth", "name=\"network\"")).contains(0.0);
            assertThat(evenkeel.metric("evenkeel_backup_total", "result=\"success\""))
                    .contains(0.0);
            assertThat(evenkeel.metric("evenkeel_engine_up")).contains(1.0);
            await().atMost(EvenkeelProcess.PATIENCE)
                    .until(() -> evenkeel.metric("evenkeel_engine_event_stream_connected")
                            .equals(Optional.of(1.0)));
        }
    }

    @Test
    void everythingListensOnLoopbackOnlyAndTheSocketIsForItsGroup() throws IOException {
        Path data = folder.resolve("data");
        try (EvenkeelProcess evenkeel =
                EvenkeelProcess.on(data, RealEngine.host()).start()) {
            await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("api.sock"))))
                    .isEqualTo("rw-rw----"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            assertThat(listeners(evenkeel.pid())).isNotEmpty().allMatch(address -> address.contains("127.0.0.1"));
            Process curl = new ProcessBuilder(
                            "curl",
                            "-sf",
                            "--unix-socket",
                            data.resolve("api.sock").toString(),
                            "http://localhost/version")
                    .start();
            assertThat(new String(curl.getInputStream().readAllBytes())).contains("gitVersion");
        }
    }

    @Test
    void aSecondInstanceOnTheSameDataDirectorySaysSoAndEnds() throws Exception {
        Path data = folder.resolve("data");
        try (EvenkeelProcess first = EvenkeelProcess.on(data, RealEngine.host()).start();
                EvenkeelProcess second = EvenkeelProcess.on(data, RealEngine.host())) {
            Process refused = second.launch();
            assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(second.log()).contains("another Evenkeel is running on");
            assertThat(first.running()).isTrue();
            assertThat(first.stop()).isIn(0, 143);
        }
    }

    @Test
    void whileTheEngineIsAwayResourcesAreAcceptedAndWhenItComesBackTheyAreThere() throws IOException {
        RealEngine.openEmpty().close();
        Path socket = Files.createTempDirectory("ek").resolve("proxy.sock");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), URI.create("unix://" + socket))
                .with("EVENKEEL_RESYNC", "2s")
                .start()) {
            evenkeel.create("networks", "metadata: {name: patient}\nspec: {}\n");
            evenkeel.create("volumes", "metadata: {name: patient}\nspec: {}\n");
            JsonNode waiting = evenkeel.eventually(
                    "networks",
                    "patient",
                    r -> condition(r, "Ready").path("reason").asText().equals("EngineUnreachable"));
            assertThat(condition(waiting, "Ready").path("status").asText()).isEqualTo("Unknown");
            assertThat(evenkeel.management("/q/health/live").statusCode()).isEqualTo(200);
            assertThat(evenkeel.management("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(evenkeel.metric("evenkeel_engine_up")).contains(0.0);

            try (EngineProxy door = new EngineProxy(RealEngine.host(), socket)) {
                evenkeel.awaitReady("networks", "patient");
                evenkeel.awaitReady("volumes", "patient");
                assertThat(RealEngine.docker("network", "ls", "--format", "{{.Name}}")
                                .lines())
                        .contains("patient");
                await().atMost(EvenkeelProcess.PATIENCE)
                        .until(() -> evenkeel.metric("evenkeel_engine_up").orElse(0.0) == 1.0);
                door.countOnly();
            }
        }
    }

    @Test
    void itEndsCleanlyWithinThirtySeconds() {
        try (EvenkeelProcess evenkeel =
                EvenkeelProcess.on(folder.resolve("data"), RealEngine.host()).start()) {
            long start = System.nanoTime();
            assertThat(evenkeel.stop()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            assertThat(evenkeel.log()).contains("stopped");
        }
    }

    private static List<String> listeners(long pid) throws IOException {
        Process ss = new ProcessBuilder("ss", "-ltnpH").start();
        return new String(ss.getInputStream().readAllBytes())
                .lines()
                .filter(line -> line.contains("pid=" + pid + ","))
                .map(line -> line.trim().split("\\s+")[3])
                .toList();
    }
}
