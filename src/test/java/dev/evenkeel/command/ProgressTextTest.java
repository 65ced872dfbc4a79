package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far something has come, as a text. */
final class ProgressTextTest {

    @Test
    void aLineSaysHowMuchOfWhatHowFastAndHowLongStill() {
        assertThat(ProgressText.of("pgdata", "Unpacking", 1_000_000, 4_000_000, Duration.ofSeconds(2)))
                .isEqualTo("pgdata: Unpacking 25% (1.0MB of 4.0MB, 500.0kB/s, 6s left)");
    }

    @Test
    void atTheBeginningNothingIsSaidOfTheRateAndAtTheEndNothingOfTheRest() {
        assertThat(ProgressText.of("a", "b", 0, 10, Duration.ofSeconds(5))).isEqualTo("a: b 0% (0B of 10B)");
        assertThat(ProgressText.of("a", "b", 5, 10, Duration.ZERO)).isEqualTo("a: b 50% (5B of 10B)");
        assertThat(ProgressText.of("a", "b", 10, 10, Duration.ofSeconds(5))).isEqualTo("a: b 100% (10B of 10B, 2B/s)");
    }

    @Test
    void whatHasNoTotalHasNoShare() {
        assertThat(ProgressText.of("a", "Swapping", 7, 0, Duration.ofSeconds(5)))
                .isEqualTo("a: Swapping");
    }

    @Test
    void moreThanAllIsAll() {
        assertThat(ProgressText.of("a", "b", 20, 10, Duration.ZERO)).isEqualTo("a: b 100% (10B of 10B)");
    }

    @Test
    void whatIsSlowStillHasARate() {
        assertThat(ProgressText.of("a", "b", 1, 100, Duration.ofSeconds(10)))
                .isEqualTo("a: b 1% (1B of 100B, 1B/s, 1m39s left)");
    }

    @Test
    void timesAreInTheirTwoLargestUnits() {
        assertThat(ProgressText.time(59)).isEqualTo("59s");
        assertThat(ProgressText.time(60)).isEqualTo("1m0s");
        assertThat(ProgressText.time(3_599)).isEqualTo("59m59s");
        assertThat(ProgressText.time(3_600)).isEqualTo("1h0m");
        assertThat(ProgressText.time(7_325)).isEqualTo("2h2m");
    }

    @Test
    void sizesAreInPowersOfAThousand() {
        assertThat(ByteSize.text(0)).isEqualTo("0B");
        assertThat(ByteSize.text(999)).isEqualTo("999B");
        assertThat(ByteSize.text(1_000)).isEqualTo("1.0kB");
        assertThat(ByteSize.text(12_345_678_901L)).isEqualTo("12.3GB");
        assertThat(ByteSize.text(Long.MAX_VALUE)).isEqualTo("9223.4PB");
    }
}
