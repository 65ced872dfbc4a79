package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.registry.sql.FutureSchema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on databases of earlier and of later ones, and the way back as docs/operations.md has it. */
final class UpgradeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String UID = "b5eab2f1-11c8-4bf8-bd18-1aa544d3cf96";

    @TempDir
    Path folder;

    @Test
    void anUpgradeKeepsEverythingAndLeavesTheWayBack() throws IOException, InterruptedException {
        RegistryFixtures.load(1, data().resolve("registry.db"));
        try (EvenkeelProcess evenkeel = program().start()) {
            assertIsThere(evenkeel);
            assertThat(data().resolve("registry.db.before-v2")).exists();
            evenkeel.stop();

            FutureSchema.upgrade(data().resolve("registry.db"));
            Process refused = evenkeel.launch();
            assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(evenkeel.log())
                    .contains("evenkeel: the registry was written by a newer Evenkeel: its schema is of version 3, and"
                            + " this one knows them up to 2")
                    .contains(data().resolve("registry.db.before-v3").toString())
                    .doesNotContain("\tat ");

            runAsDocumented();
            assertIsThere(evenkeel.start());
        }
    }

    @Test
    void whatCannotBeReadIsNamedAndEverythingElseGoesOn() throws IOException {
        RegistryFixtures.load(2, data().resolve("registry.db"));
        RegistryFixtures.execute(data().resolve("registry.db"), List.of(RegistryUpgradeTest.ODD));
        try (EvenkeelProcess evenkeel = program().start()) {
            assertThat(evenkeel.get("networks", "backend")
                            .at("/spec/driftPolicy")
                            .asText())
                    .as("it is shown as it is")
                    .isEqualTo("Observe");
            await().atMost(PATIENCE)
                    .until(() -> evenkeel.log().contains("Network default/backend is left alone, because"));
            assertThat(evenkeel.send(
                                    "DELETE",
                                    EvenkeelProcess.collection("networks") + "/backend",
                                    "application/json",
                                    "")
                            .body())
                    .contains("driftPolicy: \\\"Observe\\\" is none of [Repair, Report]");
            evenkeel.create("networks", "metadata: {name: other}\n");
            evenkeel.eventually("networks", "other", network -> EvenkeelProcess.condition(network, "Ready")
                    .path("reason")
                    .asText()
                    .equals("EngineUnreachable"));
        }
    }

    private EvenkeelProcess program() {
        return EvenkeelProcess.on(folder.resolve("data"), URI.create("unix://" + folder.resolve("nobody.sock")));
    }

    private Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private static void assertIsThere(EvenkeelProcess evenkeel) {
        assertThat(evenkeel.get("networks", "backend").at("/metadata/uid").asText())
                .isEqualTo(UID);
        assertThat(evenkeel.get("backups", "by-hand").at("/status/phase").asText())
                .startsWith("Succeeded");
        assertThat(evenkeel.exists("restores", "again")).isTrue();
        assertThat(evenkeel.exists("backupschedules", "nightly")).isTrue();
    }

    private void runAsDocumented() throws IOException, InterruptedException {
        String section = Files.readString(Path.of("docs/operations.md"))
                .replaceFirst("(?s).*\n### Downgrade\n", "")
                .replaceFirst("(?s)\n##.*", "");
        String script = String.join(
                "\n",
                section.lines()
                        .filter(line -> line.startsWith("$ "))
                        .map(line -> line.substring(2)
                                .replace(
                                        "/var/lib/evenkeel",
                                        folder.resolve("data").toString()))
                        .toList());
        assertThat(script).contains("registry.db.before-v3");
        Process shell = new ProcessBuilder("sh", "-ec", script).inheritIO().start();
        assertThat(shell.waitFor()).as(script).isZero();
    }
}
