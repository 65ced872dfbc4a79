package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is left of a flood. */
final class RepetitionsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Repetitions repetitions = new Repetitions(nanos::get);

    @Test
    void theSameAgainIsWorthReadingAtEachDoubling() {
        List<Long> told = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            repetitions.said("no answer from %s", "no answer from a").ifPresent(told::add);
        }
        assertThat(told).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L);
    }

    @Test
    void whatWasQuietForAWhileIsNew() {
        said("a");
        said("a");
        nanos.addAndGet(Repetitions.QUIET.toNanos());
        assertThat(said("a")).hasValue(1);
    }

    @Test
    void tenThousandThatFailForAnHourAreAFewLines() {
        long told = 0;
        for (int minute = 0; minute < 60; minute++) {
            for (int resource = 0; resource < 10_000; resource++) {
                told += said("network-" + resource).isPresent() ? 1 : 0;
            }
            nanos.addAndGet(60_000_000_000L);
        }
        assertThat(told).isLessThan(6 * (Repetitions.ALIKE_MAX + 20));
    }

    @Test
    void aFewThatFailForAnHourAreNamedEach() {
        long told = 0;
        for (int minute = 0; minute < 60; minute++) {
            for (int resource = 0; resource < 10; resource++) {
                told += said("network-" + resource).isPresent() ? 1 : 0;
            }
            nanos.addAndGet(60_000_000_000L);
        }
        assertThat(told).isEqualTo(10 * 6);
    }

    @Test
    void lineOfOtherFormsAreTheirOwn() {
        for (int i = 0; i < 1000; i++) {
            said("network-" + i);
        }
        assertThat(repetitions.said("store %s is gone", "store local is gone")).hasValue(1);
    }

    private OptionalLong said(String fact) {
        return repetitions.said("reconcile failed key=%s", "reconcile failed key=" + fact);
    }
}
