package dev.evenkeel.boot;

import dev.evenkeel.control.ControlListener;
import dev.evenkeel.control.WorkQueue;
import dev.evenkeel.metrics.FeedMetrics;
import dev.evenkeel.metrics.FeedMetrics.Cause;
import dev.evenkeel.registry.RegistryException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Engines that are to be listed and compared as a whole, one after the other; many reasons to are one. */
final class Relists {

    private static final Logger LOG = Logger.getLogger(Relists.class);

    private static final Duration IDLE_TURN = Duration.ofSeconds(5);

    /** After the registry did not answer. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final WorkQueue<String> queue = new WorkQueue<>(System::nanoTime, new ControlListener<>() {});
    private final Map<String, Cause> causes = new ConcurrentHashMap<>();
    private final Resync resync;
    private final FeedMetrics metrics;

    Relists(Resync resync, FeedMetrics metrics) {
        this.resync = resync;
        this.metrics = metrics;
    }

    void add(String engine, Cause cause) {
        causes.putIfAbsent(engine, cause);
        queue.add(engine);
    }

    /** Once {@code delay} has passed. */
    void addAfter(String engine, Duration delay, Cause cause) {
        causes.putIfAbsent(engine, cause);
        queue.addAfter(engine, delay);
    }

    void close() {
        queue.close();
    }

    /** Works until it is closed or the thread is interrupted. */
    void work() {
        try {
            while (!queue.closed()) {
                Optional<String> engine = queue.take(IDLE_TURN);
                if (engine.isPresent()) {
                    run(engine.get());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an earlier turn answered for, and comes again because it was delayed, was an event as a rule. */
    private void run(String engine) {
        metrics.relisted(engine, Optional.ofNullable(causes.remove(engine)).orElse(Cause.event));
        try {
            resync.run(engine);
        } catch (RegistryException unanswered) {
            LOG.warnf("engine not compared engine=%s cause=\"%s\"", engine, unanswered.getMessage());
            addAfter(engine, AGAIN, Cause.period);
        } finally {
            queue.done(engine);
        }
    }
}
