package dev.evenkeel.restore;

import static dev.evenkeel.boot.EvenkeelProcess.condition;
import static dev.evenkeel.boot.EvenkeelProcess.isTrue;
import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who has lost something, on a real engine. */
final class RestoreStoryIT {

    @TempDir
    Path folder;

    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() {
        RealEngine.openEmpty().close();
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                .with("EVENKEEL_RESYNC", "2s")
                .start();
    }

    @AfterEach
    void stop() {
        evenkeel.close();
    }

    @Test
    void aLostVolumeComesBackByItself() {
        VolumeFixture.createFull("origin");
        evenkeel.create("volumes", """
                metadata: {name: pgdata}
                spec: {source: {volume: origin}, lossPolicy: Restore, labels: {tier: data}}
                """);
        evenkeel.awaitReady("volumes", "pgdata");
        String contents = VolumeFixture.listing("pgdata", true);
        assertThat(contents).isEqualTo(VolumeFixture.listing("origin", true));
        evenkeel.create("backups", "metadata: {name: nightly}\nspec: {volumes: [pgdata]}\n");
        finished("backups", "nightly");
        double corrected = corrected();

        docker("volume", "rm", "pgdata");

        JsonNode back = evenkeel.eventually(
                "volumes", "pgdata", r -> r.path("status").path("repairs").asInt() == 1 && isTrue(r, "Ready"));
        assertThat(VolumeFixture.listing("pgdata", true)).isEqualTo(contents);
        assertThat(back.path("status").path("plan").asText()).contains("from Backup nightly");
        assertThat(docker("volume", "inspect", "--format", "{{.Labels.tier}}", "pgdata"))
                .isEqualTo("data");
        assertThat(corrected()).isEqualTo(corrected + 1);
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> evenkeel.send("GET", "/api/v1/namespaces/default/events", "application/json", "")
                        .body()
                        .contains("created again and restored (missing, from Backup nightly)"));
    }

    @Test
    void withoutABackupALostVolumeIsSaidToBeLost() {
        evenkeel.create("volumes", "metadata: {name: pgdata}\nspec: {lossPolicy: Restore}\n");
        evenkeel.awaitReady("volumes", "pgdata");
        docker("volume", "rm", "pgdata");
        evenkeel.eventually(
                "volumes",
                "pgdata",
                r -> condition(r, "Stalled").path("reason").asText().equals("NothingToRestore"));
        assertThat(docker("volume", "ls", "--quiet")).isEmpty();
    }

    @Test
    void anotherHostRestoresFromTheFolderAlone() throws IOException {
        VolumeFixture.createFull("pgdata");
        String contents = VolumeFixture.listing("pgdata", true);
        evenkeel.create("backups", "metadata: {name: nightly}\nspec: {volumes: [pgdata]}\n");
        String location = finished("backups", "nightly")
                .path("status")
                .path("archives")
                .get(0)
                .path("location")
                .asText();
        evenkeel.close();
        docker("volume", "rm", "pgdata");
        try (EvenkeelProcess other =
                EvenkeelProcess.on(folder.resolve("other"), RealEngine.host()).start()) {
            evenkeel = other;
            VolumeFixture.run(
                    Map.of(
                            "FROM",
                            folder.resolve("data").toString(),
                            "TO",
                            Files.createDirectories(folder.resolve("other/backups"))
                                    .toString()),
                    "cp -a \"$FROM/backups/default\" \"$TO/\"");
            other.create("restores", """
                    metadata: {name: none}
                    spec: {volume: pgdata, asOf: 2026-01-01T00:00:00Z, target: {volume: pgdata}}
                    """);
            assertThat(finished("restores", "none")
                            .path("status")
                            .path("reason")
                            .asText())
                    .isEqualTo("BackupNotFound");
            other.create("restores", """
                    metadata: {name: back}
                    spec: {archive: {store: local, location: %s}, target: {volume: pgdata}}
                    """.formatted(location));
            JsonNode restore = finished("restores", "back");
            assertThat(restore.path("status").path("phase").asText())
                    .as(restore.toString())
                    .isEqualTo("Succeeded");
            assertThat(VolumeFixture.listing("pgdata", true)).isEqualTo(contents);
        }
    }

    private JsonNode finished(String plural, String name) {
        return evenkeel.eventually(
                plural, name, r -> r.path("status").path("phase").asText().matches("Succeeded.*|Failed"));
    }

    private double corrected() {
        return evenkeel.metric(
                        "evenkeel_drift_corrected_total", "kind=\"Volume\"", "reason=\"missing\"", "result=\"success\"")
                .orElseThrow();
    }
}
