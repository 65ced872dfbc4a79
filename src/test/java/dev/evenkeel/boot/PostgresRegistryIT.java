package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.registry.sql.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with its registry on a PostgreSQL server of its own. */
final class PostgresRegistryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PostgresServer server = PostgresServer.own();
    private final String database = server.newDatabase();

    @TempDir
    Path folder;

    @AfterEach
    void stopTheServer() {
        server.close();
    }

    @Test
    void aNetworkIsKeptWhateverIsKilled() {
        RealEngine.openEmpty().close();
        try (EvenkeelProcess evenkeel =
                on("data", RealEngine.host()).with("EVENKEEL_RESYNC", "1s").start()) {
            evenkeel.create("networks", "metadata: {name: kept}\nspec: {labels: {tier: back}}\n");
            String uid = uid(evenkeel.awaitReady("networks", "kept"));
            assertThat(folder.resolve("data/registry.db")).doesNotExist();

            evenkeel.kill();
            evenkeel.start();
            assertThat(uid(evenkeel.get("networks", "kept"))).isEqualTo(uid);

            server.kill();
            await().atMost(PATIENCE).until(() -> code(evenkeel) == 503);
            await().atMost(PATIENCE)
                    .until(() -> evenkeel.management("/q/health/ready").statusCode() == 503);
            server.startAgain();
            await().atMost(PATIENCE).until(() -> code(evenkeel) == 200);
            evenkeel.create("networks", "metadata: {name: later}\n");
            evenkeel.awaitReady("networks", "later");
            assertThat(uid(evenkeel.awaitReady("networks", "kept"))).isEqualTo(uid);
            double compared = completion(evenkeel);
            await().atMost(PATIENCE).until(() -> completion(evenkeel) > compared);
            assertThat(evenkeel.metric("evenkeel_registry_size_bytes").orElseThrow())
                    .isPositive();
            assertThat(evenkeel.stop()).isEqualTo(143);
            assertThat(evenkeel.log())
                    .contains("registry open database=" + server.url(database))
                    .doesNotContain(PostgresServer.PASSWORD)
                    .doesNotContain("sslmode");
        }
    }

    @Test
    void aRegistryIsMovedToTheServerWithItsUids() throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("data"));
        RegistryFixtures.load(2, data.resolve("registry.db"));
        ProcessBuilder command = new ProcessBuilder("deploy/evenkeel", "registry", "copy", "--to", "postgresql");
        command.environment().put("EVENKEEL_DATA_DIR", data.toString());
        command.environment().put("EVENKEEL_REGISTRY_URL", server.url(database));
        command.environment().put("EVENKEEL_REGISTRY_USERNAME", PostgresServer.ROLE);
        command.environment()
                .put("EVENKEEL_REGISTRY_PASSWORD_FILE", server.passwordFile().toString());
        assertThat(command.inheritIO().start().waitFor()).isZero();
        assertThat(command.start().waitFor()).as("not over what is there").isEqualTo(1);

        try (EvenkeelProcess evenkeel = on("data", nobody()).start()) {
            assertThat(uid(evenkeel.get("networks", "backend"))).isEqualTo("b5eab2f1-11c8-4bf8-bd18-1aa544d3cf96");
            assertThat(evenkeel.get("backups", "by-hand").at("/status/phase").asText())
                    .startsWith("Succeeded");
            assertThat(evenkeel.log()).contains("started registry=a73c948dcfb53a0dcd3e8d7395aeb873");
        }
    }

    @Test
    void aSecondOneEndsAndNamesTheFirst() throws InterruptedException {
        try (EvenkeelProcess first = on("first", nobody()).start();
                EvenkeelProcess second = on("second", nobody()).with("EVENKEEL_REGISTRY_PATIENCE", "PT0.1S")) {
            Process refused = second.launch();
            assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(second.log())
                    .contains("evenkeel: another Evenkeel has the registry at " + server.url(database) + ": process "
                            + first.pid() + " on ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aStandbyEndsAtASignal() {
        try (EvenkeelProcess standby = EvenkeelProcess.on(folder.resolve("data"), nobody())
                .with("EVENKEEL_REGISTRY_URL", "jdbc:postgresql://127.0.0.1:1/nobody")
                .with("EVENKEEL_REGISTRY_PATIENCE", "P1000D")) {
            standby.launch();
            await().atMost(PATIENCE).until(() -> standby.log().contains("registry not open yet"));
            assertThat(standby.stop()).isEqualTo(143);
        }
    }

    @Test
    void whoeverIsOvertakenEnds() throws InterruptedException {
        try (EvenkeelProcess first = on("first", nobody()).with("EVENKEEL_RESYNC", "1s");
                EvenkeelProcess second = on("second", nobody()).with("EVENKEEL_REGISTRY_PATIENCE", "P1000D")) {
            Process frozen = first.launch();
            await().atMost(PATIENCE).until(() -> ready(first));
            String uid = uid(first.create("volumes", "metadata: {name: data}\n"));
            second.launch();
            await().atMost(PATIENCE).until(() -> second.log().contains("another Evenkeel has the registry"));

            first.signal("STOP");
            server.endHolder(database);
            await().atMost(PATIENCE).until(() -> ready(second));
            assertThat(uid(second.get("volumes", "data"))).isEqualTo(uid);

            first.signal("CONT");
            assertThat(frozen.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(frozen.exitValue()).isEqualTo(1);
            assertThat(first.log()).contains("registry lost, ending").contains("process " + second.pid() + " on ");
            second.create("volumes", "metadata: {name: more}\n");
        }
    }

    @Test
    void aSchemaFromTheFutureEndsTheStartWithWhatToDo() throws InterruptedException {
        try (EvenkeelProcess evenkeel = on("data", nobody()).start()) {
            evenkeel.stop();
            server.execute(
                    database,
                    "INSERT INTO flyway_schema_history SELECT 9, '9', 'sharding', 'SQL', 'V9__sharding.sql', 0,"
                            + " 'evenkeel', max(installed_on), 1, true FROM flyway_schema_history");
            Process refused = evenkeel.launch();
            assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(evenkeel.log())
                    .contains("evenkeel: the registry was written by a newer Evenkeel: its schema is of version 9")
                    .contains("restore a dump")
                    .doesNotContain("\tat ");
        }
    }

    private EvenkeelProcess on(String data, URI dockerHost) {
        return EvenkeelProcess.on(folder.resolve(data), dockerHost)
                .with("EVENKEEL_REGISTRY_URL", server.url(database) + "?sslmode=prefer")
                .with("EVENKEEL_REGISTRY_USERNAME", PostgresServer.ROLE)
                .with("EVENKEEL_REGISTRY_PASSWORD_FILE", server.passwordFile().toString());
    }

    private URI nobody() {
        return URI.create("unix://" + folder.resolve("nobody.sock"));
    }

    private static double completion(EvenkeelProcess evenkeel) {
        return evenkeel.metric("evenkeel_resync_last_completion_timestamp_seconds")
                .orElseThrow();
    }

    private static int code(EvenkeelProcess evenkeel) {
        return evenkeel.send("GET", EvenkeelProcess.collection("networks") + "/kept", "application/json", "")
                .statusCode();
    }

    private static boolean ready(EvenkeelProcess evenkeel) {
        try {
            return evenkeel.management("/q/health/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static String uid(JsonNode resource) {
        return resource.path("metadata").path("uid").asText();
    }
}
