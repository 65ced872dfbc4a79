package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.policy.HostSwitches;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is chosen for an export, and how the command ends. */
final class ExportCommandTest {

    private final FakeEngine fake = new FakeEngine();
    private final FlakyEngine engine = FlakyEngine.reliable(fake);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void anEngineWithOursAndOthers() {
        network("backend", Map.of());
        network("shop_front", Map.of("com.docker.compose.project", "shop"));
        volume("data", Map.of(), Map.of());
        volume("a".repeat(64), Map.of(), Map.of());
        volume("secret", Map.of("type", "cifs", "device", "//h/s", "o", "password=hunter2"), Map.of());
    }

    @AfterEach
    void nothingOnTheEngineWasChanged() {
        assertThat(engine.mutatingCalls()).isZero();
    }

    @Test
    void everythingOfOnesOwnIsExportedAndTheRestIsNamed() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .startsWith("# What is on the engine, as resources: applied, it is taken over as it is.\n---\n")
                .contains("name: backend", "name: data\n")
                .contains(
                        "# Network shop_front is not here: docker compose's project shop owns it; --all exports it, too")
                .contains("is not here: the engine made it for a container, without a name; --all exports it, too")
                .doesNotContain("name: shop_front", "hunter2");
        assertThat(err.toString())
                .isEqualTo("evenkeel: Volume secret is not here: driverOptions[o] holds a secret, which is not printed;"
                        + " this is the rest of it\n");
    }

    @Test
    void allIsAll() {
        assertThat(run("--all")).isZero();
        assertThat(out.toString()).contains("name: shop_front", "name: " + "a".repeat(64));
    }

    @Test
    void whoeverNamesSomethingGetsItWhoeverOwnsIt() {
        assertThat(run("shop_front")).isZero();
        assertThat(out.toString()).contains("name: shop_front").doesNotContain("name: backend", "name: data");
    }

    @Test
    void aNameThatIsNotThereOrCannotBeDeclaredIsAFailure() {
        assertThat(run("backend", "nobody")).isEqualTo(1);
        assertThat(out.toString()).contains("name: backend");
        assertThat(err.toString()).isEqualTo("evenkeel: there is no Network or Volume called nobody\n");
        assertThat(run("secret")).isEqualTo(1);
    }

    @Test
    void kindAndNamespaceAreChosen() {
        assertThat(run("--kind", "Volume", "--namespace", "east")).isZero();
        assertThat(out.toString()).contains("name: data\n  namespace: east\n").doesNotContain("kind: Network");
    }

    @Test
    void jsonIsOneListAndNothingElse() throws IOException {
        assertThat(run("--output", "json")).isZero();
        JsonNode list = Golden.CODEC.mapper().readTree(out.toString());
        assertThat(list.path("kind").asText()).isEqualTo("List");
        assertThat(list.path("items").findValuesAsText("name")).containsExactly("backend", "data");
    }

    @Test
    void anEngineThatDoesNotAnswerIsAFailureAndNotAnEmptyExport() {
        fake.goAway();
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("evenkeel: the engine at test does not tell: ");
    }

    private void network(String name, Map<String, String> labels) {
        fake.createNetwork(new NetworkCreation(
                name,
                "bridge",
                false,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(new IpamPool("10." + name.length() + ".0.0/24", "", "", Map.of())),
                Map.of(),
                labels));
    }

    private void volume(String name, Map<String, String> options, Map<String, String> labels) {
        fake.createVolume(new VolumeCreation(name, "local", options, labels));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        ExportCommand export = new ExportCommand(
                () -> new EngineAccess("test", engine, HostRoutes.UNKNOWN, new HostPolicy(HostSwitches.OFF)));
        CommandLine line = EvenkeelCommand.line(new Build("test", "", "21"), List.of(export));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>(List.of("export"));
        words.addAll(List.of(arguments));
        return line.execute(words.toArray(String[]::new));
    }
}
