package dev.evenkeel.schedule;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the schedule is getting on. Fields that are empty are left out.
 *
 * @param conditions Ready, OnTime, Succeeding, Pruning and Stalled
 * @param observedGeneration the {@code metadata.generation} that this was seen of
 * @param lastScheduleTime the due time of the newest run that was started
 * @param lastSuccessfulTime when the newest good Backup was complete; stays when that Backup goes
 * @param nextScheduleTime the first due time that nothing was decided about yet; absent while suspended
 * @param nextScheduleTimes the five due times to come, jitter included; absent while suspended
 * @param active names of the Backups that are pending or running
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
        long missedRuns) {

    /** Whether the newest due time led to a Backup. */
    public static final String ON_TIME = "OnTime";
    /** Whether the newest Backup that is over is a good one. */
    public static final String SUCCEEDING = "Succeeding";
    /** Whether Backups that no rule keeps are let go. */
    public static final String PRUNING = "Pruning";

    static final ScheduleStatus EMPTY = new ScheduleStatus(
            List.of(), 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), 0);

    public ScheduleStatus {
        conditions = Defaults.list(conditions);
        lastScheduleTime = Defaults.optional(lastScheduleTime);
        lastSuccessfulTime = Defaults.optional(lastSuccessfulTime);
        nextScheduleTime = Defaults.optional(nextScheduleTime);
        nextScheduleTimes = Defaults.list(nextScheduleTimes);
        active = Defaults.list(active);
    }

    /** Whether a reconciler has never seen the schedule. */
    boolean untouched() {
        return observedGeneration == 0;
    }
}
