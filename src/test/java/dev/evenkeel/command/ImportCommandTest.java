package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Which files of a compose project are read, and how the command ends. */
final class ImportCommandTest {

    @TempDir
    Path temporary;

    private Path shop;
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";

    @BeforeEach
    void aProjectInAFolder() throws IOException {
        shop = Files.createDirectory(temporary.resolve("shop"));
    }

    @Test
    void theUsualFilesOfTheFolderAreFound() throws IOException {
        file("compose.yaml", "networks: {a: , b: {internal: true}}");
        file("docker-compose.yml", "networks: {never: }");
        file("compose.override.yaml", "networks: {b: {labels: {from: '${WHO}'}}}");
        file(".env", "WHO=dotenv");
        assertThat(run()).isZero();
        assertThat(out.toString())
                .startsWith("# Networks and volumes of docker compose's project shop, as resources.\n---\n")
                .contains("name: shop_a", "name: shop_b", "from: dotenv")
                .doesNotContain("never");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theEnvironmentNamesOtherFiles() throws IOException {
        file("one.yaml", "networks: {a: }");
        file("two.yaml", "networks: {b: }");
        environment.put("COMPOSE_FILE", "one.yaml:two.yaml");
        environment.put("COMPOSE_PROJECT_NAME", "till");
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("name: till_a", "name: till_b");
    }

    @Test
    void namedFilesAreOfTheFolderOfTheFirst() throws IOException {
        Path inner = Files.createDirectory(shop.resolve("Inner"));
        Files.writeString(inner.resolve("one.yaml"), "networks: {a: {labels: {v: '${V}'}}}");
        Files.writeString(inner.resolve(".env"), "V=of-inner");
        file("two.yaml", "volumes: {vol: }");
        file(".env", "V=of-shop");
        file("more.env", "V=named");
        assertThat(run("-f", "Inner/one.yaml", "two.yaml")).isZero();
        assertThat(out.toString()).contains("name: inner_a", "name: inner_vol", "v: of-inner");
        assertThat(run("Inner/one.yaml", "--project-directory", ".", "--env-file", "more.env", "-p", "said"))
                .isZero();
        assertThat(out.toString()).contains("name: said_a", "v: named");
    }

    @Test
    void standardInputIsAFile() {
        input = "{name: piped, networks: {a: }}";
        assertThat(run("-", "--output", "json")).isZero();
        assertThat(out.toString()).contains("\"name\" : \"piped_a\"");
    }

    @Test
    void whatIsUnsetIsToldAndStandsForNothing() {
        input = "{networks: {a: {labels: {l: '$NOBODY'}}}}";
        assertThat(run("-")).isZero();
        assertThat(out.toString()).contains("l: \"\"");
        assertThat(err.toString()).isEqualTo("evenkeel: the variable NOBODY is not set, and stands for nothing\n");
    }

    @Test
    void whatCannotBeReadIsSaidOnStandardErrorAndNothingIsPrinted() throws IOException {
        file("compose.yaml", "networks: {a: {driver: host}, b: {internal: maybe}, c: }");
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("evenkeel: compose.yaml: networks.a.driver: Invalid value"),
                        line -> assertThat(line).startsWith("evenkeel: compose.yaml: networks.b.internal: must be"));
    }

    @Test
    void withoutAnyFileItSaysWhatToDo() {
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("no compose file is named, and there is none in " + shop);
        assertThat(run("gone.yaml")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("evenkeel: gone.yaml is not there\n");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(shop.resolve(name), text);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        ImportCommand imports =
                new ImportCommand(environment, shop, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        CommandLine line = EvenkeelCommand.line(new Build("test", "", "21"), List.of(imports));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>(List.of("import"));
        words.addAll(List.of(arguments));
        return line.execute(words.toArray(String[]::new));
    }
}
