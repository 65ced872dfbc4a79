package dev.evenkeel.schedule;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span on the calendar, in the letters of restic's {@code --keep-within}, and weeks. */
record KeepWithin(Period period, int hours) {

    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,4})y)?(?:(\\d{1,4})m)?(?:(\\d{1,4})w)?(?:(\\d{1,4})d)?(?:(\\d{1,4})h)?");

    /** Empty when it is no span, or one of no length. */
    static Optional<KeepWithin> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Period period = Period.of(number(form, 1), number(form, 2), number(form, 3) * 7 + number(form, 4));
        KeepWithin span = new KeepWithin(period, number(form, 5));
        return Optional.of(span).filter(one -> !one.period.isZero() || one.hours > 0);
    }

    /** Where the span begins that ends at {@code end}; by the calendar of {@code zone}. */
    Instant before(Instant end, ZoneId zone) {
        return end.atZone(zone).minus(period).minusHours(hours).toInstant();
    }

    private static int number(Matcher form, int group) {
        return Optional.ofNullable(form.group(group)).map(Integer::parseInt).orElse(0);
    }
}
