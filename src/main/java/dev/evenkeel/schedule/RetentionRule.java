package dev.evenkeel.schedule;

import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which Backups of a schedule are kept: those that any of the rules keeps, for any of their volumes. Days, weeks,
 * months and years are those of the schedule's time zone. The newest good one always stays.
 *
 * @param keepLast so many of the newest good ones; at least 1
 * @param keepDaily the newest good one of each of so many days that have one; 0 or more
 * @param keepWeekly the newest good one of each of so many weeks (Monday to Sunday) that have one; 0 or more
 * @param keepMonthly the newest good one of each of so many months that have one; 0 or more
 * @param keepYearly the newest good one of each of so many years that have one; 0 or more
 * @param keepWithin all good ones that are at most so much older than the newest, in years, months, weeks, days and
 *     hours, in this order, such as {@code 30d}, {@code 6m} or {@code 2y5m7d3h}
 * @param minimumVerified so many of the newest good ones that were read again and found right, however old they are; 0
 *     or more
 * @param policy what to do about those that no rule keeps
 */
public record RetentionRule(
        Integer keepLast,
        Integer keepDaily,
        Integer keepWeekly,
        Integer keepMonthly,
        Integer keepYearly,
        String keepWithin,
        Integer minimumVerified,
        Policy policy) {

    static final int KEEP_LAST_DEFAULT = 7;
    static final int MINIMUM_VERIFIED_DEFAULT = 3;

    /** What to do about Backups that no rule keeps. */
    public enum Policy {
        /** Delete them, and with them their archives. */
        Prune,
        /** Leave them, and show in the view {@code retention} which would go. */
        Report
    }

    public RetentionRule {
        keepLast = Defaults.value(keepLast, KEEP_LAST_DEFAULT);
        keepDaily = Defaults.value(keepDaily, 0);
        keepWeekly = Defaults.value(keepWeekly, 0);
        keepMonthly = Defaults.value(keepMonthly, 0);
        keepYearly = Defaults.value(keepYearly, 0);
        keepWithin = Defaults.text(keepWithin, "");
        minimumVerified = Defaults.value(minimumVerified, MINIMUM_VERIFIED_DEFAULT);
        policy = Defaults.value(policy, Policy.Prune);
    }

    static RetentionRule standard() {
        return new RetentionRule(KEEP_LAST_DEFAULT, 0, 0, 0, 0, "", MINIMUM_VERIFIED_DEFAULT, Policy.Prune);
    }

    /** How far back from the newest good one all are kept. */
    Optional<KeepWithin> within() {
        return KeepWithin.parse(keepWithin);
    }

    List<Violation> violations(String field) {
        List<Violation> broken = new ArrayList<>();
        if (keepLast < 1) {
            broken.add(Violation.invalid(field + ".keepLast", keepLast, "must be at least 1"));
        }
        notNegative(broken, field + ".keepDaily", keepDaily);
        notNegative(broken, field + ".keepWeekly", keepWeekly);
        notNegative(broken, field + ".keepMonthly", keepMonthly);
        notNegative(broken, field + ".keepYearly", keepYearly);
        if (!keepWithin.isEmpty() && within().isEmpty()) {
            broken.add(Violation.invalid(
                    field + ".keepWithin",
                    keepWithin,
                    "must be years, months, weeks, days and hours in this order, such as 30d, 6m or 2y5m7d3h"));
        }
        notNegative(broken, field + ".minimumVerified", minimumVerified);
        return broken;
    }

    private static void notNegative(List<Violation> broken, String field, int value) {
        if (value < 0) {
            broken.add(Violation.invalid(field, value, "must not be negative"));
        }
    }
}
