package dev.evenkeel.policy;

import dev.evenkeel.resource.Violation;
import java.util.List;
import java.util.regex.Pattern;

/** The grammar of drivers: a word, or the reference of a plugin, {@code vendor/plugin:tag}. */
public final class DriverName {

    private static final int LENGTH_MAX = 128;

    private static final Pattern GRAMMAR =
            Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*([/:][a-zA-Z0-9][a-zA-Z0-9_.-]*)*");

    private DriverName() {}

    public static List<Violation> violations(String driver) {
        if (driver.length() > LENGTH_MAX) {
            return List.of(Violation.tooLong("spec.driver", "may not be longer than " + LENGTH_MAX + " characters"));
        }
        return GRAMMAR.matcher(driver).matches()
                ? List.of()
                : List.of(Violation.invalid("spec.driver", driver, "must be the name of a driver or plugin"));
    }
}
