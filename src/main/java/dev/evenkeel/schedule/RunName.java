package dev.evenkeel.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of the Backup that a schedule makes for a due time. It follows from the two alone: a run that was started
 * just before a crash is found again by its name, and is not started twice.
 */
final class RunName {

    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("'-'yyyyMMdd't'HHmmss'z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern FORM = Pattern.compile("(.+)(-\\d{8}t\\d{6}z)");

    /** How much longer the name of a Backup is than that of its schedule. */
    static final int SUFFIX_LENGTH = SUFFIX.format(Instant.EPOCH).length();

    private RunName() {}

    /** {@code nightly-20261120t020000z}. */
    static String of(String schedule, Instant scheduledTime) {
        return schedule + SUFFIX.format(scheduledTime);
    }

    /** The due time for which a schedule would have given a Backup this name. */
    static Optional<Instant> scheduledTime(String backup) {
        return Optional.of(FORM.matcher(backup)).filter(Matcher::matches).flatMap(form -> parsed(form.group(2)));
    }

    private static Optional<Instant> parsed(String suffix) {
        try {
            return Optional.of(SUFFIX.parse(suffix, Instant::from));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** The schedule that would have given a Backup this name. */
    static Optional<String> schedule(String backup) {
        return Optional.of(FORM.matcher(backup)).filter(Matcher::matches).map(form -> form.group(1));
    }
}
