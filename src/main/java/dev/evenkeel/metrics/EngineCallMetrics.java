package dev.evenkeel.metrics;

import dev.evenkeel.engine.EngineCalls;
import dev.evenkeel.engine.EngineOperation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** How long one engine takes to answer what, and how far its clock is from ours. */
public final class EngineCallMetrics implements EngineCalls {

    /** How a request ended. */
    private enum Code {
        SUCCESS("2xx"),
        NOT_FOUND("404"),
        CONFLICT("409"),
        REFUSED("4xx"),
        FAILED("5xx"),
        TIMEOUT("timeout"),
        BROKEN("io");

        private final String label;

        Code(String label) {
            this.label = label;
        }

        /** Upgraded connections and what was so already are successes. */
        static Code of(int status) {
            return switch (status) {
                case 404 -> NOT_FOUND;
                case 409 -> CONFLICT;
                default -> status < 400 ? SUCCESS : status < 500 ? REFUSED : FAILED;
            };
        }
    }

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2500),
        Duration.ofSeconds(15),
        Duration.ofSeconds(60)
    };

    /** A header that tells the time has whole seconds, and leaves the rest off. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private final MeterRegistry meters;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<EngineOperation, Map<Code, Timer>> timers = new EnumMap<>(EngineOperation.class);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<Double> skew = new AtomicReference<>(0.0);
    private final AtomicBoolean told = new AtomicBoolean();
    private final Tags tags;

    /** Registers everything at zero. */
    public EngineCallMetrics(MeterRegistry meters, String engine, Clock clock, LongSupplier nanoTime) {
        this.meters = meters;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.tags = Tags.of("engine", engine);
        for (EngineOperation operation : EngineOperation.values()) {
            Map<Code, Timer> byCode = new EnumMap<>(Code.class);
            for (Code code : Code.values()) {
                byCode.put(
                        code,
                        Timer.builder("evenkeel.engine.request.duration")
                                .description("Time until an engine's answer to a request began.")
                                .tags(tags.and("operation", operation.name(), "code", code.label))
                                .serviceLevelObjectives(BUCKETS)
                                .register(meters));
            }
            timers.put(operation, byCode);
        }
        Gauge.builder("evenkeel.engine.requests.in.flight", inFlight, AtomicInteger::get)
                .description("Requests that an engine has not begun to answer.")
                .tags(tags)
                .register(meters);
    }

    @Override
    public Call begin(EngineOperation operation) {
        inFlight.incrementAndGet();
        return new Measured(operation);
    }

    /**
     * Only what the header cannot explain counts: up to a second was cut off it. Before the engine has said something
     * there is nothing to show.
     */
    private void tell(Instant began, Instant engineTime) {
        Instant now = clock.instant();
        Duration ahead = Duration.between(now, engineTime);
        Duration behind = Duration.between(engineTime.plus(GRAIN), began);
        skew.set(ahead.isPositive() ? Times.of(ahead) : behind.isPositive() ? -Times.of(behind) : 0.0);
        if (!told.getAndSet(true)) {
            Gauge.builder("evenkeel.engine.clock.skew", skew, AtomicReference::get)
                    .description("By how much an engine's clock is ahead of ours.")
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(meters);
        }
    }

    private final class Measured implements Call {

        private final EngineOperation operation;
        private final Instant began = clock.instant();
        private final long start = nanoTime.getAsLong();

        Measured(EngineOperation operation) {
            this.operation = operation;
        }

        @Override
        public void answered(int status, Optional<Instant> engineTime) {
            end(Code.of(status));
            engineTime.ifPresent(time -> tell(began, time));
        }

        @Override
        public void failed(boolean inTime) {
            end(inTime ? Code.BROKEN : Code.TIMEOUT);
        }

        private void end(Code code) {
            inFlight.decrementAndGet();
            timers.get(operation).get(code).record(Duration.ofNanos(nanoTime.getAsLong() - start));
        }
    }
}
