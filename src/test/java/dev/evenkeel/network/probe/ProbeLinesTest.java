package dev.evenkeel.network.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.network.ProbeAnswer;
import dev.evenkeel.network.ProbeAnswer.Outcome;
import dev.evenkeel.network.ProbeQuestion;
import dev.evenkeel.network.ProbeQuestion.Connect;
import dev.evenkeel.network.ProbeQuestion.Ping;
import dev.evenkeel.network.ProbeQuestion.Resolve;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes between the two processes, and between the probe and the engine's DNS server. */
final class ProbeLinesTest {

    private static final byte[] TWO_ADDRESSES = {
        1,
        2,
        (byte) 0x81,
        (byte) 0x80,
        0,
        1,
        0,
        2,
        0,
        0,
        0,
        0,
        2,
        'd',
        'b',
        0,
        0,
        1,
        0,
        1, //
        2,
        'd',
        'b',
        0,
        0,
        1,
        0,
        1,
        0,
        0,
        2,
        88,
        0,
        4,
        10,
        81,
        0,
        2, //
        (byte) 0xc0,
        12,
        0,
        1,
        0,
        1,
        0,
        0,
        2,
        88,
        0,
        4,
        10,
        81,
        0,
        3
    };

    @Test
    void everyQuestionComesThroughOnALineOfItsOwn() {
        for (ProbeQuestion question : List.of(
                new Resolve("db", false),
                new Resolve("a b\nping 10.0.0.1", true),
                new Ping("fd00::2"),
                new Connect("10.81.0.2", 5432))) {
            String line = ProbeLines.line(question);
            assertThat(line).doesNotContain("\n");
            assertThat(ProbeLines.question(line)).contains(question);
        }
        assertThat(ProbeLines.question("reboot now")).isEmpty();
    }

    @Test
    void anAnswerThatWasCutShortIsNone() {
        ProbeAnswer answer = new ProbeAnswer(Outcome.Failed, "no\nroute");
        assertThat(ProbeLines.answer(ProbeLines.line(7, answer)))
                .contains(new ProbeLines.Numbered(7, new ProbeAnswer(Outcome.Failed, "no route")));
        assertThat(ProbeLines.answer("7 Yes")).isEmpty();
        assertThat(ProbeLines.answer("")).isEmpty();
    }

    @Test
    void aQueryAsksForOneNameAsDnsWritesIt() throws IOException {
        byte[] query = DnsQuery.query(new Resolve("db.lan", true));
        assertThat(query).hasSize(12 + 8 + 4).endsWith(2, 'd', 'b', 3, 'l', 'a', 'n', 0, 0, 28, 0, 1);
        assertThatThrownBy(() -> DnsQuery.query(new Resolve("x".repeat(64), false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot carry");
    }

    @Test
    void allAddressesOfAnAnswerAreRead() throws IOException {
        assertThat(DnsQuery.answer(ByteBuffer.wrap(TWO_ADDRESSES), 1))
                .isEqualTo(new ProbeAnswer(Outcome.Yes, "10.81.0.2,10.81.0.3"));
        assertThat(DnsQuery.answer(ByteBuffer.wrap(TWO_ADDRESSES), 28).outcome())
                .isEqualTo(Outcome.NoSuchName);
    }

    @Test
    void anAnswerThatIsCutAnywhereIsAFailureAndNothingWorse() {
        for (int length = 0; length < TWO_ADDRESSES.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(TWO_ADDRESSES, 0, length);
            assertThatThrownBy(() -> DnsQuery.answer(cut, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be read");
        }
    }
}
