package dev.evenkeel.metrics;

import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredList;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The registry's log, with a stopwatch on everything that asks the database. */
public final class MeteredLog implements RevisionLog {

    /** What the database is asked for. */
    private enum Operation {
        revision,
        get,
        list,
        count,
        create,
        update,
        delete,
        since,
        compact
    }

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2500)
    };

    private final RevisionLog log;
    private final LongSupplier nanoTime;
    private final Map<Operation, Timer> timers = new EnumMap<>(Operation.class);

    /** Registers everything at zero. */
    public MeteredLog(RevisionLog log, MeterRegistry meters, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        for (Operation operation : Operation.values()) {
            timers.put(
                    operation,
                    Timer.builder("evenkeel.registry.operation.duration")
                            .description("How long the registry takes, whether or not it succeeds.")
                            .tag("operation", operation.name())
                            .serviceLevelObjectives(BUCKETS)
                            .register(meters));
        }
    }

    @Override
    public String registryId() {
        return log.registryId();
    }

    @Override
    public Instant createdAt() {
        return log.createdAt();
    }

    @Override
    public long revision() {
        return timed(Operation.revision, log::revision);
    }

    @Override
    public long compactedRevision() {
        return timed(Operation.revision, log::compactedRevision);
    }

    @Override
    public Optional<StoredObject> get(ResourceKey key) {
        return timed(Operation.get, () -> log.get(key));
    }

    @Override
    public StoredList list(String kind, Optional<String> namespace) {
        return timed(Operation.list, () -> log.list(kind, namespace));
    }

    @Override
    public long count(String kind) {
        return timed(Operation.count, () -> log.count(kind));
    }

    @Override
    public long create(ResourceKey key, String json) {
        return timed(Operation.create, () -> log.create(key, json));
    }

    @Override
    public void createAll(List<NewObject> objects) {
        timed(Operation.create, () -> {
            log.createAll(objects);
            return objects.size();
        });
    }

    @Override
    public long update(ResourceKey key, long expectedRevision, String json) {
        return timed(Operation.update, () -> log.update(key, expectedRevision, json));
    }

    @Override
    public long delete(ResourceKey key, long expectedRevision, String json) {
        return timed(Operation.delete, () -> log.delete(key, expectedRevision, json));
    }

    @Override
    public List<LoggedChange> since(long revision, int limit) {
        return timed(Operation.since, () -> log.since(revision, limit));
    }

    @Override
    public void requireHeld() {
        log.requireHeld();
    }

    @Override
    public long bytes() {
        return log.bytes();
    }

    @Override
    public void onWrite(Runnable listener) {
        log.onWrite(listener);
    }

    @Override
    public int compact(int keep) {
        return timed(Operation.compact, () -> log.compact(keep));
    }

    @Override
    public void close() {
        log.close();
    }

    private <T> T timed(Operation operation, Supplier<T> work) {
        long start = nanoTime.getAsLong();
        try {
            return work.get();
        } finally {
            timers.get(operation).record(Duration.ofNanos(nanoTime.getAsLong() - start));
        }
    }
}
