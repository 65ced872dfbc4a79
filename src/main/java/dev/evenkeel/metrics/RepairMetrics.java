package dev.evenkeel.metrics;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestoreSpec;
import dev.evenkeel.restore.RestoreStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was begun in several steps and is not over, read from the statuses that remember it: a network that is being
 * repaired, a volume that is being filled, a volume whose contents are being replaced.
 */
public final class RepairMetrics extends Collector {

    private static final List<String> GROUP = List.of("kind", "engine");

    private final SeenObjects objects;
    private final Stock<RestoreSpec, RestoreStatus, Open> restores;
    private final List<String> engines;

    /** @param since empty when nothing is open */
    private record Open(String engine, Optional<Instant> since) {}

    public RepairMetrics(SeenObjects objects, Registry registry, Collection<String> engines) {
        this.objects = objects;
        this.engines = List.copyOf(engines);
        this.restores = new Stock<>(
                registry,
                RestoreKind.INSTANCE,
                restore -> new Open(
                        restore.metadata().namespace(),
                        restore.status().replacement().flatMap(replacement -> restore.status()
                                .startTime()
                                .or(() -> restore.metadata().creationTimestamp()))));
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily open = new GaugeMetricFamily(
                "evenkeel_open_repairs", "Operations of several steps that were begun and are not over.", GROUP);
        GaugeMetricFamily oldest = new GaugeMetricFamily(
                "evenkeel_oldest_open_repair_timestamp_seconds",
                "When the oldest of them was begun; 0 for none.",
                GROUP);
        byKind().forEach((kind, all) -> engines.forEach(engine -> {
            List<Instant> here = all.stream()
                    .filter(one -> one.engine().equals(engine))
                    .flatMap(one -> one.since().stream())
                    .sorted(Comparator.naturalOrder())
                    .toList();
            open.addMetric(List.of(kind, engine), here.size());
            oldest.addMetric(List.of(kind, engine), Times.of(here.stream().findFirst()));
        }));
        return List.of(open, oldest);
    }

    private Map<String, List<Open>> byKind() {
        Map<String, List<Open>> all = new TreeMap<>(Map.of(RestoreKind.INSTANCE.kind(), restores.now()));
        objects.byKind().forEach((kind, list) -> {
            List<Open> repairs = new ArrayList<>(list.size());
            list.forEach(object -> repairs.add(new Open(object.key().namespace(), object.repairSince())));
            all.put(kind, repairs);
        });
        return all;
    }
}
