package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MemberNameTest {

    @Test
    void validNamesAreSpeltAsTheyAre() {
        assertThat(spell("data/\u00fc/\u65e5\u672c/\ud83d\ude00 new\nline"))
                .isEqualTo("data/\u00fc/\u65e5\u672c/\ud83d\ude00 new\nline");
    }

    @Test
    void bytesThatAreNoTextAreSpeltInHex() {
        assertThat(MemberName.spell(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3}))
                .isEqualTo("a\\xffb\\xc3");
    }

    @Test
    void aNameThatLooksLikeAnEscapeIsSpeltDifferentlyFromOne() {
        assertThat(spell("a\\xff")).isEqualTo("a\\\\xff");
    }

    @Test
    void encodedSurrogatesAreNoText() {
        assertThat(MemberName.spell(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isEqualTo("\\xed\\xa0\\x80");
    }

    private static String spell(String name) {
        return MemberName.spell(name.getBytes(StandardCharsets.UTF_8));
    }
}
