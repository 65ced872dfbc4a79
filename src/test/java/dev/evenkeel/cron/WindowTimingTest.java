package dev.evenkeel.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class WindowTimingTest {

    private static final WindowTiming NIGHTLY =
            new WindowTiming(CronTiming.of("0 3 * * *", ZoneOffset.UTC), Duration.ofHours(2));

    @Test
    void isOpenFromTheTimeOnAndNotAtItsEnd() {
        assertThat(NIGHTLY.open(Instant.parse("2026-11-20T02:59:59.999Z"))).isFalse();
        assertThat(NIGHTLY.open(Instant.parse("2026-11-20T03:00:00Z"))).isTrue();
        assertThat(NIGHTLY.open(Instant.parse("2026-11-20T04:59:59.999Z"))).isTrue();
        assertThat(NIGHTLY.open(Instant.parse("2026-11-20T05:00:00Z"))).isFalse();
    }

    @Test
    void saysWhenItOpensNext() {
        assertThat(NIGHTLY.next(Instant.parse("2026-11-20T02:00:00Z"))).isEqualTo("2026-11-20T03:00:00Z");
        assertThat(NIGHTLY.next(Instant.parse("2026-11-20T05:00:00Z"))).isEqualTo("2026-11-21T03:00:00Z");
    }

    @Test
    void reachesOverMidnight() {
        WindowTiming weekend = new WindowTiming(CronTiming.of("0 22 * * 6", ZoneOffset.UTC), Duration.ofHours(12));

        assertThat(weekend.open(Instant.parse("2026-11-22T09:59:00Z"))).isTrue();
        assertThat(weekend.open(Instant.parse("2026-11-22T10:00:00Z"))).isFalse();
    }

    @Test
    void neverClosesWhenTheNextOneOpensBefore() {
        WindowTiming always = new WindowTiming(CronTiming.of("@hourly", ZoneOffset.UTC), Duration.ofHours(2));

        assertThat(always.open(Instant.parse("2026-11-20T12:34:56Z"))).isTrue();
    }

    @Test
    void lastsAsLongAsItSaysOnTheNightThatTheClockIsPutBack() {
        WindowTiming berlin =
                new WindowTiming(CronTiming.of("0 2 * * *", ZoneId.of("Europe/Berlin")), Duration.ofHours(2));

        assertThat(berlin.open(Instant.parse("2026-10-25T00:00:00Z"))).isTrue();
        assertThat(berlin.open(Instant.parse("2026-10-25T01:59:59Z"))).isTrue();
        assertThat(berlin.open(Instant.parse("2026-10-25T02:00:00Z"))).isFalse();
    }
}
