package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.archive.s3.S3Server;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The host is gone: what an Evenkeel has backed up comes back on an empty engine by {@code deploy/evenkeel restore}, from a
 * folder and from a bucket whose archives are encrypted, with nothing of the old data directory.
 */
final class RecoveryIT {

    /** A pair of keys made for tests. */
    private static final String RECIPIENT = "age12lpythkwzr7v8hdnnhjuh6hsyexy4pj4pnayvafmrrlsc9qhhyksuelacl";

    private static final String IDENTITY = "AGE-SECRET-KEY-1YN6PAW67PCD5S76FS2PEYV5JKG49ZP65JTM5THNZKUJRGH8YS06QCV0W8A";

    private static final Map<String, String> LISTINGS = new TreeMap<>();

    @TempDir
    static Path folder;

    private static Path store;
    private static Path keys;
    private static Path identity;
    private static Path temporary;

    private volatile Process process;

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void backUpAndLoseAHost() throws IOException {
        RealEngine.openEmpty().close();
        for (String volume : List.of("pgdata", "uploads")) {
            VolumeFixture.createFull(volume);
            LISTINGS.put(volume, VolumeFixture.listing(volume, false));
        }
        Path data = folder.resolve("old");
        store = data.resolve("backups");
        temporary = Files.createDirectory(folder.resolve("tmp"));
        keys = S3Server.credentials(folder);
        identity = Files.writeString(folder.resolve("backups.key"), IDENTITY + "\n");
        try (S3Client client = S3Server.checking().client();
                EvenkeelProcess old =
                        EvenkeelProcess.on(data, RealEngine.host()).start()) {
            client.createBucket(bucket -> bucket.bucket("recovery"));
            assertThat(old.send("POST", "/apis/evenkeel.dev/v1/backupstores", "application/yaml", offsite())
                            .statusCode())
                    .isEqualTo(201);
            backUp(old, "near", "spec: {volumes: [pgdata, uploads]}");
            backUp(old, "far", "spec: {volumes: [pgdata], store: offsite}");
        }
    }

    @BeforeEach
    void takeANewHost() {
        RealEngine.openEmpty().close();
    }

    @AfterEach
    void close() {
        process.destroyForcibly();
    }

    @AfterAll
    static void giveItBack() {
        RealEngine.openEmpty().close();
    }

    @Test
    void everythingComesBackFromAFolderAndAServiceTakesItOver() throws Exception {
        Result listed = evenkeel("restore", "--list", store.toString(), "--verify");
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out().lines().filter(line -> line.contains(" yes "))).hasSize(2);

        Result restored = evenkeel("restore", "--from", store.toString(), "--all");
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("restored pgdata: ", "restored uploads: ", "restored 2 of 2 volumes");
        assertThat(restored.err()).contains("pgdata: Unpacking").doesNotContain("\r");
        requireAsBefore("pgdata", "pgdata");
        requireAsBefore("uploads", "uploads");
        assertThat(RealEngine.docker("ps", "--all", "--quiet")).isEmpty();
        assertThat(folder.resolve("new")).as("no data directory is needed").doesNotExist();

        Result again = evenkeel("restore", "--from", store.toString(), "--all");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("on the engine there is already: pgdata uploads. Nothing was done");

        try (EvenkeelProcess next =
                EvenkeelProcess.on(folder.resolve("next"), RealEngine.host()).start()) {
            next.create("volumes", "metadata: {name: pgdata}\nspec: {labels: {tier: back}}");
            next.awaitReady("volumes", "pgdata");
            requireAsBefore("pgdata", "pgdata");
        }
    }

    @Test
    void anEncryptedVolumeComesBackFromABucketWithItsKey() throws Exception {
        List<String> from = List.of(
                "s3://recovery/host1",
                "--endpoint=" + S3Server.checking().endpoint(),
                "--path-style",
                "--credentials-file=" + keys);
        Result locked = evenkeel(words(from, "restore", "--volume=pgdata", "--from"));
        assertThat(locked.code()).isEqualTo(1);
        assertThat(locked.err()).contains("IdentityMissing", "--identity-file", "nothing of it stays");
        assertThat(RealEngine.docker("volume", "ls", "--quiet")).isEmpty();

        Result restored = evenkeel(
                words(from, "restore", "--volume=pgdata", "--to=back", "--identity-file=" + identity, "--from"));
        assertThat(restored.code()).as(restored.err()).isZero();
        requireAsBefore("pgdata", "back");

        Result wrong = evenkeel("restore", "--list", "s3://no-such-bucket", from.get(1), from.get(2), from.get(3));
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("evenkeel: ", "no-such-bucket");
    }

    /** The signal arrives while the engine makes the volume, and the engine answers when the command has heard it. */
    @Test
    void aSignalLeavesNothingHalf() throws Exception {
        try (EngineProxy proxy = new EngineProxy(RealEngine.host(), folder.resolve("engine.sock"))) {
            Path err = folder.resolve("err");
            proxy.at(1, false, () -> {
                process.toHandle().destroy();
                await().atMost(EvenkeelProcess.PATIENCE)
                        .until(() -> Files.readString(err).contains("asked to end"));
            });
            Result result = run(proxy.uri(), "restore", "--from", store.toString(), "--all");
            assertThat(result.code()).isEqualTo(143);
            assertThat(result.out()).isEqualTo("restored 0 of 2 volumes\n");
            assertThat(result.err())
                    .contains(
                            "evenkeel: volume pgdata is not restored: broken off; nothing of it stays\n",
                            "evenkeel: volume uploads is not restored: broken off before it was begun");
        }
        assertThat(RealEngine.docker("volume", "ls", "--quiet")).isEmpty();
        assertThat(RealEngine.docker("ps", "--all", "--quiet")).isEmpty();
        assertThat(temporaryFolders()).isEmpty();
    }

    private static String offsite() {
        return """
                apiVersion: evenkeel.dev/v1
                kind: BackupStore
                metadata: {name: offsite}
                spec:
                  s3:
                    endpoint: "%s"
                    bucket: recovery
                    prefix: host1/
                    pathStyle: true
                    credentials: {file: "%s"}
                  encryption: {age: {recipients: [%s]}}
                """.formatted(S3Server.checking().endpoint(), keys, RECIPIENT);
    }

    private static void backUp(EvenkeelProcess evenkeel, String name, String spec) {
        evenkeel.create("backups", "metadata: {name: " + name + "}\n" + spec);
        evenkeel.eventually(
                "backups",
                name,
                backup -> backup.path("status").path("phase").asText().startsWith("Succeeded"));
    }

    private void requireAsBefore(String old, String restored) {
        assertThat(VolumeFixture.listing(restored, false)).isEqualTo(LISTINGS.get(old));
        assertThat(RealEngine.docker("volume", "inspect", "--format", "{{index .Labels \"tier\"}}", restored))
                .isEqualTo("back");
    }

    private static String[] words(List<String> store, String... before) {
        List<String> words = new ArrayList<>(List.of(before));
        words.addAll(store);
        return words.toArray(String[]::new);
    }

    private Result evenkeel(String... words) throws IOException, InterruptedException {
        return run(RealEngine.host(), words);
    }

    private Result run(URI engine, String... words) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of("deploy/evenkeel"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EVENKEEL_DATA_DIR", folder.resolve("new").toString());
        builder.environment().put("DOCKER_HOST", engine.toString());
        process = builder.start();
        String out = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private Set<String> temporaryFolders() {
        try (Stream<Path> files = Files.list(temporary)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("evenkeel-restore-"))
                    .forEach(names::add);
            return names;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
