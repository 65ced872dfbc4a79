package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.resource.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepairWindowTest {

    @ParameterizedTest
    @ValueSource(strings = {"1m", "90m", "2h", "1h30m", "168h"})
    void lastsHoursAndMinutes(String duration) {
        assertThat(new RepairWindow("0 3 * * *", duration, "Asia/Seoul").violations("w"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0m", "0h0m", "169h", "2", "h", "30s", "1.5h", "2h ", "-2h", "30m1h", "99999h"})
    void noOtherSpanOfTimeIsTaken(String duration) {
        List<Violation> broken = new RepairWindow("0 3 * * *", duration, "").violations("w");
        assertThat(broken).extracting(Violation::field).containsExactly("w.duration");
        assertThat(broken.getFirst().message()).contains("from 1m to 168h");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    0 3 * * * | 2h | Mars/Olympus | w.timeZone
                    0 3 * *   | 2h | Etc/UTC      | w.schedule
                    0 0 30 2 *| 2h | Etc/UTC      | w.schedule
                    @nightly  | 2h | Etc/UTC      | w.schedule
                    ``        | 2h | Etc/UTC      | w.schedule
                    @daily    | `` | Etc/UTC      | w.duration
                    """)
    void eachBrokenRuleNamesItsField(String schedule, String duration, String timeZone, String field) {
        assertThat(new RepairWindow(schedule, duration, timeZone).violations("w"))
                .extracting(Violation::field)
                .containsExactly(field);
    }

    @Test
    void leftOutItIsAnyTime() {
        assertThat(RepairWindow.NONE.violations("w")).isEmpty();
        assertThat(RepairWindow.NONE.timing()).isEmpty();
    }
}
