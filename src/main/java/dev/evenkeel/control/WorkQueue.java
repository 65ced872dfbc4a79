package dev.evenkeel.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A fair, stingy queue of keys with delayed adds, in the manner of client-go's {@code workqueue}.
 *
 * <ul>
 *   <li>Fair: keys come out in the order in which they became ready.
 *   <li>Stingy: a key that is added several times before it is taken comes out once.
 *   <li>A key that is taken is nobody else's until {@link #done}; added meanwhile, it comes out again after that.
 *   <li>It cannot overflow: it holds each key at most once, and there are as many keys as resources.
 * </ul>
 *
 * <p>Thread-safe; {@link #add} never blocks for longer than it takes to move a key.
 */
public final class WorkQueue<K> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanoTime;
    private final ControlListener<? super K> listener;

    /** Ready to be taken, in order. Every element is in {@link #dirty} and not in {@link #processing}. */
    private final Queue<K> ready = new ArrayDeque<>();
    /** Wants a turn, with the time since when. */
    private final Map<K, Long> dirty = new LinkedHashMap<>();
    /** Is having a turn, with the time since when. */
    private final Map<K, Long> processing = new HashMap<>();
    /** Wants a turn later. Of several times for one key the earliest counts. */
    private final Map<K, Long> dueTimes = new HashMap<>();

    private final PriorityQueue<Delayed<K>> delayed = new PriorityQueue<>(Comparator.comparingLong(Delayed::dueAt));
    private boolean closed;

    private record Delayed<K>(K key, long dueAt) {}

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public WorkQueue(LongSupplier nanoTime, ControlListener<? super K> listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    public void add(K key) {
        lock.lock();
        try {
            enqueue(key);
        } finally {
            lock.unlock();
        }
    }

    /** Adds {@code key} once {@code delay} has passed, unless it is due earlier already. */
    public void addAfter(K key, Duration delay) {
        long dueAt = nanoTime.getAsLong() + Math.max(0, delay.toNanos());
        lock.lock();
        try {
            Long known = dueTimes.get(key);
            if (!closed && (known == null || dueAt < known)) {
                dueTimes.put(key, dueAt);
                delayed.add(new Delayed<>(key, dueAt));
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a key, for at most {@code patience}; empty when none came or the queue is closed. */
    public Optional<K> take(Duration patience) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long untilNextDue = promoteDue();
                K key = ready.poll();
                if (key != null) {
                    return Optional.of(begin(key));
                }
                long left = deadline - nanoTime.getAsLong();
                if (left <= 0) {
                    return Optional.empty();
                }
                changed.await(Math.min(left, untilNextDue), TimeUnit.NANOSECONDS);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the turn of a key that was taken. */
    public void done(K key) {
        lock.lock();
        try {
            Long since = processing.remove(key);
            if (since != null) {
                listener.finished(key, Duration.ofNanos(nanoTime.getAsLong() - since));
            }
            if (dirty.containsKey(key)) {
                ready.add(key);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody who waits go home. Keys that are waiting are dropped: at the next start all are looked at. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean closed() {
        return locked(() -> closed);
    }

    /** Keys that are ready to be taken. */
    public int depth() {
        return locked(ready::size);
    }

    /** Keys that are being handled. */
    public Set<K> processing() {
        return locked(() -> Set.copyOf(processing.keySet()));
    }

    /** The sum of the times for which the present turns have been going on. */
    public Duration unfinishedWork() {
        return locked(() -> Duration.ofNanos(processing.values().stream()
                .mapToLong(since -> nanoTime.getAsLong() - since)
                .sum()));
    }

    /** For how long the longest of the present turns has been going on; zero when there is none. */
    public Duration longestRunning() {
        return locked(() -> Duration.ofNanos(processing.values().stream()
                .mapToLong(since -> nanoTime.getAsLong() - since)
                .max()
                .orElse(0)));
    }

    private void enqueue(K key) {
        if (closed || dirty.containsKey(key)) {
            return;
        }
        dirty.put(key, nanoTime.getAsLong());
        listener.added(key);
        if (!processing.containsKey(key)) {
            ready.add(key);
            changed.signal();
        }
    }

    private K begin(K key) {
        long now = nanoTime.getAsLong();
        long since = dirty.remove(key);
        processing.put(key, now);
        listener.taken(key, Duration.ofNanos(now - since));
        return key;
    }

    /** Moves what is due into the queue; answers the nanoseconds until the next is, MAX_VALUE when there is none. */
    private long promoteDue() {
        long now = nanoTime.getAsLong();
        while (!delayed.isEmpty()) {
            Delayed<K> next = delayed.peek();
            if (next.dueAt() - now > 0) {
                return next.dueAt() - now;
            }
            delayed.remove();
            if (dueTimes.remove(next.key(), next.dueAt())) {
                enqueue(next.key());
            }
        }
        return Long.MAX_VALUE;
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
