package dev.evenkeel.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How we come to know what happens on engines: how late their events are, and how often we look for ourselves. */
public final class FeedMetrics {

    /** Why everything on an engine is listed and compared. */
    public enum Cause {
        /** We began to hear of its events: what happened before was not told. */
        connect,
        /** We stopped hearing of them. */
        gap,
        /** It was time. */
        period,
        /** Something happened that may concern more than one resource. */
        event,
        /** Somebody wrote something that may concern more than one resource. */
        api
    }

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry meters;
    private final Clock clock;

    /** Registers everything at zero. */
    public FeedMetrics(MeterRegistry meters, Collection<String> engines, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        for (String engine : engines) {
            lag(engine);
            for (Cause cause : Cause.values()) {
                relists(engine, cause);
            }
        }
    }

    public void relisted(String engine, Cause cause) {
        relists(engine, cause).increment();
    }

    /** An event was read. By a clock that is ahead of ours it has not even happened. */
    public void read(String engine, Instant happened) {
        Duration late = Duration.between(happened, clock.instant());
        lag(engine).record(late.isNegative() ? Duration.ZERO : late);
    }

    private Counter relists(String engine, Cause cause) {
        return Counter.builder("evenkeel.engine.relists")
                .description("Times everything on an engine was listed and compared.")
                .tag("engine", engine)
                .tag("cause", cause.name())
                .register(meters);
    }

    private Timer lag(String engine) {
        return Timer.builder("evenkeel.engine.event.lag")
                .description("Time from what happened on an engine until its event was read.")
                .tag("engine", engine)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
