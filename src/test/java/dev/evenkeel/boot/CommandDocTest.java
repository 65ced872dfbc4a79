package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.command.Build;
import dev.evenkeel.command.EvenkeelCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * docs/command.md shows what every command says of itself, and of no other. With {@code -Dgolden.rewrite=true} it is
 * written anew, and what is missing is appended.
 */
final class CommandDocTest {

    private static final Path DOCUMENT = Path.of("docs/command.md");
    private static final Pattern HELP =
            Pattern.compile("```console\n\\$ (evenkeel[a-z -]*?) --help\n(.*?)```\n", Pattern.DOTALL);

    private static final CommandLine LINE =
            EvenkeelCommand.line(new Build("", "", ""), Commands.all(new Build("", "", ""), () -> 0));

    @Test
    void everyCommandIsDocumentedAsItHelps() throws IOException {
        Map<String, String> helps = new LinkedHashMap<>();
        collect(LINE, helps);
        if (Boolean.getBoolean("golden.rewrite")) {
            rewrite(helps);
        }
        Map<String, String> documented = new LinkedHashMap<>();
        HELP.matcher(Files.readString(DOCUMENT))
                .results()
                .forEach(block -> documented.put(block.group(1), block.group(2)));
        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(helps.keySet());
        assertThat(documented).isEqualTo(helps);
    }

    @Test
    void everyCommandOptionAndParameterExplainsItself() {
        explained(LINE.getCommandSpec());
    }

    private static void explained(CommandSpec spec) {
        assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
        spec.args().forEach(argument -> assertThat(argument.description())
                .as(spec.qualifiedName() + " " + argument.paramLabel() + " " + argument)
                .isNotEmpty());
        spec.subcommands().values().forEach(command -> explained(command.getCommandSpec()));
    }

    private static void collect(CommandLine line, Map<String, String> helps) {
        helps.put(line.getCommandSpec().qualifiedName(), line.getUsageMessage());
        line.getSubcommands().values().forEach(command -> collect(command, helps));
    }

    private static void rewrite(Map<String, String> helps) throws IOException {
        StringBuilder page = new StringBuilder();
        Matcher blocks = HELP.matcher(Files.readString(DOCUMENT));
        Map<String, String> missing = new LinkedHashMap<>(helps);
        while (blocks.find()) {
            String help = missing.remove(blocks.group(1));
            blocks.appendReplacement(page, help == null ? "" : Matcher.quoteReplacement(block(blocks.group(1), help)));
        }
        blocks.appendTail(page);
        missing.forEach(
                (name, help) -> page.append("\n## ").append(name).append("\n\n").append(block(name, help)));
        Files.writeString(DOCUMENT, page);
    }

    private static String block(String name, String help) {
        return "```console\n$ " + name + " --help\n" + help + "```\n";
    }
}
