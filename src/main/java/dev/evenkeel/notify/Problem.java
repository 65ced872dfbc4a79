package dev.evenkeel.notify;

import java.time.Instant;
import java.util.stream.Collectors;

/**
 * Something that is wrong.
 *
 * @param reason one word, that of the condition it was read off
 * @param message why, in one line of at most {@link #MESSAGE_MAX} characters
 * @param since since when it is known to be so
 */
public record Problem(Topic topic, String reason, String message, Instant since) {

    public static final int MESSAGE_MAX = 500;

    private static final String CUT = "...";

    public Problem {
        message = cut(plain(message));
    }

    private static String plain(String text) {
        return text.strip()
                .codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String cut(String text) {
        if (text.length() <= MESSAGE_MAX) {
            return text;
        }
        int end = MESSAGE_MAX - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
