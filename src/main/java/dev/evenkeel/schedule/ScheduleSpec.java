package dev.evenkeel.schedule;

import dev.evenkeel.cron.CronTiming;
import dev.evenkeel.drill.DrillSpec;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.volume.VolumeSelector;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * When to make Backups of which volumes, and how many of them to keep. Fields that a CronJob has, too, mean the same
 * here.
 *
 * @param schedule a cron line of five fields such as {@code 0 2 * * *}, or {@code @yearly}, {@code @monthly},
 *     {@code @weekly}, {@code @daily} or {@code @hourly}. When both day fields are restricted, either is enough
 * @param timeZone the IANA name of the zone whose wall clock the schedule speaks of, such as {@code Europe/Berlin}
 * @param suspend no runs as long as this is true, and none of them are made up for afterwards
 * @param startingDeadlineSeconds how late a run may start, in seconds, 10 to 604800 (a week). A later one is missed
 * @param jitterSeconds by how much runs may be due later than the line says, in seconds, 0 to 86400 (a day): always
 *     the same for one schedule, and another for each, so that not all begin at once
 * @param concurrencyPolicy what to do about a run that is due while the one before is still going on
 * @param volumes names of volumes of the engine, each once, that every Backup archives in this order
 * @param selector more volumes of the engine, declared or not, by their labels: whichever there are when a run is due
 * @param template what the Backups have in common
 * @param retention which Backups are kept
 * @param drill when the newest archives are proven by restoring them
 * @param deletionPolicy what becomes of the Backups when the schedule is deleted
 */
public record ScheduleSpec(
        String schedule,
        String timeZone,
        boolean suspend,
        Integer startingDeadlineSeconds,
        Integer jitterSeconds,
        ConcurrencyPolicy concurrencyPolicy,
        List<String> volumes,
        VolumeSelector selector,
        BackupTemplate template,
        RetentionRule retention,
        DrillSpec drill,
        DeletionPolicy deletionPolicy) {

    static final int STARTING_DEADLINE_SECONDS_DEFAULT = 3600;

    /** What to do about a run that is due while the one before is still going on. */
    public enum ConcurrencyPolicy {
        /** Leave it out. */
        Forbid,
        /** Make it as well: it runs beside the other as far as there are workers for it, and waits otherwise. */
        Allow,
        /** Delete the one before, with what it has stored so far, and make this one. */
        Replace
    }

    /** What becomes of the Backups that a schedule made when it is deleted. */
    public enum DeletionPolicy {
        /** They stay, and so do their archives. */
        Retain,
        /** They go first, with their archives, unless whoever deletes the schedule asks to orphan them. */
        Delete
    }

    public ScheduleSpec {
        schedule = Defaults.text(schedule, "");
        timeZone = Defaults.text(timeZone, "Etc/UTC");
        startingDeadlineSeconds = Defaults.value(startingDeadlineSeconds, STARTING_DEADLINE_SECONDS_DEFAULT);
        jitterSeconds = Defaults.value(jitterSeconds, 0);
        concurrencyPolicy = Defaults.value(concurrencyPolicy, ConcurrencyPolicy.Forbid);
        volumes = Defaults.list(volumes);
        selector = Defaults.value(selector, VolumeSelector.NONE);
        template = Defaults.value(template, BackupTemplate.standard());
        retention = Defaults.value(retention, RetentionRule.standard());
        drill = Defaults.value(drill, DrillSpec.NONE);
        deletionPolicy = Defaults.value(deletionPolicy, DeletionPolicy.Retain);
    }

    Duration startingDeadline() {
        return Duration.ofSeconds(startingDeadlineSeconds);
    }

    /**
     * Whose wall clock counts.
     *
     * @throws IllegalArgumentException for a spec that {@link ScheduleKind} would not have let in
     */
    ZoneId zone() {
        return CronTiming.zone(timeZone);
    }
}
