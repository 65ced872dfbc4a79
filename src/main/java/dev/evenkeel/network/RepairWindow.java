package dev.evenkeel.network;

import dev.evenkeel.cron.CronRules;
import dev.evenkeel.cron.CronTiming;
import dev.evenkeel.cron.WindowTiming;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a network may be replaced.
 *
 * @param schedule when a window opens: a cron line of five fields such as {@code 0 3 * * *}, or {@code @yearly},
 *     {@code @monthly}, {@code @weekly}, {@code @daily} or {@code @hourly}. Left out, the network may be replaced at
 *     any time
 * @param duration how long a window stays open, in hours and minutes such as {@code 2h}, {@code 90m} or {@code 1h30m};
 *     {@code 1m} to {@code 168h} (a week). What was begun inside of it is finished
 * @param timeZone the IANA name of the zone whose wall clock the schedule speaks of, such as {@code Europe/Berlin}.
 *     Left out, it is UTC
 */
public record RepairWindow(String schedule, String duration, String timeZone) {

    /** Any time. */
    public static final RepairWindow NONE = new RepairWindow("", "", "");

    private static final Pattern HOURS_AND_MINUTES = Pattern.compile("(?=.)(?:(\\d{1,5})h)?(?:(\\d{1,5})m)?");

    private static final Duration DURATION_MIN = Duration.ofMinutes(1);
    private static final Duration DURATION_MAX = Duration.ofDays(7);

    public RepairWindow {
        schedule = Defaults.text(schedule, "");
        duration = Defaults.text(duration, "");
        timeZone = Defaults.text(timeZone, "");
    }

    /** The windows; empty when the network may be replaced at any time. */
    Optional<WindowTiming> timing() {
        return equals(NONE)
                ? Optional.empty()
                : Optional.of(new WindowTiming(CronTiming.of(schedule, zone()), length().orElseThrow()));
    }

    private ZoneId zone() {
        return timeZone.isEmpty() ? ZoneOffset.UTC : CronTiming.zone(timeZone);
    }

    List<Violation> violations(String field) {
        List<Violation> broken = new ArrayList<>();
        if (equals(NONE)) {
            return broken;
        }
        if (!timeZone.isEmpty()) {
            CronRules.timeZone(field + ".timeZone", timeZone).ifPresent(broken::add);
        }
        CronRules.schedule(field + ".schedule", schedule).ifPresent(broken::add);
        if (duration.isEmpty()) {
            broken.add(Violation.required(field + ".duration", "how long a window stays open, such as 2h or 90m"));
        } else if (length().filter(RepairWindow::sensible).isEmpty()) {
            broken.add(Violation.invalid(
                    field + ".duration", duration, "must be hours and minutes such as 1h30m, from 1m to 168h"));
        }
        return broken;
    }

    private Optional<Duration> length() {
        Matcher matcher = HOURS_AND_MINUTES.matcher(duration);
        return matcher.matches()
                ? Optional.of(Duration.ofHours(number(matcher.group(1))).plusMinutes(number(matcher.group(2))))
                : Optional.empty();
    }

    private static long number(String digits) {
        return Optional.ofNullable(digits).map(Long::parseLong).orElse(0L);
    }

    private static boolean sensible(Duration duration) {
        return duration.compareTo(DURATION_MIN) >= 0 && duration.compareTo(DURATION_MAX) <= 0;
    }
}
