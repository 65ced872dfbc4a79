package dev.evenkeel.metrics;

import dev.evenkeel.control.DriftListener;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.ResourceKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How often drift was found and put right, and how long that took. */
public final class DriftMetrics implements DriftListener {

    private static final String DETECTED = "evenkeel.drift.detected";
    private static final String CORRECTED = "evenkeel.drift.corrected";
    private static final String CORRECTION = "evenkeel.drift.correction";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(300)
    };

    private final MeterRegistry meters;
    private final KeyMemory memory;

    /**
     * Registers everything at zero.
     *
     * @param kinds the kinds that can drift
     * @param memory knows what led to the discovery
     */
    public DriftMetrics(MeterRegistry meters, List<String> kinds, Collection<String> engines, KeyMemory memory) {
        this.meters = meters;
        this.memory = memory;
        for (String kind : kinds) {
            correction(kind);
            delay(kind);
            for (String engine : engines) {
                recurring(kind, engine);
                for (DriftReason reason : DriftReason.values()) {
                    Tags tags = tags(kind, engine, reason);
                    for (KeyMemory.Source source : KeyMemory.Source.values()) {
                        detected(tags, source);
                    }
                    corrected(tags, true);
                    corrected(tags, false);
                }
            }
        }
    }

    @Override
    public void detected(ResourceKey key, DriftReason reason) {
        detected(tags(key.kind(), key.namespace(), reason), memory.sourceOf(key))
                .increment();
        Optional<Duration> since = memory.sinceItHappened(key);
        since.ifPresent(took -> delay(key.kind()).record(took.isNegative() ? Duration.ZERO : took));
    }

    @Override
    public void corrected(ResourceKey key, DriftReason reason, Duration took) {
        corrected(tags(key.kind(), key.namespace(), reason), true).increment();
        correction(key.kind()).record(took);
    }

    @Override
    public void notCorrected(ResourceKey key, DriftReason reason) {
        corrected(tags(key.kind(), key.namespace(), reason), false).increment();
    }

    @Override
    public void recurring(ResourceKey key) {
        recurring(key.kind(), key.namespace()).increment();
    }

    private Counter recurring(String kind, String engine) {
        return Counter.builder("evenkeel.drift.recurring")
                .description("Times a repair was put off because drift kept coming back.")
                .tag("kind", kind)
                .tag("engine", engine)
                .register(meters);
    }

    private Counter detected(Tags tags, KeyMemory.Source source) {
        return Counter.builder(DETECTED)
                .description("Times a resource was found to differ that had agreed before.")
                .tags(tags.and("source", source.name()))
                .register(meters);
    }

    private Counter corrected(Tags tags, boolean success) {
        return Counter.builder(CORRECTED)
                .description("Repairs of drift that ended, by result.")
                .tags(tags.and("result", success ? "success" : "error"))
                .register(meters);
    }

    private Timer correction(String kind) {
        return Timer.builder(CORRECTION)
                .description("Time from the detection of drift until the engine was seen to agree again.")
                .tag("kind", kind)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** Only an event of the engine tells when it happened. */
    private Timer delay(String kind) {
        return Timer.builder("evenkeel.drift.detection.delay")
                .description("Time from what happened on the engine until drift was found because of it.")
                .tag("kind", kind)
                .tag("source", KeyMemory.Source.event.name())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    private static Tags tags(String kind, String engine, DriftReason reason) {
        return Tags.of("kind", kind, "engine", engine, "reason", reason.name().toLowerCase(Locale.ROOT));
    }
}
