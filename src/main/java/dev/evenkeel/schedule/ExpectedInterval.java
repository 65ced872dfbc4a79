package dev.evenkeel.schedule;

import dev.evenkeel.cron.CronTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much time may pass between two runs of a schedule that is kept: the longest of the gaps to come. A line of
 * workdays has one over the weekend. Jitter is the same for all runs, and changes no gap.
 */
public final class ExpectedInterval {

    /** So many runs ahead. Cron lines repeat within a week as a rule, and those that do not are rare runs. */
    private static final int RUNS = 50;

    private ExpectedInterval() {}

    /**
     * Takes some milliseconds.
     *
     * @return empty for a line or a zone that is none
     */
    public static Optional<Duration> of(String schedule, String timeZone, Instant now) {
        try {
            CronTiming timing = CronTiming.of(schedule, CronTiming.zone(timeZone));
            Instant run = timing.next(now);
            Duration longest = Duration.ZERO;
            for (int i = 1; i < RUNS; i++) {
                Instant next = timing.next(run);
                Duration gap = Duration.between(run, next);
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                run = next;
            }
            return Optional.of(longest);
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }
}
