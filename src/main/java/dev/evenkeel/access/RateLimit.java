package dev.evenkeel.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** So many per period for each key, with that many at once; whoever has used them up has to wait. */
public final class RateLimit {

    /** More keys than this are not remembered; whoever was quiet for longest begins anew. */
    private static final int KEYS_MAX = 10_000;

    private final long count;
    private final Duration period;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > KEYS_MAX;
        }
    };

    /** @param nanos a clock that only goes forward, as {@link System#nanoTime} */
    public RateLimit(long count, Duration period, LongSupplier nanos) {
        this.count = count;
        this.period = period;
        this.nanos = nanos;
    }

    /** Takes one; false when none is left. */
    public boolean tryAcquire(String key) {
        return bucket(key).tryConsume(1);
    }

    private synchronized Bucket bucket(String key) {
        return buckets.computeIfAbsent(key, unseen -> Bucket.builder()
                .addLimit(limit -> limit.capacity(count).refillGreedy(count, period))
                .withCustomTimePrecision(new Time(nanos))
                .build());
    }

    private record Time(LongSupplier nanos) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
