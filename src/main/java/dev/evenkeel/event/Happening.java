package dev.evenkeel.event;

import dev.evenkeel.resource.EventType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Something that happened to a resource, not yet told.
 *
 * @param message of at most {@link #MESSAGE_BYTES_MAX} bytes and without control characters: it ends up on terminals
 */
public record Happening(Subject subject, EventType type, String reason, String message) {

    /** As in Kubernetes. */
    public static final int MESSAGE_BYTES_MAX = 1024;

    private static final String CUT = "...";

    public Happening {
        message = cut(escaped(message));
    }

    private static String escaped(String text) {
        return text.strip()
                .codePoints()
                .mapToObj(point -> switch (point) {
                    case '\n' -> "\\n";
                    case '\t' -> "\\t";
                    default -> Character.isISOControl(point) ? "\\u%04x".formatted(point) : Character.toString(point);
                })
                .collect(Collectors.joining());
    }

    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MESSAGE_BYTES_MAX) {
            return text;
        }
        CharBuffer kept = CharBuffer.allocate(MESSAGE_BYTES_MAX);
        StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.IGNORE)
                .decode(ByteBuffer.wrap(bytes, 0, MESSAGE_BYTES_MAX - CUT.length()), kept, true);
        return kept.flip() + CUT;
    }
}
