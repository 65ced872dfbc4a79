package dev.evenkeel.metrics;

import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.volume.VolumeKind;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What is true of the stored networks and volumes, read from the registry at each scrape. */
public final class ResourceMetrics extends Collector {

    private final Registry registry;
    private final List<String> engines;

    public ResourceMetrics(Registry registry, Collection<String> engines) {
        this.registry = registry;
        this.engines = List.copyOf(engines);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily resources =
                new GaugeMetricFamily("evenkeel_resources", "Resources in the registry.", List.of("kind", "engine"));
        GaugeMetricFamily drifted = new GaugeMetricFamily(
                "evenkeel_resources_drifted",
                "Resources from which the engine differs now, by reason.",
                List.of("kind", "engine", "reason"));
        for (String engine : engines) {
            count(resources, drifted, engine, NetworkKind.INSTANCE, r -> r.status()
                    .conditions());
            count(resources, drifted, engine, VolumeKind.INSTANCE, r -> r.status()
                    .conditions());
        }
        return List.of(resources, drifted);
    }

    private <S, T> void count(
            GaugeMetricFamily resources,
            GaugeMetricFamily drifted,
            String engine,
            ResourceKind<S, T> kind,
            Function<Resource<S, T>, List<Condition>> conditions) {
        List<Resource<S, T>> items = registry.list(kind, Optional.of(engine)).items();
        resources.addMetric(List.of(kind.kind(), engine), items.size());
        for (DriftReason reason : DriftReason.values()) {
            long count = items.stream()
                    .flatMap(item -> Conditions.find(conditions.apply(item), Condition.DRIFTED).stream())
                    .filter(c ->
                            c.status() == Condition.Status.True && c.reason().equals(reason.name()))
                    .count();
            drifted.addMetric(List.of(kind.kind(), engine, reason.name().toLowerCase(Locale.ROOT)), count);
        }
    }
}
