package dev.evenkeel.cron;

import dev.evenkeel.resource.Violation;
import java.time.ZoneOffset;
import java.util.Optional;

/** The rules for a cron line and its time zone, wherever a spec has them. */
public final class CronRules {

    /** Every minute of an hour, spelt out, and then some. */
    private static final int SCHEDULE_LENGTH_MAX = 256;

    private CronRules() {}

    /** What is wrong with a cron line. */
    public static Optional<Violation> schedule(String field, String schedule) {
        if (schedule.isBlank()) {
            return Optional.of(Violation.required(field, "a cron line like 0 2 * * *, or @daily"));
        }
        if (schedule.length() > SCHEDULE_LENGTH_MAX) {
            return Optional.of(
                    Violation.tooLong(field, "may not be longer than " + SCHEDULE_LENGTH_MAX + " characters"));
        }
        try {
            CronTiming.of(schedule, ZoneOffset.UTC);
            return Optional.empty();
        } catch (IllegalArgumentException notCron) {
            return Optional.of(Violation.invalid(field, schedule, notCron.getMessage()));
        }
    }

    /** What is wrong with the name of a time zone. */
    public static Optional<Violation> timeZone(String field, String timeZone) {
        try {
            CronTiming.zone(timeZone);
            return Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.of(Violation.invalid(field, timeZone, unknown.getMessage()));
        }
    }
}
