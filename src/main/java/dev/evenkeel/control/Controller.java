package dev.evenkeel.control;

import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * One kind's loop: takes keys, has them reconciled, and is the one place that decides when a key comes back.
 */
public final class Controller {

    private static final Logger LOG = Logger.getLogger(Controller.class);

    /** How long a worker waits for a key before it comes round again: the pulse that liveness looks for. */
    private static final Duration IDLE_TURN = Duration.ofSeconds(5);

    private final String kind;
    private final WorkQueue<ResourceKey> queue;
    private final Reconciler reconciler;
    private final Backoff<ResourceKey> backoff;
    private final ControlListener<ResourceKey> listener;
    private final LongSupplier nanoTime;
    private volatile long lastTurn;

    /**
     * @param kind the kind whose keys it handles
     */
    public Controller(
            String kind,
            Reconciler reconciler,
            Backoff<ResourceKey> backoff,
            ControlListener<ResourceKey> listener,
            LongSupplier nanoTime) {
        this.kind = kind;
        this.queue = new WorkQueue<>(nanoTime, listener);
        this.reconciler = reconciler;
        this.backoff = backoff;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.lastTurn = nanoTime.getAsLong();
    }

    public String kind() {
        return kind;
    }

    /** As it appears in metrics and logs. */
    public String name() {
        return kind.toLowerCase(Locale.ROOT);
    }

    public WorkQueue<ResourceKey> queue() {
        return queue;
    }

    /**
     * Whether the loop turns: a worker came round lately, or those that did not are at work for less than
     * {@code turnMax}.
     */
    public boolean alive(Duration turnMax) {
        Duration longest = queue.longestRunning();
        Duration sinceLastTurn = Duration.ofNanos(nanoTime.getAsLong() - lastTurn);
        return longest.isZero()
                ? sinceLastTurn.compareTo(IDLE_TURN.multipliedBy(12)) < 0
                : longest.compareTo(turnMax) < 0;
    }

    /** Works until the queue is closed or the thread is interrupted. Run by one or more threads. */
    public void work() {
        try {
            while (!queue.closed()) {
                turn(IDLE_TURN);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Handles one key if one comes within {@code patience}. */
    void turn(Duration patience) throws InterruptedException {
        lastTurn = nanoTime.getAsLong();
        Optional<ResourceKey> next = queue.take(patience);
        if (next.isEmpty()) {
            return;
        }
        ResourceKey key = next.get();
        try {
            long start = nanoTime.getAsLong();
            Outcome outcome = reconciler.reconcile(key);
            listener.reconciled(key, outcome, Duration.ofNanos(nanoTime.getAsLong() - start));
            comeBack(key, outcome);
        } catch (RuntimeException | Error unexpected) {
            LOG.errorf(unexpected, "reconcile panicked controller=%s key=\"%s\"", name(), key);
            listener.panicked(key, unexpected);
            retry(key);
        } finally {
            queue.done(key);
        }
    }

    private void comeBack(ResourceKey key, Outcome outcome) {
        switch (outcome) {
            case Outcome.Settled() -> backoff.forget(key);
            case Outcome.CheckAgain(Duration after) -> {
                backoff.forget(key);
                queue.addAfter(key, after);
            }
            case Outcome.Failed(String reason) -> {
                LOG.warnf("reconcile failed controller=%s key=\"%s\" reason=%s", name(), key, reason);
                retry(key);
            }
            case Outcome.Blocked blocked -> backoff.forget(key);
        }
    }

    private void retry(ResourceKey key) {
        Duration delay = backoff.next(key);
        listener.retried(key, delay);
        queue.addAfter(key, delay);
    }
}
