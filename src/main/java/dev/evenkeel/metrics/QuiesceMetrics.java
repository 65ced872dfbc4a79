package dev.evenkeel.metrics;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.registry.Registry;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How many containers stand still for a Backup at this moment, read from the registry at each scrape. */
public final class QuiesceMetrics extends Collector {

    private final Registry registry;
    private final List<String> engines;

    public QuiesceMetrics(Registry registry, Collection<String> engines) {
        this.registry = registry;
        this.engines = List.copyOf(engines);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily held = new GaugeMetricFamily(
                "evenkeel_backup_quiesced_containers",
                "Containers that stand still for a backup, and have to run again.",
                List.of("engine"));
        for (String engine : engines) {
            held.addMetric(
                    List.of(engine),
                    registry.list(BackupKind.INSTANCE, Optional.of(engine)).items().stream()
                            .flatMap(backup -> backup.status().quiesced().stream())
                            .filter(Quiesced::open)
                            .mapToInt(window -> window.containers().size())
                            .sum());
        }
        return List.of(held);
    }
}
