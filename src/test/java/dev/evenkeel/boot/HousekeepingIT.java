package dev.evenkeel.boot;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events and cascades, as somebody with the stock kubectl sees them. */
final class HousekeepingIT {

    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() throws IOException {
        RealEngine.openEmpty().close();
        evenkeel = EvenkeelProcess.on(Files.createTempDirectory("ek").resolve("data"), RealEngine.host())
                .with("EVENKEEL_RESYNC", "1s")
                .start();
    }

    @AfterEach
    void stop() {
        evenkeel.close();
    }

    @Test
    void aNetworkThatDriftsAndIsRepairedSaysSo() {
        evenkeel.create("networks", "metadata: {name: web}\nspec: {ipam: {config: [{subnet: 10.83.0.0/24}]}}\n");
        evenkeel.awaitReady("networks", "web");
        docker("network", "rm", "web");
        await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> assertThat(kubectl("describe", "network", "web"))
                .containsPattern("Warning +Missing")
                .containsPattern("Normal +Created .*evenkeel +created")
                .containsPattern("Normal +Repaired .*evenkeel +re-created \\(missing\\)")
                .containsPattern("Normal +InSync .*evenkeel"));
        assertThat(kubectl("events", "--for", "network/web"))
                .contains("LAST SEEN", "Network/web")
                .containsPattern("Warning +Missing");
        assertThat(kubectl("get", "events", "-o", "wide", "--field-selector", "type=Warning"))
                .contains("network/web", "COUNT");
        assertThat(evenkeel.metric("evenkeel_events_recorded_total", "type=\"Warning\""))
                .hasValueSatisfying(count -> assertThat(count).isPositive());
    }

    @Test
    void aNetworkThatCannotBeMadeWarns() {
        docker("network", "create", "--subnet", "10.84.0.0/24", "taken");
        evenkeel.create("networks", "metadata: {name: web}\nspec: {ipam: {config: [{subnet: 10.84.0.0/24}]}}\n");
        await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> assertThat(kubectl("describe", "network", "web"))
                .containsPattern("Warning +SubnetOverlap"));
    }

    @Test
    void deletingAScheduleKeepsItsArchivesUnlessItSaysOtherwise() {
        docker("volume", "create", "pgdata");
        schedule("nightly", "Retain");
        String uid =
                evenkeel.get("backupschedules", "nightly").at("/metadata/uid").asText();
        backup("kept", "nightly", uid);
        for (String cascade : List.of("background", "foreground")) {
            kubectl("delete", "--cascade=" + cascade, "backupschedule", "nightly", "--ignore-not-found");
        }
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> evenkeel.get("backups", "kept")
                .at("/metadata/ownerReferences")
                .isMissingNode());
        assertThat(evenkeel.exists("backupschedules", "nightly")).isFalse();
        assertThat(evenkeel.get("backups", "kept").at("/status/phase").asText()).startsWith("Succeeded");

        schedule("weekly", "Delete");
        backup(
                "goes",
                "weekly",
                evenkeel.get("backupschedules", "weekly").at("/metadata/uid").asText());
        kubectl("delete", "backupschedule", "weekly");
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> !evenkeel.exists("backupschedules", "weekly") && !evenkeel.exists("backups", "goes"));
        assertThat(evenkeel.exists("backups", "kept")).isTrue();
    }

    @Test
    void aScheduleGoesInTheForegroundThoughABackupRuns() {
        docker(
                "run",
                "--rm",
                "-v",
                "big:/data",
                RealEngine.IMAGE,
                "dd",
                "if=/dev/urandom",
                "of=/data/x",
                "bs=1M",
                "count=400");
        docker("volume", "create", "pgdata");
        schedule("weekly", "Delete");
        String uid =
                evenkeel.get("backupschedules", "weekly").at("/metadata/uid").asText();
        declareBackup("runs", "weekly", uid, "big");
        evenkeel.eventually(
                "backups", "runs", b -> b.at("/status/phase").asText().equals("Running"));
        kubectl("delete", "--timeout=50s", "--cascade=foreground", "backupschedule", "weekly");
        assertThat(evenkeel.exists("backupschedules", "weekly")).isFalse();
        assertThat(evenkeel.exists("backups", "runs")).isFalse();
    }

    @Test
    void aForegroundDeletionDoesNotHang() {
        evenkeel.create("networks", "metadata: {name: web}\nspec: {}\n");
        evenkeel.awaitReady("networks", "web");
        kubectl("delete", "--cascade=foreground", "network", "web");
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.exists("networks", "web"));
        assertThat(docker("network", "ls", "--format", "{{.Name}}").lines()).doesNotContain("web");
    }

    private void schedule(String name, String deletionPolicy) {
        evenkeel.create(
                "backupschedules",
                "metadata: {name: " + name + "}\nspec: {schedule: '@yearly', volumes: [pgdata], deletionPolicy: "
                        + deletionPolicy + "}\n");
    }

    private void backup(String name, String schedule, String uid) {
        declareBackup(name, schedule, uid, "pgdata");
        evenkeel.awaitReady("backups", name);
    }

    private void declareBackup(String name, String schedule, String uid, String volume) {
        evenkeel.create(
                "backups",
                "metadata: {name: " + name + ", ownerReferences: [{apiVersion: evenkeel.dev/v1, kind: BackupSchedule,"
                        + " name: " + schedule + ", uid: " + uid + ", controller: true, blockOwnerDeletion: true}]}\n"
                        + "spec: {volumes: [" + volume + "]}\n");
    }

    private String kubectl(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", evenkeel.kubeconfig().toString()));
        command.addAll(List.of(arguments));
        try {
            Path cache = Files.createTempDirectory("kube");
            command.addAll(1, List.of("--cache-dir", cache.toString()));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("kubectl: %s", output).isZero();
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
