package dev.evenkeel.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Times and durations as Prometheus has them: in seconds, with fractions. */
final class Times {

    private Times() {}

    static double of(Instant time) {
        return time.toEpochMilli() / 1e3;
    }

    /** 0 for never. */
    static double of(Optional<Instant> time) {
        return time.map(Times::of).orElse(0.0);
    }

    static double of(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
