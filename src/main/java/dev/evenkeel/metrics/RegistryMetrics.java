package dev.evenkeel.metrics;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Whether the registry answers, asked at each scrape, and how much is in it. */
public final class RegistryMetrics extends Collector {

    private static final Logger LOG = Logger.getLogger(RegistryMetrics.class);

    private final RevisionLog log;

    public RegistryMetrics(RevisionLog log) {
        this.log = log;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        OptionalLong revision = asked(log::revision);
        GaugeMetricFamily newest = new GaugeMetricFamily(
                "evenkeel_registry_revision", "The newest revision: it grows by one with each write.", List.of());
        revision.ifPresent(known -> newest.addMetric(List.of(), known));
        GaugeMetricFamily bytes = new GaugeMetricFamily(
                "evenkeel_registry_size_bytes", "Bytes that the registry takes on disk.", List.of());
        asked(log::bytes).ifPresent(known -> bytes.addMetric(List.of(), known));
        return List.of(
                new GaugeMetricFamily(
                        "evenkeel_registry_up",
                        "1 if the registry answered this scrape.",
                        revision.isPresent() ? 1 : 0),
                newest,
                bytes);
    }

    private static OptionalLong asked(LongSupplier question) {
        try {
            return OptionalLong.of(question.getAsLong());
        } catch (RegistryException unanswered) {
            LOG.debugf("registry does not answer cause=\"%s\"", unanswered.getMessage());
            return OptionalLong.empty();
        }
    }
}
