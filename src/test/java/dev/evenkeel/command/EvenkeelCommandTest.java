package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has in common: where it says what, and with which exit code it ends. */
final class EvenkeelCommandTest {

    /** Fails with that. */
    @Command(name = "work")
    static final class Work implements Callable<Integer> {

        private final Exception failure;

        @Option(names = "--depth")
        int depth;

        Work(Exception failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private static final Work BROKEN = new Work(new IOException("the disk is full"));

    @Test
    void aFailureIsSaidOnStandardErrorInOneLineAndEndsWith1() {
        assertThat(Said.by(BROKEN, "work")).isEqualTo(new Said(1, "", "evenkeel: the disk is full\n"));
    }

    @Test
    void aFailureWithoutAMessageIsNamed() {
        assertThat(Said.by(new Work(new IllegalStateException()), "work").err())
                .isEqualTo("evenkeel: java.lang.IllegalStateException\n");
    }

    @Test
    void misuseEndsWith1TooAndSaysWhereHelpIs() {
        Said said = Said.by(BROKEN, "work", "--depth", "deep");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .isEqualTo("evenkeel: Invalid value for option '--depth': 'deep' is not an int\n"
                        + "Try 'evenkeel work --help'.\n");
    }

    @Test
    void whoMistypesIsToldWhatHeMayHaveMeant() {
        Said said = Said.by(BROKEN, "wworkk");
        assertThat(said)
                .isEqualTo(new Said(
                        1,
                        "",
                        "evenkeel: there is no command wworkk\nDid you mean: evenkeel work?\n"
                                + "Try 'evenkeel --help'.\n"));
        assertThat(Said.by(BROKEN, "work", "--dept", "1").err()).contains("'--dept'", "--depth");
    }

    @Test
    void helpIsAnAnswerWhicheverWayItIsAskedFor() {
        Said said = Said.by(BROKEN, "work", "--help");
        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).startsWith("Usage: evenkeel work").contains("--depth");
        assertThat(Said.by(BROKEN, "work", "-h")).isEqualTo(said);
        assertThat(Said.by(BROKEN, "help", "work")).isEqualTo(said);
    }

    @Test
    void helpAboutNothingThatThereIsSaysSo() {
        Said said = Said.by(BROKEN, "help", "wrok");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).startsWith("evenkeel: evenkeel has no command \"wrok\"");
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(Said.by(BROKEN, "--version")).isEqualTo(new Said(0, "evenkeel 1.2.3, revision abc, Java 25\n", ""));
    }

    @Test
    void helpListsWhatThereIs() {
        assertThat(Said.by(BROKEN, "--help").out())
                .contains("\n  work", "\n  help ", "EVENKEEL_DATA_DIR", "COMMAND --help");
    }
}
