package dev.evenkeel.api;

import java.time.Duration;
import java.time.Instant;

/** Times as tables show them: how long ago, in two units at most, like {@code duration.HumanDuration} of Kubernetes. */
final class Ages {

    /** Below this an age in minutes also tells its seconds, and so on upwards. */
    private static final int EXACT_MAX = 10;

    private static final int DAYS_OF_YEAR = 365;

    private Ages() {}

    /** {@code 5m}; for a time that is still to come, {@code in 5m}. */
    static String of(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        return age.compareTo(Duration.ofSeconds(-1)) < 0 ? "in " + text(age.negated()) : text(age);
    }

    static String text(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        long years = days / DAYS_OF_YEAR;
        if (seconds < 2 * 60) {
            return seconds + "s";
        } else if (minutes < EXACT_MAX) {
            return both(minutes, "m", seconds % 60, "s");
        } else if (minutes < 3 * 60) {
            return minutes + "m";
        } else if (hours < 8) {
            return both(hours, "h", minutes % 60, "m");
        } else if (hours < 2 * 24) {
            return hours + "h";
        } else if (days < 8) {
            return both(days, "d", hours % 24, "h");
        } else if (days < 2 * DAYS_OF_YEAR) {
            return days + "d";
        } else if (years < 8) {
            return both(years, "y", days % DAYS_OF_YEAR, "d");
        }
        return years + "y";
    }

    private static String both(long large, String unit, long small, String smallUnit) {
        return small == 0 ? large + unit : large + unit + small + smallUnit;
    }
}
