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
    private final Tags tags;
    private final Counter adds;
    private final Counter retries;
    private final Counter panics;
    private final Timer queueDuration;
    private final Timer workDuration;
    private final Timer reconcileDuration;
    private final Map<Result, Counter> reconciles = new EnumMap<>(Result.class);

    public LoopMetrics(MeterRegistry meters, String controller) {
        this.meters = meters;
        Tags only = Tags.of("controller", controller);
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
        for (Result result : Result.values()) {
            reconciles.put(
                    result,
                    Counter.builder("evenkeel.reconcile")
                            .description("Reconciles, by how they ended.")
                            .tags(only.and("result", result.name()))
                            .register(meters));
        }
    }

    /** Adds the gauges that read the queue itself. */
    public void watch(WorkQueue<ResourceKey> queue) {
        Gauge.builder("workqueue.depth", queue, WorkQueue::depth)
                .description("Keys that are ready and wait for a worker.")
                .tags(tags)
                .register(meters);
        Gauge.builder("workqueue.unfinished.work", queue, q -> seconds(q.unfinishedWork()))
                .description("Sum of the times for which the present keys have been worked on.")
                .baseUnit("seconds")
                .tags(tags)
                .register(meters);
        Gauge.builder("workqueue.longest.running.processor", queue, q -> seconds(q.longestRunning()))
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
        queueDuration.record(waited);
    }

    @Override
    public void finished(ResourceKey key, Duration worked) {
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
    }

    @Override
    public void retried(ResourceKey key, Duration delay) {
        retries.increment();
    }

    @Override
    public void panicked(ResourceKey key, Throwable cause) {
        panics.increment();
    }

    private Timer timer(String name, String description, Tags labels) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .tags(labels)
                .register(meters);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
