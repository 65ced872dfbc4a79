package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a schedule may be silent. */
final class ExpectedIntervalTest {

    private static final Instant FRIDAY = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0 2 * * *, Etc/UTC, PT24H",
        "*/15 * * * *, Etc/UTC, PT15M",
        "0 2 * * 1-5, Etc/UTC, PT72H",
        "0 2 1 * *, Etc/UTC, PT744H",
        "0 9-17 * * *, Etc/UTC, PT16H",
    })
    void itIsTheLongestGapToCome(String line, String zone, Duration longest) {
        assertThat(ExpectedInterval.of(line, zone, FRIDAY)).contains(longest);
    }

    /** On the day on which clocks are put back a day has 25 hours. */
    @ParameterizedTest
    @CsvSource("0 2 * * *, Europe/Berlin, PT25H")
    void aDayMayBeLonger(String line, String zone, Duration longest) {
        Instant october = Instant.parse("2026-10-01T12:00:00Z");
        assertThat(ExpectedInterval.of(line, zone, october)).contains(longest);
    }

    @ParameterizedTest
    @CsvSource({"never, Etc/UTC", "0 2 * * *, Europe/Atlantis", "0 0 30 2 *, Etc/UTC"})
    void whatIsNoTimeHasNone(String line, String zone) {
        assertThat(ExpectedInterval.of(line, zone, FRIDAY)).isEmpty();
    }
}
