package dev.evenkeel.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** The parts into which a calendar divides time, each with the rule that keeps one Backup of it. */
enum Calendar {
    DAY("keepDaily") {
        @Override
        long number(LocalDate date) {
            return date.toEpochDay();
        }

        @Override
        String name(LocalDate date) {
            return date.toString();
        }
    },

    /** ISO 8601: from Monday to Sunday. */
    WEEK("keepWeekly") {
        @Override
        long number(LocalDate date) {
            return Math.floorDiv(date.toEpochDay() + MONDAY_OF_EPOCH, 7L);
        }

        @Override
        String name(LocalDate date) {
            return String.format(
                    Locale.ROOT,
                    "%04d-W%02d",
                    date.get(IsoFields.WEEK_BASED_YEAR),
                    date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        }
    },

    MONTH("keepMonthly") {
        @Override
        long number(LocalDate date) {
            return date.getLong(ChronoField.PROLEPTIC_MONTH);
        }

        @Override
        String name(LocalDate date) {
            return String.format(Locale.ROOT, "%04d-%02d", date.getYear(), date.getMonthValue());
        }
    },

    YEAR("keepYearly") {
        @Override
        long number(LocalDate date) {
            return date.getYear();
        }

        @Override
        String name(LocalDate date) {
            return Integer.toString(date.getYear());
        }
    };

    /** 1 January 1970 was a Thursday: three days after a Monday. */
    private static final long MONDAY_OF_EPOCH = 3;

    private final String rule;

    Calendar(String rule) {
        this.rule = rule;
    }

    /** The field that says how many of them. */
    String rule() {
        return rule;
    }

    /** Equal for times of the same part, and for no others. */
    long number(Instant time, ZoneId zone) {
        return number(LocalDate.ofInstant(time, zone));
    }

    /** As people write it. */
    String name(Instant time, ZoneId zone) {
        return name(LocalDate.ofInstant(time, zone));
    }

    abstract long number(LocalDate date);

    abstract String name(LocalDate date);
}
