package dev.evenkeel.engine;

import java.util.regex.Pattern;

/** Keeps what opens doors out of what is shown, told or written down: statuses, events, logs, messages. */
public final class Secrets {

    /** What stands in the place of a secret. */
    public static final String HIDDEN = "(hidden)";

    private static final String NAMES = "pass(?:word2?|wd|phrase)?|cred(?:ential)?s?|user(?:name)?|secret(?:[_-]?key)?"
            + "|token|(?:api|access|account|private)[_-]?key|auth";

    private static final Pattern NAME = Pattern.compile("(?i)(?:.*[._-])?(?:" + NAMES + ")");

    /** As mount(8) writes options, and as the engine quotes them when a mount fails. */
    private static final Pattern ASSIGNED = Pattern.compile("(?i)(?<![a-z0-9])(" + NAMES + ")=[^,\\s'\"]*");

    /** {@code //user:password@host}, also as a URL. */
    private static final Pattern IN_FRONT_OF_A_HOST = Pattern.compile("//[^/@\\s,]+@");

    private Secrets() {}

    /** A text without the secrets in it. */
    public static String hide(String text) {
        String withoutValues = ASSIGNED.matcher(text).replaceAll("$1=" + HIDDEN);
        return IN_FRONT_OF_A_HOST.matcher(withoutValues).replaceAll("//" + HIDDEN + "@");
    }

    /** The value of an option of that name, without the secrets in it. */
    public static String hide(String option, String value) {
        return NAME.matcher(option).matches() && !value.isEmpty() ? HIDDEN : hide(value);
    }
}
