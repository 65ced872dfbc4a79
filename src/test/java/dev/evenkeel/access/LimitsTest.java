package dev.evenkeel.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Limits: of requests in a time, and of watches at a time. */
final class LimitsTest {

    private static final Caller ANN = new Caller("ann", Set.of());
    private static final Caller BOB = new Caller("bob", Set.of());

    @Test
    void whoeverUsedUpHisRequestsWaitsAndNobodyElseDoes() {
        AtomicLong now = new AtomicLong();
        RateLimit limit = new RateLimit(10, Duration.ofSeconds(1), now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(limit.tryAcquire("ann")).isTrue();
        }
        assertThat(limit.tryAcquire("ann")).isFalse();
        assertThat(limit.tryAcquire("bob")).isTrue();
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(limit.tryAcquire("ann")).isTrue();
        assertThat(limit.tryAcquire("ann")).isFalse();
    }

    @Test
    void aWatchThatEndedMakesRoomForOneOther() {
        WatchQuota quota = new WatchQuota(2);
        WatchQuota.Lease first = quota.acquire(ANN).orElseThrow();
        assertThat(quota.acquire(ANN)).isPresent();
        assertThat(quota.acquire(ANN)).isEmpty();
        assertThat(quota.acquire(BOB)).isPresent();
        first.close();
        first.close();
        assertThat(quota.acquire(ANN)).isPresent();
        assertThat(quota.acquire(ANN)).isEmpty();
    }
}
