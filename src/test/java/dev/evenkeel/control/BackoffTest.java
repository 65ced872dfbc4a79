package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private static final Duration BASE = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(30);

    @Test
    void delaysDoubleUpToTheCap() {
        Backoff<String> backoff = new Backoff<>(BASE, CAP, () -> 0.0);
        assertThat(backoff.next("a")).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next("a")).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.next("a")).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 2_000; i++) {
            assertThat(backoff.next("a")).isLessThanOrEqualTo(CAP);
        }
        assertThat(backoff.next("a")).isEqualTo(CAP);
    }

    @Test
    void keysDoNotShareTheirFailuresAndSuccessForgetsThem() {
        Backoff<String> backoff = new Backoff<>(BASE, CAP, () -> 0.0);
        backoff.next("a");
        assertThat(backoff.next("b")).isEqualTo(BASE);
        backoff.forget("a");
        assertThat(backoff.next("a")).isEqualTo(BASE);
    }

    @Test
    void chanceShortensADelayByAFifthAtMost() {
        Backoff<String> backoff = new Backoff<>(BASE, CAP, () -> 0.999_999);
        assertThat(backoff.next("a")).isBetween(Duration.ofMillis(800), Duration.ofMillis(801));
    }
}
