package dev.evenkeel.metrics;

import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.ResourceKey;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is true of all stored networks and volumes together, counted at each scrape. */
public final class ResourceMetrics extends Collector {

    private static final List<String> GROUP = List.of("kind", "engine");

    private final SeenObjects objects;
    private final KeyMemory memory;
    private final List<String> engines;

    public ResourceMetrics(SeenObjects objects, KeyMemory memory, Collection<String> engines) {
        this.objects = objects;
        this.memory = memory;
        this.engines = List.copyOf(engines);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily resources = new GaugeMetricFamily("evenkeel_resources", "Resources in the registry.", GROUP);
        GaugeMetricFamily ready =
                new GaugeMetricFamily("evenkeel_resources_ready", "Resources whose condition Ready is True.", GROUP);
        GaugeMetricFamily drifted = new GaugeMetricFamily(
                "evenkeel_resources_drifted",
                "Resources from which the engine differs now, by reason.",
                List.of("kind", "engine", "reason"));
        GaugeMetricFamily oldest = new GaugeMetricFamily(
                "evenkeel_oldest_check_timestamp_seconds",
                "When the resource that was not compared for longest was compared last; 0 for never.",
                GROUP);
        for (Map.Entry<String, List<SeenObject>> kind : objects.byKind().entrySet()) {
            memory.keepOnly(kind.getKey(), keys(kind.getValue()));
            for (String engine : engines) {
                List<String> labels = List.of(kind.getKey(), engine);
                List<SeenObject> here = kind.getValue().stream()
                        .filter(object -> object.key().namespace().equals(engine))
                        .toList();
                resources.addMetric(labels, here.size());
                ready.addMetric(labels, here.stream().filter(SeenObject::ready).count());
                here.stream()
                        .map(memory::lastCompared)
                        .min(Comparator.naturalOrder())
                        .ifPresent(time -> oldest.addMetric(labels, Times.of(time)));
                count(drifted, labels, here);
            }
        }
        return List.of(resources, ready, drifted, oldest);
    }

    private static Collection<ResourceKey> keys(List<SeenObject> objects) {
        return objects.stream().map(SeenObject::key).collect(Collectors.toSet());
    }

    private static void count(GaugeMetricFamily drifted, List<String> labels, List<SeenObject> here) {
        for (DriftReason reason : DriftReason.values()) {
            drifted.addMetric(
                    List.of(labels.getFirst(), labels.getLast(), reason.name().toLowerCase(Locale.ROOT)),
                    here.stream()
                            .filter(object ->
                                    object.drift().filter(reason::equals).isPresent())
                            .count());
        }
    }
}
