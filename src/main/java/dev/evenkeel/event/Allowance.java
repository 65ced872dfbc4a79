package dev.evenkeel.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much may be told about one resource: a burst, and then one event a minute, so that one that flaps does not fill
 * the registry. For one thread.
 */
final class Allowance {

    static final int BURST = 25;
    static final Duration REFILL = Duration.ofMinutes(1);

    /** So many resources are remembered, those told of last; the others have their whole burst again. */
    static final int RESOURCES_MAX = 4096;

    private record Bucket(int tokens, Instant since) {}

    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > RESOURCES_MAX;
        }
    };

    Allowance(Clock clock) {
        this.clock = clock;
    }

    boolean take(String uid) {
        Instant now = clock.instant();
        Bucket bucket = refilled(buckets.getOrDefault(uid, new Bucket(BURST, now)), now);
        boolean granted = bucket.tokens() > 0;
        buckets.put(uid, granted ? new Bucket(bucket.tokens() - 1, bucket.since()) : bucket);
        return granted;
    }

    private static Bucket refilled(Bucket bucket, Instant now) {
        long more = Math.max(0, Duration.between(bucket.since(), now).dividedBy(REFILL));
        return more == 0
                ? bucket
                : new Bucket(
                        (int) Math.min(BURST, bucket.tokens() + more),
                        bucket.since().plus(REFILL.multipliedBy(more)));
    }
}
