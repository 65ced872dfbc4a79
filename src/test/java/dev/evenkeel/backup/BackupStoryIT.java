package dev.evenkeel.backup;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who wants nightly backups sees, on a real engine. */
final class BackupStoryIT {

    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() {
        RealEngine.openEmpty().close();
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                .with("EVENKEEL_POLICY_HOST_PATHS", folder.toString())
                .start();
    }

    @AfterEach
    void stop() {
        assertThat(evenkeel.stop()).isIn(0, 143);
        assertThat(docker("ps", "--all", "--quiet")).as("no helper is left").isEmpty();
    }

    @Test
    void aScheduleMakesABackupWhenItIsDueAndStockToolsRestoreIt() throws IOException {
        declareVolume("pgdata");
        write("pgdata", "hello", "PG_VERSION");
        evenkeel.create("backupschedules", """
                metadata: {name: often}
                spec:
                  schedule: "* * * * *"
                  timeZone: Asia/Seoul
                  volumes: [pgdata]
                  template: {store: local, compression: {algorithm: zstd, level: 3}, verify: Full}
                  retention: {keepLast: 2, minimumVerified: 1}
                """);
        JsonNode waiting = evenkeel.eventually("backupschedules", "often", r -> !r.path("status")
                .path("nextScheduleTime")
                .isMissingNode());
        assertThat(waiting.path("status").path("lastScheduleTime").isMissingNode())
                .isTrue();
        assertThat(evenkeel.metric("evenkeel_backup_last_success_timestamp_seconds", "schedule=\"often\""))
                .contains(0.0);

        await().atMost(TWO_MINUTES).until(() -> !evenkeel.get("backupschedules", "often")
                .path("status")
                .path("lastSuccessfulTime")
                .isMissingNode());
        JsonNode backup = backups().getFirst();
        assertThat(backup.path("status").path("phase").asText()).isEqualTo("Succeeded");
        assertThat(backup.path("metadata")
                        .path("ownerReferences")
                        .get(0)
                        .path("name")
                        .asText())
                .isEqualTo("often");
        JsonNode archive = backup.path("status").path("archives").get(0);
        assertThat(archive.path("verified").asBoolean()).isTrue();

        Path stored =
                folder.resolve("data/backups").resolve(archive.path("location").asText());
        assertThat(stored).isRegularFile();
        assertThat(stored.getFileName().toString()).matches("pgdata-\\d{8}T\\d{6}Z\\.tar\\.zst");
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        shell("zstd -dc " + stored + " | tar x -C " + unpacked);
        assertThat(unpacked.resolve("data/PG_VERSION")).hasContent("hello\n");
        assertThat(evenkeel.metric("evenkeel_backup_last_success_timestamp_seconds", "schedule=\"often\"")
                        .orElseThrow())
                .isPositive();
        assertThat(evenkeel.metric("evenkeel_backup_last_size_bytes", "schedule=\"often\""))
                .contains((double) Files.size(stored));
    }

