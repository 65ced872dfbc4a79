package dev.evenkeel.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a receiver knows of one topic.
 *
 * @param problem as it was told
 * @param over whether he was told that it is over; it is remembered for a while, in case it comes back
 * @param at when he was told last
 * @param relapses how often it came back soon after he was told that it was over
 * @param wellSince since when nothing is wrong any more; absent while something is, or nobody knows
 */
record Told(Problem problem, boolean over, Instant at, int relapses, Optional<Instant> wellSince) {

    /** What comes back within this time is the same trouble, which was not over. */
    static final Duration MEMORY = Duration.ofHours(1);

    /** What came back must stay away for so long to count as over: twice as long each time, up to {@link #MEMORY}. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int DOUBLINGS_MAX = 7;

    Topic topic() {
        return problem.topic();
    }

    Told seenWell(Instant now) {
        return new Told(problem, over, at, relapses, wellSince.or(() -> Optional.of(now)));
    }

    Told seenWrong() {
        return new Told(problem, over, at, relapses, Optional.empty());
    }

    Told ended(Instant now) {
        return new Told(problem, true, now, relapses, wellSince);
    }

    /** Wrong again, and told again. */
    Told relapsed(Problem again, Instant now) {
        return new Told(again, false, now, relapses + 1, Optional.empty());
    }

    /** Whether it is time to say that it is over. */
    boolean isOver(Duration grace, Instant now) {
        return !over
                && wellSince
                        .filter(since -> !since.plus(patience(grace)).isAfter(now))
                        .isPresent();
    }

    private Duration patience(Duration grace) {
        if (relapses == 0) {
            return Duration.ZERO;
        }
        Duration base = grace.compareTo(PATIENCE) > 0 ? grace : PATIENCE;
        Duration wait = base.multipliedBy(1L << Math.min(relapses - 1, DOUBLINGS_MAX));
        return wait.compareTo(MEMORY) < 0 ? wait : MEMORY;
    }

    boolean forgotten(Instant now) {
        return over && !at.plus(MEMORY).isAfter(now);
    }
}
