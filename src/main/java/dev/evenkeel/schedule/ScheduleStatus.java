package dev.evenkeel.schedule;

import dev.evenkeel.drill.DrillStatus;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the schedule is getting on. Fields that are empty are left out.
 *
 * @param conditions Ready, OnTime, Succeeding, Selecting, Pruning, Drilled, Reconciling and Stalled
 * @param observedGeneration the {@code metadata.generation} that this was seen of
 * @param lastScheduleTime the due time of the newest run that was started
 * @param lastSuccessfulTime when the newest good Backup was complete; stays when that Backup goes
 * @param nextScheduleTime the first due time that nothing was decided about yet; absent while suspended
 * @param nextScheduleTimes the five due times to come, jitter included; absent while suspended
 * @param active names of the Backups that are pending or running
 * @param volumes what is backed up now: the volumes that the spec names, and those that its selector finds
 * @param drill how restore drills are getting on
 * @param missedRuns how many due times went by without a Backup, ever
 */
public record ScheduleStatus(
        List<Condition> conditions,
        long observedGeneration,
        Optional<Instant> lastScheduleTime,
        Optional<Instant> lastSuccessfulTime,
        Optional<Instant> nextScheduleTime,
        List<Instant> nextScheduleTimes,
        List<String> active,
        List<String> volumes,
        DrillStatus drill,
        long missedRuns) {

    /** Whether the newest due time led to a Backup. */
    public static final String ON_TIME = "OnTime";
    /** Whether the newest Backup that is over is a good one. */
    public static final String SUCCEEDING = "Succeeding";
    /** Whether the selector finds volumes. */
    public static final String SELECTING = "Selecting";
    /** Whether the newest archive of each volume could be restored when that was tried last. */
    public static final String DRILLED = "Drilled";
    /** Whether Backups that no rule keeps are let go. */
    public static final String PRUNING = "Pruning";

    static final ScheduleStatus EMPTY = new ScheduleStatus(
            List.of(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            DrillStatus.NONE,
            0);

    public ScheduleStatus {
        conditions = Defaults.list(conditions);
        lastScheduleTime = Defaults.optional(lastScheduleTime);
        lastSuccessfulTime = Defaults.optional(lastSuccessfulTime);
        nextScheduleTime = Defaults.optional(nextScheduleTime);
        nextScheduleTimes = Defaults.list(nextScheduleTimes);
        active = Defaults.list(active);
        volumes = Defaults.list(volumes);
        drill = Defaults.value(drill, DrillStatus.NONE);
    }

    /** Whether a reconciler has never seen the schedule. */
    boolean untouched() {
        return observedGeneration == 0;
    }
}
