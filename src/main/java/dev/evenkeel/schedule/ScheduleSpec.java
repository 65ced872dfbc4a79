package dev.evenkeel.schedule;

import dev.evenkeel.resource.Defaults;
import java.time.Duration;
import java.util.List;

/**
 * When to make Backups of which volumes. Fields that a CronJob has, too, mean the same here.
 *
 * @param schedule a cron line of five fields, or a nickname like {@code @daily}
 * @param timeZone the IANA name of the zone whose wall clock the schedule speaks of
 * @param suspend no runs as long as this is true, and none of them are made up for afterwards
 * @param startingDeadlineSeconds how late a run may start; a later one is missed
 */
public record ScheduleSpec(
        String schedule,
        String timeZone,
        boolean suspend,
        Integer startingDeadlineSeconds,
        ConcurrencyPolicy concurrencyPolicy,
        List<String> volumes,
        BackupTemplate template,
        RetentionRule retention) {

    static final int STARTING_DEADLINE_SECONDS_DEFAULT = 3600;

    /** What to do about a run that is due while the one before is still going on. */
    public enum ConcurrencyPolicy {
        /** Leave it out. */
        Forbid
    }

    public ScheduleSpec {
        schedule = Defaults.text(schedule, "");
        timeZone = Defaults.text(timeZone, "Etc/UTC");
        startingDeadlineSeconds = Defaults.value(startingDeadlineSeconds, STARTING_DEADLINE_SECONDS_DEFAULT);
        concurrencyPolicy = Defaults.value(concurrencyPolicy, ConcurrencyPolicy.Forbid);
        volumes = Defaults.list(volumes);
        template = Defaults.value(template, BackupTemplate.standard());
        retention = Defaults.value(retention, RetentionRule.standard());
    }

    Duration startingDeadline() {
        return Duration.ofSeconds(startingDeadlineSeconds);
    }

    /**
     * When runs are due.
     *
     * @throws IllegalArgumentException for a spec that {@link ScheduleKind} would not have let in
     */
    CronTiming timing() {
        return CronTiming.of(schedule, CronTiming.zone(timeZone));
    }
}
