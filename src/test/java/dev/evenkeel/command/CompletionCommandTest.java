package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel completion}, as a bash understands it. */
final class CompletionCommandTest {

    @TempDir
    Path folder;

    @Test
    void aBashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        assertThat(completions("comp")).containsExactly("completion");
        assertThat(completions("")).contains("completion", "help");
        assertThat(completions("completion", "--he")).contains("--help");
        assertThat(completions("completion", "z")).containsExactly("zsh");
        assertThat(completions("nothing-like-it")).isEmpty();
    }

    @Test
    void bothShellsAreServedByOneScript() {
        Said bash = Said.by(new CompletionCommand(), "completion", "bash");
        assertThat(bash.code()).isZero();
        assertThat(bash.out()).contains("complete -F _complete_evenkeel -o default evenkeel", "$ZSH_VERSION");
        assertThat(Said.by(new CompletionCommand(), "completion", "zsh")).isEqualTo(bash);
    }

    @Test
    void othersAreNot() {
        Said said = Said.by(new CompletionCommand(), "completion", "fish");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("[bash, zsh]");
    }

    /** What the Tab key offers after {@code evenkeel} and these words. */
    private List<String> completions(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(
                script, Said.by(new CompletionCommand(), "completion", "bash").out());
        String quoted = "'" + String.join("' '", words) + "'";
        Process bash = new ProcessBuilder(
                        "bash",
                        "-euo",
                        "pipefail",
                        "-c",
                        "set +eu; source " + script + "; COMP_WORDS=(evenkeel " + quoted + "); COMP_CWORD="
                                + words.length + "; _complete_evenkeel; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor()).as(output).isZero();
        return output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
