package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in the words of kubectl. */
class AgesTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT119S, 119s",
        "PT2M, 2m",
        "PT9M59S, 9m59s",
        "PT10M30S, 10m",
        "PT179M, 179m",
        "PT3H, 3h",
        "PT7H59M, 7h59m",
        "PT47H30M, 47h",
        "P2D, 2d",
        "P7DT5H, 7d5h",
        "P8DT5H, 8d",
        "P729D, 729d",
        "P730D, 2y",
        "P1000D, 2y270d",
        "P3000D, 8y",
    })
    void anAgeIsShort(Duration age, String text) {
        assertThat(Ages.text(age)).isEqualTo(text);
    }

    @Test
    void whatIsStillToComeSaysSo() {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(Ages.of(now.plusSeconds(3600 * 5), now)).isEqualTo("in 5h");
        assertThat(Ages.of(now.plusMillis(500), now))
                .as("clocks differ a little")
                .isEqualTo("0s");
        assertThat(Ages.of(now.minusSeconds(90), now)).isEqualTo("90s");
    }
}
