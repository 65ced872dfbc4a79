package dev.evenkeel.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is true of the stored schedules and their Backups, worked out at each scrape. */
public final class ScheduleMetrics extends Collector {

    private static final List<String> LABELS = List.of("engine", "schedule");

    private final SeenSchedules schedules;
    private final SeenBackups backups;
    private final Intervals intervals;
    private final List<String> engines;
    private final int max;

    /** @param max schedules of one engine that have series */
    public ScheduleMetrics(
            SeenSchedules schedules, SeenBackups backups, Clock clock, Collection<String> engines, int max) {
        this.intervals = new Intervals(clock);
        this.schedules = schedules;
        this.backups = backups;
        this.engines = List.copyOf(engines);
        this.max = max;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Families families = new Families();
        Map<String, List<SeenBackup>> byOwner = new HashMap<>();
        backups.now().forEach(backup -> backup.owners()
                .forEach(owner ->
                        byOwner.computeIfAbsent(owner, any -> new ArrayList<>()).add(backup)));
        for (String engine : engines) {
            schedules.now(engine).stream()
                    .limit(max)
                    .forEach(schedule -> families.add(schedule, byOwner.getOrDefault(schedule.uid(), List.of())));
        }
        return List.copyOf(families.all.values());
    }

    /** What one scrape shows. */
    private final class Families {

        private final Map<String, GaugeMetricFamily> all = new TreeMap<>();
        private List<String> labels = List.of();

        private void add(SeenSchedule schedule, List<SeenBackup> own) {
            labels = List.of(schedule.key().namespace(), schedule.key().name());
            results(schedule, own);
            Optional<SeenBackup> newest =
                    own.stream().filter(one -> one.phase().good()).max(SeenBackup.BY_COMPLETION);
            gauge(
                    "evenkeel_backup_last_size_bytes",
                    "Size of the archives of a schedule's newest good backup.",
                    newest.map(SeenBackup::bytes).orElse(0L));
            gauge(
                    "evenkeel_backup_last_duration_seconds",
                    "How long a schedule's newest good backup took.",
                    newest.map(SeenBackup::took).map(Times::of).orElse(0.0));
            gauge(
                    "evenkeel_backup_retained",
                    "Good backups of a schedule that are kept.",
                    own.stream()
                            .filter(one -> one.phase().good() && !one.deleting())
                            .count());
            timing(schedule);
            gauge(
                    "evenkeel_backup_drill_last_timestamp_seconds",
                    "When the newest restore drill of a schedule was over; 0 for never.",
                    Times.of(schedule.drilled()));
            gauge(
                    "evenkeel_backup_drill_failed_volumes",
                    "Volumes of a schedule whose newest restore drill failed.",
                    schedule.notRestorable());
        }

        private void results(SeenSchedule schedule, List<SeenBackup> own) {
            Optional<SeenBackup> last = own.stream().filter(SeenBackup::over).max(SeenBackup.BY_COMPLETION);
            last.ifPresent(one -> gauge(
                    "evenkeel_backup_last_status",
                    "1 if the newest backup of a schedule that is over is a good one, 0 if it failed.",
                    one.phase().good() ? 1 : 0));
            gauge(
                    "evenkeel_backup_last_completion_timestamp_seconds",
                    "When the newest backup of a schedule was over, good or not; 0 for never.",
                    Times.of(last.flatMap(SeenBackup::completed)));
            gauge(
                    "evenkeel_backup_last_success_timestamp_seconds",
                    "When the newest good backup of a schedule ended; 0 for never.",
                    Times.of(schedule.lastSuccess()));
        }

        private void timing(SeenSchedule schedule) {
            gauge(
                    "evenkeel_backup_schedule_next_run_timestamp_seconds",
                    "When a schedule is due next; 0 for never.",
                    Times.of(schedule.nextRun()));
            intervals
                    .of(schedule.line(), schedule.timeZone())
                    .ifPresent(interval -> gauge(
                            "evenkeel_backup_schedule_expected_interval_seconds",
                            "The longest gap between two of the next 50 runs of a schedule.",
                            Times.of(interval)));
            gauge(
                    "evenkeel_backup_schedule_created_timestamp_seconds",
                    "When a schedule was made.",
                    Times.of(schedule.created()));
            gauge(
                    "evenkeel_backup_schedule_suspended",
                    "1 while a schedule is suspended.",
                    schedule.suspended() ? 1 : 0);
            gauge(
                    "evenkeel_backup_schedule_missed_runs",
                    "Runs of a schedule that did not take place.",
                    schedule.missed());
        }

        private void gauge(String name, String help, double value) {
            all.computeIfAbsent(name, first -> new GaugeMetricFamily(first, help, LABELS))
                    .addMetric(labels, value);
        }
    }
}
