package dev.evenkeel.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is true of the program itself: its build, its probes, its certificates. */
public final class ProgramMetrics extends Collector {

    private final Build build;
    private final Supplier<Map<String, Boolean>> health;
    private final Supplier<Map<String, Instant>> certificates;

    /**
     * What was built of what.
     *
     * @param revision of the source; empty when whoever built it did not say
     */
    public record Build(String version, String revision, String java, String quarkus) {}

    /**
     * @param health what the probes look at, and whether it is well
     * @param certificates what they are used for, and when they end; those that cannot be read are left out
     */
    public ProgramMetrics(
            Build build, Supplier<Map<String, Boolean>> health, Supplier<Map<String, Instant>> certificates) {
        this.build = build;
        this.health = health;
        this.certificates = certificates;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily of = new GaugeMetricFamily(
                "evenkeel_build_info",
                "1, with what this program was built of as labels.",
                List.of("version", "revision", "java", "quarkus"));
        of.addMetric(List.of(build.version(), build.revision(), build.java(), build.quarkus()), 1);
        GaugeMetricFamily well = new GaugeMetricFamily(
                "evenkeel_health", "1 if this part of the program is well, as the probes see it.", List.of("check"));
        health.get().forEach((check, up) -> well.addMetric(List.of(check), up ? 1 : 0));
        GaugeMetricFamily ends = new GaugeMetricFamily(
                "evenkeel_certificate_expiration_timestamp_seconds",
                "When a certificate of ours ends.",
                List.of("usage"));
        certificates.get().forEach((usage, end) -> ends.addMetric(List.of(usage), Times.of(end)));
        return List.of(of, well, ends);
    }
}
