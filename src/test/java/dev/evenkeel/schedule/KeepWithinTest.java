package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeepWithinTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void spansAreReadInTheLettersOfRestic() {
        Instant end = Instant.parse("2026-11-20T02:00:00Z");
        assertThat(before("30d", end)).isEqualTo("2026-10-21T01:00:00Z");
        assertThat(before("6m", end)).isEqualTo("2026-05-20T01:00:00Z");
        assertThat(before("2w", end)).isEqualTo("2026-11-06T02:00:00Z");
        assertThat(before("36h", end)).isEqualTo("2026-11-18T14:00:00Z");
        assertThat(before("2y5m7d3h", end)).isEqualTo("2024-06-12T22:00:00Z");
    }

    @Test
    void whatIsNoSpanIsRefused() {
        for (String text :
                List.of("", "0d", "30", "d", "1h2d", "-3d", "3D", "1.5d", "12345d", "30 d", "PT3H", "3min")) {
            assertThat(KeepWithin.parse(text)).as(text).isEmpty();
        }
    }

    private static Instant before(String span, Instant end) {
        return KeepWithin.parse(span).orElseThrow().before(end, BERLIN);
    }
}
