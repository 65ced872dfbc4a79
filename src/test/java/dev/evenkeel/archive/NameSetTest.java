package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameSetTest {

    @Test
    void remembersExactlyWhatWasAddedHoweverMuchThatIs() {
        NameSet names = new NameSet();
        assertThat(IntStream.range(0, 20_000).allMatch(i -> names.add("data/" + i)))
                .isTrue();
        assertThat(IntStream.range(0, 20_000).noneMatch(i -> names.add("data/" + i)))
                .isTrue();
        assertThat(IntStream.range(0, 20_000).allMatch(i -> names.contains("data/" + i)))
                .isTrue();
        assertThat(IntStream.range(20_000, 40_000).noneMatch(i -> names.contains("data/" + i)))
                .isTrue();
    }
}
