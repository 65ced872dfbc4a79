package dev.evenkeel.metrics;

import dev.evenkeel.control.ControlListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.WorkQueue;
import dev.evenkeel.resource.ResourceKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** What one controller's loop does, under the names that client-go and controller-runtime made known. */
public final class LoopMetrics implements ControlListener<ResourceKey> {

    private enum Result {
        success,
        requeue_after,
        error,
        blocked
    }

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(600)
    };

    private final MeterRegistry meters;
    private final KeyMemory memory;
    private final Tags only;
    private final Tags tags;
    private final Counter adds;
    private final Counter retries;
    private final Counter panics;
    private final Timer queueDuration;
    private final Timer workDuration;
    private final Timer reconcileDuration;
    private final Map<Result, Counter> reconciles = new EnumMap<>(Result.class);

    /**
     * Registers everything at zero.
     *
     * @param reasons for which a look may end that is not repeated by itself
     */
    public LoopMetrics(MeterRegistry meters, String controller, Class<? extends Enum<?>> reasons, KeyMemory memory) {
        this.meters = meters;
        this.memory = memory;
        this.only = Tags.of("controller", controller);
        this.tags = only.and("name", controller);
        adds = Counter.builder("workqueue.adds")
                .description("Keys put into the work queue.")
                .tags(tags)
                .register(meters);
        retries = Counter.builder("workqueue.retries")
                .description("Keys put back after a failure.")
                .tags(tags)
                .register(meters);
        panics = Counter.builder("evenkeel.reconcile.panics")
                .description("Reconciles that threw something without a name.")
                .tags(only)
                .register(meters);
        queueDuration = timer("workqueue.queue.duration", "How long keys wait in the work queue.", tags);
        workDuration = timer("workqueue.work.duration", "How long keys are worked on.", tags);
        reconcileDuration = timer("evenkeel.reconcile.duration", "How long reconciles take.", only);
        Stream.of(reasons.getEnumConstants()).map(Enum::name).forEach(this::terminal);
        for (Result result : Result.values()) {
            reconciles.put(
                    result,
                    Counter.builder("evenkeel.reconcile")
                            .description("Reconciles, by how they ended.")
                            .tags(only.and("result", result.name()))
                            .register(meters));
        }
    }

    /**
     * Adds the gauges that read the queue itself.
     *
     * @param workers how many keys are worked on at a time
     */
    public void watch(WorkQueue<ResourceKey> queue, int workers) {
        Gauge.builder("evenkeel.reconcile.active.workers", queue, q -> q.processing()
                        .size())
                .description("Workers that are at work.")
                .tags(only)
                .register(meters);
        Gauge.builder("evenkeel.reconcile.max.workers", () -> workers)
                .description("Workers that there are.")
                .tags(only)
                .register(meters);
        Gauge.builder("workqueue.depth", queue, WorkQueue::depth)
                .description("Keys that are ready and wait for a worker.")
                .tags(tags)
                .register(meters);
        Gauge.builder("workqueue.unfinished.work", queue, q -> Times.of(q.unfinishedWork()))
                .description("Sum of the times for which the present keys have been worked on.")
                .baseUnit("seconds")
                .tags(tags)
                .register(meters);
        Gauge.builder("workqueue.longest.running.processor", queue, q -> Times.of(q.longestRunning()))
                .description("For how long the longest of the present keys has been worked on.")
                .baseUnit("seconds")
                .tags(tags)
                .register(meters);
    }

    @Override
    public void added(ResourceKey key) {
        adds.increment();
    }

    @Override
    public void taken(ResourceKey key, Duration waited) {
        memory.taken(key);
        queueDuration.record(waited);
    }

    @Override
    public void finished(ResourceKey key, Duration worked) {
        memory.finished(key);
        workDuration.record(worked);
    }

    @Override
    public void reconciled(ResourceKey key, Outcome outcome, Duration took) {
        Result result =
                switch (outcome) {
                    case Outcome.Settled settled -> Result.success;
                    case Outcome.CheckAgain later -> Result.requeue_after;
                    case Outcome.Failed failed -> Result.error;
                    case Outcome.Blocked blocked -> Result.blocked;
                };
        reconciles.get(result).increment();
        reconcileDuration.record(took);
        if (outcome instanceof Outcome.Blocked(String reason)) {
            terminal(reason).increment();
        }
        if (result != Result.error) {
            memory.compared(key);
        }
    }

    @Override
    public void retried(ResourceKey key, Duration delay) {
        retries.increment();
    }

    @Override
    public void panicked(ResourceKey key, Throwable cause) {
        panics.increment();
    }

    private Counter terminal(String reason) {
        return Counter.builder("evenkeel.reconcile.terminal.errors")
                .description("Reconciles that ended in something that trying again does not help.")
                .tags(only.and("reason", reason))
                .register(meters);
    }

    private Timer timer(String name, String description, Tags labels) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .tags(labels)
                .register(meters);
    }
}
