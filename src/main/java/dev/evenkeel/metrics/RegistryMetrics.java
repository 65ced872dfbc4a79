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
    private final LongSupplier bytes;

    /** @param bytes that the registry takes on disk */
    public RegistryMetrics(RevisionLog log, LongSupplier bytes) {
        this.log = log;
        this.bytes = bytes;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        OptionalLong revision = revision();
        GaugeMetricFamily newest = new GaugeMetricFamily(
                "evenkeel_registry_revision", "The newest revision: it grows by one with each write.", List.of());
        revision.ifPresent(known -> newest.addMetric(List.of(), known));
        return List.of(
                new GaugeMetricFamily(
                        "evenkeel_registry_up",
                        "1 if the registry answered this scrape.",
                        revision.isPresent() ? 1 : 0),
                newest,
                new GaugeMetricFamily(
                        "evenkeel_registry_size_bytes", "Bytes that the registry takes on disk.", bytes.getAsLong()));
    }

    private OptionalLong revision() {
        try {
            return OptionalLong.of(log.revision());
        } catch (RegistryException unanswered) {
            LOG.debugf("registry does not answer cause=\"%s\"", unanswered.getMessage());
            return OptionalLong.empty();
        }
    }
}
