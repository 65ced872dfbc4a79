package dev.evenkeel.resource;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The grammar of names. The name of a resource is the name of the Docker object, so it is Docker's own
 * ({@code RestrictedNamePattern} in moby's {@code daemon/names}), capped at 128 characters.
 */
public final class ObjectName {

    public static final int LENGTH_MAX = 128;

    private static final Pattern GRAMMAR = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    private ObjectName() {}

    /** The rules that {@code name} breaks as the value of {@code field}. */
    public static List<Violation> violations(String field, String name) {
        if (name.isEmpty()) {
            return List.of(Violation.required(field, "a name is required"));
        }
        if (name.length() > LENGTH_MAX) {
            return List.of(Violation.tooLong(field, "may not be longer than " + LENGTH_MAX + " characters"));
        }
        if (!GRAMMAR.matcher(name).matches()) {
            return List.of(Violation.invalid(
                    field,
                    name,
                    "a name starts with a letter or digit and goes on with letters, digits, '_', '.' and '-'"));
        }
        return List.of();
    }
}
