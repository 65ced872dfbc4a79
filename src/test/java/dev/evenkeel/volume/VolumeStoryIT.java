package dev.evenkeel.volume;

import static dev.evenkeel.boot.EvenkeelProcess.condition;
import static dev.evenkeel.boot.EvenkeelProcess.isTrue;
import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.boot.SharedEvenkeel;
import dev.evenkeel.engine.RealEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody who declares volumes sees on a real engine. */
final class VolumeStoryIT {

    private static final String PGDATA = "metadata: {name: pgdata}\n";

    @RegisterExtension
    static final SharedEvenkeel SHARED = SharedEvenkeel.of("volumes");

    private static EvenkeelProcess evenkeel = SHARED.process();

    @Test
    void aVolumeIsOnTheEngineWithDriverOptionsAndLabels() {
        evenkeel.create("volumes", PGDATA + """
                spec:
                  driver: local
                  driverOptions: {type: tmpfs, device: tmpfs, o: "size=10m,uid=1000"}
                  labels: {tier: back}
                """);
        JsonNode ready = evenkeel.awaitReady("volumes", "pgdata");
        JsonNode seen = inspect("pgdata");
        assertThat(seen.path("Driver").asText()).isEqualTo("local");
        assertThat(seen.path("Options").path("type").asText()).isEqualTo("tmpfs");
        assertThat(seen.path("Options").path("o").asText()).isEqualTo("size=10m,uid=1000");
        assertThat(seen.path("Labels").path("tier").asText()).isEqualTo("back");
        assertThat(seen.path("Labels").path("dev.evenkeel.uid").asText())
                .isEqualTo(ready.path("metadata").path("uid").asText());
        assertThat(ready.path("status").path("mountpoint").asText())
                .isEqualTo(seen.path("Mountpoint").asText());
    }

    @Test
    void aLostVolumeIsMadeAnewAndCounted() {
        evenkeel.create("volumes", PGDATA + "spec: {labels: {tier: back}}\n");
        evenkeel.awaitReady("volumes", "pgdata");
        double corrected = corrected();

        docker("volume", "rm", "pgdata");

        JsonNode repaired = evenkeel.eventually(
                "volumes", "pgdata", r -> r.path("status").path("repairs").asInt() == 1 && isTrue(r, "Ready"));
        assertThat(repaired.path("status").path("plan").asText()).isEqualTo("1 create volume pgdata (missing)");
        assertThat(inspect("pgdata").path("Labels").path("tier").asText()).isEqualTo("back");
        assertThat(corrected()).isEqualTo(corrected + 1);
    }

    @Test
    void aLostVolumeIsOnlyReportedWhereThatIsTheWish() {
        evenkeel.create("volumes", PGDATA + "spec: {lossPolicy: Report}\n");
        evenkeel.awaitReady("volumes", "pgdata");
        docker("volume", "rm", "pgdata");
        evenkeel.eventually(
                "volumes",
                "pgdata",
                r -> condition(r, "Stalled").path("reason").asText().equals("LossReported"));
        assertThat(volumes()).doesNotContain("pgdata");
        assertThat(evenkeel.metric("evenkeel_resources_drifted", "kind=\"Volume\"", "reason=\"missing\""))
                .contains(1.0);

        evenkeel.merge("volumes", "pgdata", "{\"spec\":{\"lossPolicy\":\"Recreate\"}}");
        evenkeel.awaitReady("volumes", "pgdata");
        assertThat(volumes()).contains("pgdata");
    }

    @Test
    void aVolumeOfTheNameThatDiffersIsReportedAndKeepsItsData() {
        docker("volume", "create", "--label", "tier=front", "pgdata");
        write("pgdata", "precious");
        evenkeel.create("volumes", PGDATA + """
                spec:
                  driverOptions: {type: tmpfs, device: tmpfs}
                  labels: {tier: back}
                """);
        JsonNode reported = evenkeel.eventually("volumes", "pgdata", r -> isTrue(r, "Drifted"));
        assertThat(condition(reported, "Ready").path("reason").asText()).isEqualTo("RequiresReplacement");
        assertThat(reported.path("status").path("drift"))
                .extracting(drift -> drift.path("field").asText())
                .containsExactly("driverOptions[device]", "driverOptions[type]", "labels[tier]");
        assertThat(read("pgdata")).isEqualTo("precious");
        assertThat(inspect("pgdata").path("Labels").path("tier").asText()).isEqualTo("front");

        evenkeel.merge("volumes", "pgdata", "{\"spec\":{\"driverOptions\":null,\"labels\":{\"tier\":\"front\"}}}");
        JsonNode adopted = evenkeel.awaitReady("volumes", "pgdata");
        assertThat(adopted.path("status").path("origin").asText()).isEqualTo("Adopted");
        assertThat(adopted.path("status").path("plan").asText()).isEmpty();
        assertThat(read("pgdata")).isEqualTo("precious");
    }

