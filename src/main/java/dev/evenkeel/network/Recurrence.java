package dev.evenkeel.network;

import java.time.Duration;
import java.time.Instant;

/**
 * Replacements that did not last: somebody else wants the network otherwise, and two who put it right in turn take it
 * away from its containers again and again.
 *
 * @param replacements how often the network was replaced in a row, each time soon after the time before
 * @param lastTime when it was replaced for the last time
 */
public record Recurrence(int replacements, Instant lastTime) {

    /** So often it may be chance, or somebody who tries things out. */
    private static final int REPLACEMENTS_AT_ONCE = 3;

    /** A replacement that lasts so long has nothing to do with the next. */
    private static final Duration LASTING = Duration.ofMinutes(10);

    private static final Duration PAUSE_FIRST = Duration.ofMinutes(5);

    private static final Duration PAUSE_MAX = Duration.ofHours(4);

    static Recurrence first(Instant now) {
        return new Recurrence(1, now);
    }

    /** With one more replacement, or from the beginning if the last one held. */
    Recurrence again(Instant now) {
        boolean lasted = lastTime.plus(quiet()).isBefore(now);
        return lasted ? first(now) : new Recurrence(replacements + 1, now);
    }

    /** When the network may be replaced again: each pause is twice as long as the one before. */
    Instant notBefore() {
        return lastTime.plus(pause());
    }

    private Duration pause() {
        Duration pause = replacements < REPLACEMENTS_AT_ONCE ? Duration.ZERO : PAUSE_FIRST;
        for (int i = REPLACEMENTS_AT_ONCE; i < replacements && pause.compareTo(PAUSE_MAX) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
    }

    /** What came back after a pause came back at once: the pause itself is no quiet. */
    private Duration quiet() {
        return LASTING.plus(pause());
    }
}
