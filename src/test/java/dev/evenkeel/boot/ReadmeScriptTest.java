package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.boot.ReadmeScript.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read as a command, and what as its output. */
final class ReadmeScriptTest {

    @TempDir
    Path folder;

    @Test
    void stepsEndAtBlankLinesAndExpectTheOutputWrittenBelowThem() throws IOException {
        Path document = folder.resolve("README.md");
        Files.writeString(document, """
                ```sh
                place=here

                echo $place; cat <<END
                more
                END
                # → here
                # → more
                ```

                Not a command.

                ```console
                $ neither
                ```
                """);
        Step variables = new Step("place=here", List.of());
        Step echo = new Step("echo $place; cat <<END\nmore\nEND", List.of("here", "more"));
        assertThat(ReadmeScript.of(document).steps()).containsExactly(variables, echo);
        assertThat(variables.onlySetsVariables()).isTrue();
        assertThat(echo.onlySetsVariables()).isFalse();
    }

    @Test
    void theReadmeStartsTheProgramAndSaysWhatIsSeen() {
        List<Step> steps = ReadmeScript.of(Path.of("README.md")).steps();
        assertThat(steps.getFirst().isCommand("deploy/run")).isTrue();
        assertThat(steps)
                .filteredOn(step -> !step.onlySetsVariables() && !step.isCommand("deploy/test"))
                .allSatisfy(step -> assertThat(step.expected()).isNotEmpty());
    }
}
