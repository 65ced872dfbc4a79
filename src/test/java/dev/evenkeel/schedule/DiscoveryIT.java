package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.DockerCommand;
import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running program finds volumes that somebody makes with docker, backs them up, and says which it does not. */
final class DiscoveryIT {

    private final DockerCommand docker = new DockerCommand(RealEngine.host());

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        RealEngine.openEmpty().close();
    }

    @Test
    void aVolumeThatSomebodyMakesIsBackedUpAndSaysSo() {
        docker.run("volume", "create", "bare");
        docker.run("volume", "create", "--label", "evenkeel.dev/backup=false", "private");
        try (EvenkeelProcess evenkeel =
                EvenkeelProcess.on(folder.resolve("data"), RealEngine.host()).start()) {
            evenkeel.create("backupschedules", """
                    metadata: {name: labelled}
                    spec: {schedule: "0 2 * * *", selector: {matchLabels: {backup: nightly}}}
                    """);
            evenkeel.eventually(
                    "backupschedules", "labelled", schedule -> EvenkeelProcess.condition(schedule, "Selecting")
                            .path("reason")
                            .asText()
                            .equals("NothingSelected"));
            docker.run("volume", "create", "--label", "backup=nightly", "found");
            JsonNode schedule = evenkeel.eventually(
                    "backupschedules", "labelled", one -> one.at("/status").has("lastSuccessfulTime"));
            assertThat(schedule.at("/status/volumes/0").asText()).isEqualTo("found");
            assertThat(schedule.at("/status/volumes")).hasSize(1);

            evenkeel.create("volumes", "metadata: {name: found}\nspec: {labels: {backup: nightly}}");
            JsonNode found = evenkeel.eventually(
                    "volumes", "found", volume -> volume.at("/status").has("lastBackup"));
            assertThat(EvenkeelProcess.isTrue(found, "Protected")).isTrue();
            assertThat(found.at("/status/lastBackup/name").asText()).startsWith("labelled-20");
            assertThat(found.at("/status/lastBackup/verified").asBoolean()).isTrue();

            await().atMost(EvenkeelProcess.PATIENCE)
                    .until(() -> evenkeel.metric("evenkeel_volumes_unprotected", "origin=\"undeclared\"")
                            .equals(Optional.of(1.0)));
            assertThat(evenkeel.metric("evenkeel_volume_last_backup_timestamp_seconds", "volume=\"found\""))
                    .hasValueSatisfying(time -> assertThat(time).isPositive());
            assertThat(evenkeel.metric("evenkeel_volume_last_backup_timestamp_seconds", "volume=\"bare\""))
                    .contains(0.0);
            assertThat(evenkeel.metric("evenkeel_volume_last_backup_timestamp_seconds", "volume=\"private\""))
                    .isEmpty();
        }
    }
}
