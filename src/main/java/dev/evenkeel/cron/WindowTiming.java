package dev.evenkeel.cron;

import java.time.Duration;
import java.time.Instant;

/** Windows in time: each opens when a cron line says so, and stays open for a while. */
public record WindowTiming(CronTiming openings, Duration duration) {

    /** Whether a window is open at {@code now}. The moment it closes is not in it any more. */
    public boolean open(Instant now) {
        return !openings.next(now.minus(duration)).isAfter(now);
    }

    /** When the next window opens, after {@code now}. */
    public Instant next(Instant now) {
        return openings.next(now);
    }
}
