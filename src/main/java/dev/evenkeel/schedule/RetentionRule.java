package dev.evenkeel.schedule;

import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * Which Backups of a schedule are kept. The newest good one always is, and no good one goes as long as the newest that
 * is over has failed.
 *
 * @param keepLast so many of the newest good ones; at least 1
 * @param minimumVerified so many of the newest good ones that were read again and found right, however old they are; 0
 *     or more
 */
public record RetentionRule(Integer keepLast, Integer minimumVerified) {

    static final int KEEP_LAST_DEFAULT = 7;
    static final int MINIMUM_VERIFIED_DEFAULT = 3;

    public RetentionRule {
        keepLast = Defaults.value(keepLast, KEEP_LAST_DEFAULT);
        minimumVerified = Defaults.value(minimumVerified, MINIMUM_VERIFIED_DEFAULT);
    }

    static RetentionRule standard() {
        return new RetentionRule(KEEP_LAST_DEFAULT, MINIMUM_VERIFIED_DEFAULT);
    }

    List<Violation> violations(String field) {
        List<Violation> broken = new ArrayList<>();
        if (keepLast < 1) {
            broken.add(Violation.invalid(field + ".keepLast", keepLast, "must be at least 1"));
        }
        if (minimumVerified < 0) {
            broken.add(Violation.invalid(field + ".minimumVerified", minimumVerified, "must not be negative"));
        }
        return broken;
    }
}
