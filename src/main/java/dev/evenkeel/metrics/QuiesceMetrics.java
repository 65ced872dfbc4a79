package dev.evenkeel.metrics;

import dev.evenkeel.backup.BackupPhase;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How many containers stand still for a Backup at this moment, and how many of them should not any more. */
public final class QuiesceMetrics extends Collector {

    private final SeenBackups backups;
    private final KeyMemory memory;
    private final List<String> engines;

    public QuiesceMetrics(SeenBackups backups, KeyMemory memory, Collection<String> engines) {
        this.backups = backups;
        this.memory = memory;
        this.engines = List.copyOf(engines);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily held = new GaugeMetricFamily(
                "evenkeel_backup_quiesced_containers",
                "Containers that stand still for a backup, and have to run again.",
                List.of("engine"));
        GaugeMetricFamily left = new GaugeMetricFamily(
                "evenkeel_backup_containers_left_stopped",
                "Containers that stand still though the backup that stopped them does not run.",
                List.of("engine"));
        for (String engine : engines) {
            List<SeenBackup> holding = backups.now().stream()
                    .filter(one ->
                            one.key().namespace().equals(engine) && one.held().isPresent())
                    .toList();
            held.addMetric(List.of(engine), containers(holding));
            left.addMetric(
                    List.of(engine),
                    containers(holding.stream().filter(this::left).toList()));
        }
        return List.of(held, left);
    }

    private static int containers(List<SeenBackup> holding) {
        return holding.stream()
                .map(SeenBackup::held)
                .flatMap(Optional::stream)
                .mapToInt(SeenBackup.Held::containers)
                .sum();
    }

    /** A window that was opened by a process that died is no run's, even while somebody tries to close it. */
    private boolean left(SeenBackup backup) {
        boolean ours = backup.held()
                .filter(window -> !window.since().isBefore(memory.start()))
                .isPresent();
        return !ours || backup.phase() != BackupPhase.Running || !memory.workedOn(backup.key());
    }
}
