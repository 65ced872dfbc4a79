package dev.evenkeel.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after the n-th failure in a row of one key: doubling from {@code base} to {@code cap}, each delay
 * shortened by up to a fifth at random so that keys which failed together do not come back together.
 *
 * <p>Thread-safe.
 */
public final class Backoff<K> {

    private static final double JITTER = 0.2;

    private final Duration base;
    private final Duration cap;
    private final DoubleSupplier random;
    private final Map<K, Integer> failures = new HashMap<>();

    /**
     * @param random values in [0, 1)
     */
    public Backoff(Duration base, Duration cap, DoubleSupplier random) {
        this.base = base;
        this.cap = cap;
        this.random = random;
    }

    /** Counts one more failure of {@code key} and answers how long to wait. */
    public synchronized Duration next(K key) {
        int count = failures.merge(key, 1, Integer::sum);
        double full = Math.min(cap.toNanos(), base.toNanos() * Math.pow(2, count - 1.0));
        return Duration.ofNanos((long) (full * (1 - JITTER * random.getAsDouble())));
    }

    public synchronized void forget(K key) {
        failures.remove(key);
    }
}
