package dev.evenkeel.drill;

import dev.evenkeel.cron.CronRules;
import dev.evenkeel.cron.CronTiming;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When the newest archive of each volume is restored into a scratch volume, compared, and thrown away.
 *
 * @param schedule a cron line of five fields such as {@code 0 4 * * 0}, or {@code @weekly} and the like, in the time
 *     zone of the schedule. Left out, there are no drills
 */
public record DrillSpec(String schedule) {

    /** No drills. */
    public static final DrillSpec NONE = new DrillSpec("");

    public DrillSpec {
        schedule = Defaults.text(schedule, "");
    }

    public boolean wanted() {
        return !schedule.isEmpty();
    }

    /**
     * When drills are due; empty when there are none.
     *
     * @throws IllegalArgumentException for a spec that breaks a rule
     */
    Optional<CronTiming> timing(ZoneId zone) {
        return wanted() ? Optional.of(CronTiming.of(schedule, zone)) : Optional.empty();
    }

    /** The rules that this breaks as the value of {@code field}. */
    public List<Violation> violations(String field) {
        return wanted()
                ? CronRules.schedule(field + ".schedule", schedule).stream().toList()
                : List.of();
    }
}