    @Test
    void aBackupByHandIsRestoredIntoANewVolume() throws IOException {
        declareVolume("pgdata");
        write("pgdata", "precious", "table");
        backUp("by-hand", "pgdata");
        JsonNode done = finished("backups", "by-hand");
        assertThat(done.path("status").path("phase").asText()).isEqualTo("Succeeded");

        evenkeel.create("restores", """
                metadata: {name: bring-back}
                spec: {backup: by-hand, target: {volume: pgdata-restored, mode: New}}
                """);
        assertThat(finished("restores", "bring-back")
                        .path("status")
                        .path("phase")
                        .asText())
                .isEqualTo("Succeeded");
        assertThat(read("pgdata-restored", "table")).isEqualTo("precious");

        Path archive = archiveOf(done);
        assertThat(evenkeel.delete("backups", "by-hand")).isEqualTo(200);
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.exists("backups", "by-hand"));
        assertThat(archive).doesNotExist();
    }

    @Test
    void aLostVolumeIsBroughtBackUnderItsOwnName() {
        evenkeel.create("volumes", "metadata: {name: pgdata}\nspec: {lossPolicy: Report, labels: {tier: data}}\n");
        evenkeel.awaitReady("volumes", "pgdata");
        write("pgdata", "precious", "table");
        backUp("by-hand", "pgdata");
        finished("backups", "by-hand");
        docker("volume", "rm", "pgdata");
        evenkeel.eventually("volumes", "pgdata", r -> EvenkeelProcess.condition(r, "Ready")
                .path("reason")
                .asText()
                .equals("LossReported"));

        evenkeel.create("restores", """
                metadata: {name: bring-back}
                spec: {backup: by-hand, target: {volume: pgdata}}
                """);
        assertThat(finished("restores", "bring-back")
                        .path("status")
                        .path("phase")
                        .asText())
                .isEqualTo("Succeeded");
        evenkeel.awaitReady("volumes", "pgdata");
        assertThat(read("pgdata", "table")).isEqualTo("precious");
    }

    @Test
    void anArchiveThatWasTamperedWithIsNotRestored() throws IOException {
        declareVolume("pgdata");
        write("pgdata", "precious", "table");
        backUp("by-hand", "pgdata");
        Path archive = archiveOf(finished("backups", "by-hand"));
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);

        evenkeel.create("restores", """
                metadata: {name: bring-back}
                spec: {backup: by-hand, target: {volume: pgdata-restored}}
                """);
        JsonNode failed = finished("restores", "bring-back");
        assertThat(failed.path("status").path("phase").asText()).isEqualTo("Failed");
        assertThat(docker("volume", "ls", "--quiet").lines()).doesNotContain("pgdata-restored");
    }

    @Test
    void aSourceThatCannotBeReadWholeIsNeverABackup() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("mm"), Path.of("/sys/kernel/mm"));
        docker("volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=" + link, "sysfs");
        backUp("by-hand", "sysfs");
        JsonNode failed = finished("backups", "by-hand");
        assertThat(failed.path("status").path("phase").asText()).isEqualTo("Failed");
        assertThat(failed.path("status").path("reason").asText()).isEqualTo("SourceTruncated");
        assertThat(archives()).isEmpty();
        assertThat(evenkeel.metric("evenkeel_backup_total", "schedule=\"\"", "result=\"failure\""))
                .contains(1.0);
    }

    @Test
    void killedInTheMiddleOfABackupItBeginsAnewAndLeavesNoPartialArchive() throws IOException {
        declareVolume("big");
        docker(
                "run",
                "--rm",
                "-v",
                "big:/v",
                "--network",
                "none",
                RealEngine.IMAGE,
                "dd",
                "if=/dev/urandom",
                "of=/v/random",
                "bs=1M",
                "count=400");
        backUp("by-hand", "big");
        await().atMost(EvenkeelProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !temporary().isEmpty());
        evenkeel.kill();
        assertThat(archives()).isEmpty();
        assertThat(temporary()).isNotEmpty();

        evenkeel.start();
        JsonNode done = finished("backups", "by-hand");
        assertThat(done.path("status").path("phase").asText()).isEqualTo("Succeeded");
        assertThat(done.path("status").path("attempts").asInt()).isEqualTo(2);
        assertThat(temporary()).isEmpty();
        assertThat(archives()).hasSize(1);
    }

    private void declareVolume(String name) {
        evenkeel.create("volumes", "metadata: {name: " + name + "}\nspec: {}\n");
        evenkeel.awaitReady("volumes", name);
    }

    private void backUp(String name, String volume) {
        evenkeel.create("backups", "metadata: {name: " + name + "}\nspec: {volumes: [" + volume + "]}\n");
    }

    private JsonNode finished(String plural, String name) {
        JsonNode[] last = new JsonNode[1];
        await().atMost(TWO_MINUTES).until(() -> {
            last[0] = evenkeel.get(plural, name);
            return last[0].path("status").path("phase").asText().matches("Succeeded.*|Failed");
        });
        return last[0];
    }

    private List<JsonNode> backups() {
        List<JsonNode> items = new ArrayList<>();
        EvenkeelProcess.json(evenkeel.send("GET", EvenkeelProcess.collection("backups"), "application/json", "")
                        .body())
                .path("items")
                .forEach(items::add);
        return items;
    }

    private Path archiveOf(JsonNode backup) {
        return folder.resolve("data/backups")
                .resolve(backup.path("status")
                        .path("archives")
                        .get(0)
                        .path("location")
                        .asText());
    }

    private List<Path> archives() {
        return files(name -> name.endsWith(".tar.zst") && !name.startsWith("."));
    }

    private List<Path> temporary() {
        return files(name -> name.startsWith(".tmp"));
    }

    private List<Path> files(Predicate<String> named) {
        try (Stream<Path> walk = Files.walk(folder.resolve("data/backups"))) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> named.test(file.getFileName().toString()))
                    .toList();
        } catch (IOException | UncheckedIOException movedMeanwhile) {
            return List.of();
        }
    }

    private static void write(String volume, String text, String file) {
        docker(
                "run",
                "--rm",
                "-v",
                volume + ":/v",
                "--network",
                "none",
                RealEngine.IMAGE,
                "sh",
                "-c",
                "echo " + text + " > /v/" + file);
    }

    private static String read(String volume, String file) {
        return docker("run", "--rm", "-v", volume + ":/v", "--network", "none", RealEngine.IMAGE, "cat", "/v/" + file);
    }

    private static void shell(String command) throws IOException {
        Process process = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor()).isZero();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
