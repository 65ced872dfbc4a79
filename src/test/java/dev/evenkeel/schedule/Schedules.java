package dev.evenkeel.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import java.io.UncheckedIOException;

/** Schedules as people write them. */
final class Schedules {

    private Schedules() {}

    static ScheduleSpec spec(String yaml) {
        try {
            return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), ScheduleSpec.class);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Keeps so many, of which one verified. */
    static ScheduleSpec keeping(int last, RetentionRule.Policy policy) {
        return spec("{schedule: 0 2 * * *, volumes: [pgdata],"
                + " retention: {keepLast: %d, minimumVerified: 1, policy: %s}}".formatted(last, policy));
    }
}
