package dev.evenkeel.api;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What watches are held to.
 *
 * @param openMax how many may be open at a time
 * @param bookmarks how often a client that wants them is told how far it is
 * @param timeout for a watch that names none; a different one each time, so that not all clients come back at once
 */
public record WatchSettings(int openMax, Duration bookmarks, Supplier<Duration> timeout) {

    /** How many watches may be open at a time. */
    public static final int OPEN_MAX = 5000;

    /** As often as Kubernetes. */
    public static final Duration BOOKMARKS = Duration.ofMinutes(1);

    /** Without another wish a watch lasts at least this long, and at most twice as long. */
    public static final Duration TIMEOUT_MIN = Duration.ofMinutes(30);

    /** No watch lasts longer, whatever it asks for: an idle connection has to end some day. */
    static final Duration TIMEOUT_MAX = Duration.ofHours(1);
}
