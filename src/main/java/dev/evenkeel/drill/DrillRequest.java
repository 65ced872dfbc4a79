package dev.evenkeel.drill;

import dev.evenkeel.cron.CronTiming;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Whose drills to look after.
 *
 * @param schedule in whose name they are made
 * @param zone whose wall clock counts
 * @param suspended whether none are to be begun for now
 * @param before what its status says so far
 * @param candidates the newest good archive of each of its volumes
 * @param busy whether a Backup of the schedule is going on
 */
public record DrillRequest(
        Resource<?, ?> schedule,
        DrillSpec spec,
        ZoneId zone,
        boolean suspended,
        DrillStatus before,
        List<DrillCandidate> candidates,
        boolean busy) {

    public DrillRequest {
        candidates = List.copyOf(candidates);
    }

    /** Empty when there are to be no drills now. */
    Optional<CronTiming> timing() {
        return suspended ? Optional.empty() : spec.timing(zone);
    }

    String restore(DrillCandidate candidate, Instant scheduleTime) {
        return DrillName.restore(
                schedule.metadata().name(), schedule.metadata().uid(), candidate.volume(), scheduleTime);
    }
}
