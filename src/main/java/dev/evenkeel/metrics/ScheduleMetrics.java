package dev.evenkeel.metrics;

import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is true of the stored schedules and their newest good backups, read from the registry at each scrape. */
public final class ScheduleMetrics extends Collector {

    private static final List<String> LABELS = List.of("engine", "schedule");

    private final Registry registry;

    public ScheduleMetrics(Registry registry) {
        this.registry = registry;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily lastSuccess = family(
                "evenkeel_backup_last_success_timestamp_seconds",
                "When the newest good backup of a schedule ended; 0 for never.");
        GaugeMetricFamily lastSize =
                family("evenkeel_backup_last_size_bytes", "Size of the archives of a schedule's newest good backup.");
        GaugeMetricFamily lastDuration =
                family("evenkeel_backup_last_duration_seconds", "How long a schedule's newest good backup took.");
        GaugeMetricFamily nextRun = family(
                "evenkeel_backup_schedule_next_run_timestamp_seconds", "When a schedule is due next; 0 for never.");
        GaugeMetricFamily suspended = family("evenkeel_backup_schedule_suspended", "1 while a schedule is suspended.");
        GaugeMetricFamily missed =
                family("evenkeel_backup_schedule_missed_runs", "Runs of a schedule that did not take place.");
        GaugeMetricFamily drilled = family(
                "evenkeel_backup_drill_last_timestamp_seconds",
                "When the newest restore drill of a schedule was over; 0 for never.");
        GaugeMetricFamily notRestorable = family(
                "evenkeel_backup_drill_failed_volumes", "Volumes of a schedule whose newest restore drill failed.");
        var backups = registry.list(BackupKind.INSTANCE, Optional.empty()).items();
        for (var schedule :
                registry.list(ScheduleKind.INSTANCE, Optional.empty()).items()) {
            List<String> labels =
                    List.of(schedule.metadata().namespace(), schedule.metadata().name());
            Optional<Resource<BackupSpec, BackupStatus>> newest = newestGood(schedule, backups);
            lastSuccess.addMetric(labels, seconds(schedule.status().lastSuccessfulTime()));
            lastSize.addMetric(labels, newest.map(ScheduleMetrics::size).orElse(0L));
            lastDuration.addMetric(labels, newest.map(ScheduleMetrics::duration).orElse(0.0));
            nextRun.addMetric(labels, seconds(schedule.status().nextScheduleTime()));
            suspended.addMetric(labels, schedule.spec().suspend() ? 1 : 0);
            missed.addMetric(labels, schedule.status().missedRuns());
            drilled.addMetric(labels, seconds(schedule.status().drill().lastTime()));
            notRestorable.addMetric(
                    labels,
                    schedule.status().drill().results().stream()
                            .filter(result -> !result.passed())
                            .count());
        }
        return List.of(lastSuccess, lastSize, lastDuration, nextRun, suspended, missed, drilled, notRestorable);
    }

    private static Optional<Resource<BackupSpec, BackupStatus>> newestGood(
            Resource<ScheduleSpec, ScheduleStatus> schedule, List<Resource<BackupSpec, BackupStatus>> backups) {
        return backups.stream()
                .filter(b -> b.isOwnedBy(schedule.metadata().uid()))
                .filter(b -> b.status().phase().good())
                .max(Comparator.comparing(b -> b.status().completionTime().orElse(Instant.EPOCH)));
    }

    private static long size(Resource<BackupSpec, BackupStatus> backup) {
        return backup.status().archives().stream()
                .mapToLong(ArchiveStatus::bytes)
                .sum();
    }

    private static double duration(Resource<BackupSpec, BackupStatus> backup) {
        Instant start = backup.status().startTime().orElse(Instant.EPOCH);
        return Duration.between(start, backup.status().completionTime().orElse(start))
                        .toMillis()
                / 1e3;
    }

    private static double seconds(Optional<Instant> time) {
        return time.map(t -> t.toEpochMilli() / 1e3).orElse(0.0);
    }

    private static GaugeMetricFamily family(String name, String help) {
        return new GaugeMetricFamily(name, help, LABELS);
    }
}
