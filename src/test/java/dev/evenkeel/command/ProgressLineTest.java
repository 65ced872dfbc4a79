package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.command.ProgressLine.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far something has come, on a terminal, in a file, and not at all. */
final class ProgressLineTest {

    private final StringWriter shown = new StringWriter();
    private long now;

    @Test
    void aTerminalHasOneLineThatIsDrawnOverWhole() {
        ProgressLine line = line(Style.TERMINAL);
        line.show("a", "Unpacking", 1_000, 10_000);
        line.show("a", "Up", 0, 0);
        line.clear();
        String first = "a: Unpacking 10% (1.0kB of 10.0kB)";
        String second = "a: Up";
        assertThat(shown.toString())
                .isEqualTo("\r" + first + "\r" + second + " ".repeat(first.length() - second.length()) + "\r"
                        + " ".repeat(second.length()) + "\r");
    }

    @Test
    void whereNothingWasDrawnNothingIsCleared() {
        ProgressLine line = line(Style.TERMINAL);
        line.clear();
        line.show("a", "b", 0, 0);
        line.clear();
        String before = shown.toString();
        line.clear();
        assertThat(shown).hasToString(before);
        assertThat(before).startsWith("\ra: b");
    }

    @Test
    void aFileHasALineForEachStepAndOneNowAndThen() {
        ProgressLine line = line(Style.LINES);
        line.show("a", "b", 0, 100);
        pass(ProgressLine.LINE_INTERVAL.minusMillis(1));
        line.show("a", "b", 10, 100);
        assertThat(shown.toString().lines()).containsExactly("a: b 0% (0B of 100B)");
        pass(Duration.ofMillis(1));
        line.show("a", "b", 50, 100);
        line.show("a", "c", 0, 100);
        assertThat(shown.toString().lines())
                .containsExactly(
                        "a: b 0% (0B of 100B)", "a: b 50% (50B of 100B, 5B/s, 10s left)", "a: c 0% (0B of 100B)");
        assertThat(shown.toString()).doesNotContain("\r");
    }

    @Test
    void aStepThatComesAgainBeginsAnew() {
        ProgressLine line = line(Style.LINES);
        line.show("a", "b", 50, 100);
        pass(Duration.ofSeconds(1));
        line.clear();
        line.show("a", "b", 0, 100);
        assertThat(shown.toString().lines()).containsExactly("a: b 50% (50B of 100B)", "a: b 0% (0B of 100B)");
    }

    @Test
    void whoWantsItQuietHearsNothing() {
        ProgressLine line = line(Style.QUIET);
        line.show("a", "b", 0, 100);
        line.clear();
        assertThat(shown.toString()).isEmpty();
    }

    private ProgressLine line(Style style) {
        return new ProgressLine(new PrintWriter(shown), style, () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
