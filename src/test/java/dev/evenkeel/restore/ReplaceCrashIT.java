package dev.evenkeel.restore;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A volume under two running containers and a stopped one gets other contents; the process is killed, or the engine goes
 * away, at its calls. With {@code -Dcrash.long=true} before and after each of them, otherwise at some.
 */
final class ReplaceCrashIT {

    private static final boolean LONG = Boolean.getBoolean("crash.long");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of the calls that change something: a few that make the difference, when there is no time for all. */
    private static final int STRIDE = 13;

    private Path folder;
    private EngineProxy proxy;
    private EvenkeelProcess evenkeel;

    @BeforeEach
    void declare() throws IOException {
        RealEngine.openEmpty().close();
        folder = Files.createTempDirectory("ek");
        proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
        proxy.countWrites();
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                .with("EVENKEEL_RESYNC", "2s")
                .start();
        VolumeFixture.createFull("pgdata");
        evenkeel.create("backups", "metadata: {name: good}\nspec: {volumes: [pgdata]}\n");
        finished("backups", "good");
        docker(
                "run",
                "-d",
                "--stop-signal",
                "KILL",
                "--name",
                "db",
                "-v",
                "pgdata:/v",
                "--network",
                "none",
                RealEngine.IMAGE);
        docker(
                "run",
                "-d",
                "--stop-signal",
                "KILL",
                "--name",
                "web",
                "-v",
                "pgdata:/v",
                "--network",
                "none",
                RealEngine.IMAGE);
        docker("create", "--name", "idle", "-v", "pgdata:/v", "--network", "none", RealEngine.IMAGE);
    }

    @AfterEach
    void stop() throws IOException {
        evenkeel.close();
        proxy.close();
    }

    @Test
    void whateverHappensTheContentsAreTheOldOnesOrTheNewOnesAndWhoRanRuns() {
        String good = VolumeFixture.listing("pgdata", true);
        spoil(0);
        proxy.countOnly();
        replace("first");
        assertThat(finished("restores", "first").path("status").path("phase").asText())
                .isEqualTo("Succeeded");
        assertThat(VolumeFixture.listing("pgdata", true)).isEqualTo(good);
        assertRunning();
        int calls = proxy.mutations();
        List<Integer> swept = IntStream.rangeClosed(1, calls)
                .filter(call -> LONG || call % STRIDE == 0)
                .boxed()
                .toList();
        for (int call : swept) {
            for (boolean before : LONG ? List.of(true, false) : List.of(call % 2 == 0)) {
                killedAt(call, before, good);
            }
        }
        for (int call : swept) {
            cutOffAt(call, good);
        }
    }

    private void killedAt(int call, boolean before, String good) {
        String name = "killed-" + (before ? "before-" : "after-") + call;
        spoil(call);
        proxy.at(call, before, evenkeel::kill);
        replace(name);
        await().atMost(PATIENCE).until(() -> !evenkeel.running());
        proxy.countOnly();
        evenkeel.start();
        JsonNode restore = finished("restores", name);
        assertThat(restore.path("status").path("phase").asText())
                .as(name + " " + restore.path("status").path("message").asText())
                .isEqualTo("Succeeded");
        assertThat(VolumeFixture.listing("pgdata", true)).as(name).isEqualTo(good);
        assertRunning();
    }

    private void cutOffAt(int call, String good) {
        String name = "cut-" + call;
        spoil(call);
        String spoilt = VolumeFixture.listing("pgdata", true);
        proxy.at(call, true, proxy::cut);
        replace(name);
        await().atMost(PATIENCE).until(() -> proxy.mutations() >= call);
        proxy.countOnly();
        proxy.mend();
        boolean succeeded =
                finished("restores", name).path("status").path("phase").asText().equals("Succeeded");
        assertThat(VolumeFixture.listing("pgdata", true)).as(name).isEqualTo(succeeded ? good : spoilt);
        assertRunning();
    }

    private static void spoil(int salt) {
        VolumeFixture.shell(
                "pgdata",
                "cd \"$VOLUME\"; echo " + salt + " > stale-" + salt
                        + "; echo x >> PG_VERSION; rm -f base/same link; mkdir -p base/more; touch base/more/" + salt
                        + "; chmod 0755 .");
    }

    private void replace(String name) {
        evenkeel.create("restores", """
                metadata: {name: %s}
                spec: {backup: good, target: {volume: pgdata, mode: Replace}}
                """.formatted(name));
    }

    private JsonNode finished(String plural, String name) {
        JsonNode[] last = new JsonNode[1];
        await().atMost(PATIENCE).until(() -> {
            last[0] = evenkeel.get(plural, name);
            return last[0].path("status").path("phase").asText().matches("Succeeded.*|Failed");
        });
        return last[0];
    }

    private static void assertRunning() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(docker("ps", "--all", "--format", "{{.Names}}={{.State}}")
                            .lines())
                    .containsExactlyInAnyOrder("db=running", "web=running", "idle=created");
            assertThat(docker("volume", "ls", "--quiet")).isEqualTo("pgdata");
        });
    }
}
