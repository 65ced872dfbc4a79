package dev.evenkeel.drill;

import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the drills of a schedule are getting on. Fields that are empty are left out.
 *
 * @param lastScheduleTime the due time of the newest drill that was begun
 * @param lastTime when the newest drill of a volume was over
 * @param nextScheduleTime the first due time to come; absent while there are no drills
 * @param active the name of the Restore that is going on
 * @param results the newest drill of each volume that is still backed up
 */
public record DrillStatus(
        Optional<Instant> lastScheduleTime,
        Optional<Instant> lastTime,
        Optional<Instant> nextScheduleTime,
        String active,
        List<DrillResult> results) {

    /** Nothing was ever drilled. */
    public static final DrillStatus NONE =
            new DrillStatus(Optional.empty(), Optional.empty(), Optional.empty(), "", List.of());

    public DrillStatus {
        lastScheduleTime = Defaults.optional(lastScheduleTime);
        lastTime = Defaults.optional(lastTime);
        nextScheduleTime = Defaults.optional(nextScheduleTime);
        active = Defaults.text(active, "");
        results = Defaults.list(results);
    }

    static DrillStatus of(
            Optional<Instant> lastScheduleTime,
            Optional<Instant> nextScheduleTime,
            String active,
            List<DrillResult> results) {
        Optional<Instant> lastTime = results.stream().map(DrillResult::time).max(Comparator.naturalOrder());
        return new DrillStatus(lastScheduleTime, lastTime, nextScheduleTime, active, results);
    }
}
