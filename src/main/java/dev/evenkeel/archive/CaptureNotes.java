package dev.evenkeel.archive;

import java.util.List;

/**
 * What a capture that ran to its end has to say about its result.
 *
 * @param warnings what changed while it was read, named; at most {@link #LIMIT}
 * @param warningCount how many there were in truth
 * @param losses what could not be kept; at most {@link #LIMIT}, and a last line that says how many more
 */
public record CaptureNotes(List<String> warnings, long warningCount, List<String> losses) {

    public static final int LIMIT = 100;

    public CaptureNotes {
        warnings = List.copyOf(warnings);
        losses = List.copyOf(losses);
    }
}