    @Test
    void aVolumeReplacedByHandIsReportedAndNotReplacedAgain() {
        evenkeel.create("volumes", PGDATA + "spec: {}\n");
        evenkeel.awaitReady("volumes", "pgdata");
        evenkeel.signal("STOP");
        docker("volume", "rm", "pgdata");
        docker("volume", "create", "pgdata");
        write("pgdata", "somebody else's");
        evenkeel.signal("CONT");
        JsonNode reported = evenkeel.eventually("volumes", "pgdata", r -> isTrue(r, "Drifted"));
        assertThat(reported.path("status").path("drift").get(0).path("field").asText())
                .isEqualTo("labels[dev.evenkeel.uid]");
        assertThat(read("pgdata")).isEqualTo("somebody else's");
    }

    @Test
    void deletingTheResourceKeepsTheDataUnlessToldOtherwise() {
        evenkeel.create("volumes", PGDATA + "spec: {}\n");
        evenkeel.awaitReady("volumes", "pgdata");
        write("pgdata", "precious");
        assertThat(evenkeel.delete("volumes", "pgdata")).isEqualTo(200);
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.exists("volumes", "pgdata"));
        assertThat(read("pgdata")).isEqualTo("precious");

        evenkeel.create("volumes", PGDATA + "spec: {deletionPolicy: Delete}\n");
        assertThat(evenkeel.awaitReady("volumes", "pgdata")
                        .path("status")
                        .path("origin")
                        .asText())
                .as("it carries the mark of a resource that is gone")
                .isEqualTo("Adopted");
        evenkeel.delete("volumes", "pgdata");
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.exists("volumes", "pgdata"));
        assertThat(volumes()).doesNotContain("pgdata");
    }

    @Test
    void aVolumeInUseIsNotDeletedUnderItsUsers() {
        evenkeel.create("volumes", PGDATA + "spec: {deletionPolicy: Delete}\n");
        evenkeel.awaitReady("volumes", "pgdata");
        docker("create", "--name", "db", "-v", "pgdata:/data", RealEngine.IMAGE);
        docker("run", "-d", "--name", "web", "-v", "pgdata:/data", RealEngine.IMAGE);
        evenkeel.delete("volumes", "pgdata");
        JsonNode blocked = evenkeel.eventually(
                "volumes",
                "pgdata",
                r -> condition(r, "Stalled").path("reason").asText().equals("VolumeInUse"));
        assertThat(condition(blocked, "Stalled").path("message").asText()).contains("db, web");
        assertThat(volumes()).contains("pgdata");

        docker("rm", "-f", "db", "web");
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.exists("volumes", "pgdata"));
        assertThat(volumes()).doesNotContain("pgdata");
    }

    private static double corrected() {
        return evenkeel.metric(
                        "evenkeel_drift_corrected_total", "kind=\"Volume\"", "reason=\"missing\"", "result=\"success\"")
                .orElseThrow();
    }

    private static String volumes() {
        return docker("volume", "ls", "--quiet");
    }

    private static JsonNode inspect(String volume) {
        return EvenkeelProcess.json(docker("volume", "inspect", volume)).get(0);
    }

    private static void write(String volume, String text) {
        shell(volume, "echo -n \"" + text + "\" > /data/file");
    }

    private static String read(String volume) {
        return shell(volume, "cat /data/file");
    }

    private static String shell(String volume, String script) {
        return docker(
                "run",
                "--rm",
                "--network",
                "none",
                "-v",
                volume + ":/data",
                RealEngine.IMAGE,
                "/bin/busybox",
                "sh",
                "-c",
                script.replace("cat ", "/bin/busybox cat "));
    }
}
