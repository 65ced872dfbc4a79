package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the metrics of the real program say of a network that somebody removes by hand, and of one that is no more. */
final class DriftMetricsIT {

    private static final String BACKEND = "name=\"backend\"";
    private static final String NETWORKS = "kind=\"Network\"";

    @TempDir
    Path folder;

    @Test
    void driftIsToldWithItsSourceAndSeriesGoWithTheirNetwork() {
        RealEngine.openEmpty().close();
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                .with("EVENKEEL_RESYNC", "1h")
                .start()) {
            evenkeel.create("networks", """
                    metadata: {name: backend, annotations: {evenkeel.dev/repair: now}}
                    spec: {driftPolicy: Report}
                    """);
            evenkeel.create("networks", "metadata: {name: frontend}");
            evenkeel.awaitReady("networks", "frontend");
            evenkeel.eventually(
                    "networks",
                    "backend",
                    network -> EvenkeelProcess.isTrue(network, "Ready")
                            && network.path("metadata").path("annotations").isEmpty());
            awaitMetric(evenkeel, 1, "evenkeel_resource_ready", BACKEND);
            assertThat(evenkeel.metric("evenkeel_resource_drifted", BACKEND, "reason=\"missing\""))
                    .contains(0.0);
            assertThat(evenkeel.metric("evenkeel_oldest_check_timestamp_seconds", NETWORKS))
                    .hasValueSatisfying(time -> assertThat(time).isPositive());

            RealEngine.docker("network", "rm", "backend", "frontend");
            awaitMetric(evenkeel, 1, "evenkeel_resource_drifted", BACKEND, "reason=\"missing\"");
            awaitMetric(
                    evenkeel,
                    1,
                    "evenkeel_drift_corrected_total",
                    NETWORKS,
                    "reason=\"missing\"",
                    "result=\"success\"");
            awaitMetric(evenkeel, 1, "evenkeel_network_recreations_total", "result=\"success\"");
            Map<String, Double> sources = new HashMap<>();
            for (String source : List.of("event", "resync", "api", "retry")) {
                sources.put(
                        source,
                        evenkeel.metric(
                                        "evenkeel_drift_detected_total",
                                        NETWORKS,
                                        "reason=\"missing\"",
                                        "source=\"" + source + "\"")
                                .orElseThrow());
            }
            assertThat(sources).containsEntry("api", 0.0).containsEntry("retry", 0.0);
            assertThat(sources.get("event") + sources.get("resync"))
                    .as("a look at the engine as a whole may have been faster than the event")
                    .isEqualTo(2);
            assertThat(evenkeel.metric("evenkeel_drift_detection_delay_seconds_count", NETWORKS))
                    .contains(sources.get("event"));
            assertThat(evenkeel.metric("evenkeel_drift_first_seen_timestamp_seconds", BACKEND))
                    .isPresent();

            evenkeel.kill();
            evenkeel.start();
            assertThat(evenkeel.metric("evenkeel_drift_first_seen_timestamp_seconds", BACKEND))
                    .as("what is stored survives a restart")
                    .isPresent();
            assertThat(evenkeel.delete("networks", "backend")).isEqualTo(200);
            await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.exists("networks", "backend"));
            assertThat(evenkeel.management("/q/metrics").body().lines())
                    .filteredOn(line -> !line.contains("reconcile_start"))
                    .noneMatch(line -> line.contains(BACKEND));
        }
    }

    private static void awaitMetric(EvenkeelProcess evenkeel, double value, String name, String... labels) {
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> evenkeel.metric(name, labels).equals(Optional.of(value)));
    }
}
