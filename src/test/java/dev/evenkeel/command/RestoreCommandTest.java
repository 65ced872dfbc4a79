package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.StagedEngine;
import dev.evenkeel.engine.VolumeCreation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel restore}: two volumes of a host that is gone, one of them archived twice, and a new host. */
final class RestoreCommandTest {

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private Path store;
    private BackupWorld old;
    private RecoveryWorld world;

    @BeforeEach
    void loseAHost() throws InterruptedException {
        FakeEngine gone = new FakeEngine();
        old = new BackupWorld(folder.resolve("old"), gone);
        for (String volume : List.of("pgdata", "uploads")) {
            gone.createVolume(new VolumeCreation(volume, "local", Map.of(), Map.of("of", volume)));
        }
        gone.writeFile("pgdata", "PG_VERSION", "16");
        gone.writeFile("uploads", "cat.jpg", "meow");
        backUp("monday", "pgdata", "uploads");
        old.clock.turn(Duration.ofDays(1));
        gone.writeFile("pgdata", "PG_VERSION", "17");
        backUp("tuesday", "pgdata");
        old.close();
        store = folder.resolve("old/store");
        world = on(engine);
    }

    @Test
    void everythingComesBack() {
        Said said = world.restore("--from", store.toString(), "--all", "--quiet");
        assertThat(said).isEqualTo(new Said(0, """
                        restored pgdata: 2 entries, 2B, from default/pgdata-20261121T120000Z.tar.zst, compared with it
                        restored uploads: 2 entries, 4B, from default/uploads-20261120T120000Z.tar.zst, compared with it
                        restored 2 of 2 volumes
                        """, ""));
        assertThat(volumes()).containsExactly("pgdata", "uploads");
        assertThat(content("pgdata", "PG_VERSION")).isEqualTo("17");
        assertThat(content("uploads", "cat.jpg")).isEqualTo("meow");
        assertThat(engine.volume("uploads").labels()).containsEntry("of", "uploads");
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void oneVolumeAsOfATimeComesBackUnderAnotherName() {
        Said said = world.restore(
                "--from", store.toString(), "--volume=pgdata", "--as-of=2026-11-20T23:59:59+01:00", "--to=pgdata-look");
        assertThat(said.code()).isZero();
        assertThat(said.out()).startsWith("restored pgdata into pgdata-look: ");
        assertThat(volumes()).containsExactly("pgdata-look");
        assertThat(content("pgdata-look", "PG_VERSION")).isEqualTo("16");
    }

    @Test
    void aTimeBeforeAllBackupsIsToldTheOldest() {
        Said said = world.restore("--from", store.toString(), "--volume=pgdata", "--as-of=2026-11-20T11:59:59Z");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .contains("volume pgdata is not restored: BackupNotFound: no good Backup of volume pgdata is as old as"
                        + " --as-of; the oldest is monday, of 2026-11-20T12:00:00Z; nothing of it stays");
        assertThat(volumes()).isEmpty();
    }

    @Test
    void aListShowsWhatIsThere() {
        Said said = world.restore("--list", store.toString());
        assertThat(said.code()).isZero();
        assertThat(said.err()).isEqualTo(store + ": reading the manifests\n");
        assertThat(said.out().lines().map(line -> line.replaceAll("[0-9]+B", "B")
                        .replaceAll(" +", " ")))
                .containsExactly(
                        "VOLUME TIME CONTENTS STORED VERIFIED ARCHIVE",
                        "pgdata 2026-11-20T12:00:00Z B B - default/pgdata-20261120T120000Z.tar.zst",
                        "pgdata 2026-11-21T12:00:00Z B B - default/pgdata-20261121T120000Z.tar.zst",
                        "uploads 2026-11-20T12:00:00Z B B - default/uploads-20261120T120000Z.tar.zst");
    }

    @Test
    void aListThatVerifiesFindsWhatIsDamaged() throws IOException {
        damage("default/uploads-20261120T120000Z.tar.zst");
        Said said = world.restore("--list", store.toString(), "--verify", "--quiet");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().lines().filter(line -> line.matches(".* yes +default/pgdata.*")))
                .hasSize(2);
        assertThat(said.out()).containsPattern("uploads .* NO +default/uploads");
        assertThat(said.err())
                .startsWith("evenkeel: default/uploads-20261120T120000Z.tar.zst: ")
                .contains("sha256");
    }

    @Test
    void nothingInTheStoreIsChanged() throws IOException {
        Files.writeString(store.resolve("default/.pgdata-20261122T120000Z.tar.zst.tmp"), "somebody is writing this");
        Map<String, String> before = contents(store);
        assertThat(world.restore("--list", store.toString(), "--verify").code()).isZero();
        assertThat(world.restore("--from", store.toString(), "--all").code()).isZero();
        assertThat(contents(store)).isEqualTo(before);
    }

    @Test
    void aDryRunProvesAndTellsAndDoesNothing() throws IOException {
        Said said = world.restore("--from", store.toString(), "--volume=uploads", "--dry-run");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .startsWith("would restore uploads from default/uploads-20261120T120000Z.tar.zst:")
                .contains("\n  1 prove archive", "\n  2 create volume uploads")
                .endsWith("could restore 1 of 1 volumes\n");
        assertThat(volumes()).isEmpty();
        damage("default/uploads-20261120T120000Z.tar.zst");
        assertThat(world.restore("--from", store.toString(), "--volume=uploads", "--dry-run")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void aVolumeThatExistsStopsEverythingBeforeItBegins() {
        engine.createVolume(new VolumeCreation("uploads", "local", Map.of(), Map.of()));
        engine.writeFile("uploads", "cat.jpg", "another");
        Said said = world.restore("--from", store.toString(), "--all");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains(
                        "on the engine there is already: uploads. Nothing was done",
                        "--to NEWNAME",
                        "docker volume rm");
        assertThat(volumes()).containsExactly("uploads");
        assertThat(content("uploads", "cat.jpg")).isEqualTo("another");
    }

    @Test
    void aDamagedManifestIsNotPassedOverForAnOlderArchive() throws IOException {
        Files.writeString(store.resolve("default/pgdata-20261121T120000Z.tar.zst.json"), "{");
        Said said = world.restore("--from", store.toString(), "--all", "--quiet");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).endsWith("restored 1 of 2 volumes\n");
        assertThat(said.err())
                .isEqualTo("evenkeel: volume pgdata is not restored: its newest archive,"
                        + " default/pgdata-20261121T120000Z.tar.zst, cannot be read: its manifest is missing, damaged, or of"
                        + " another archive. --as-of with a time before it takes the one before it\n");
        assertThat(volumes()).containsExactly("uploads");
        assertThat(world.restore("--from", store.toString(), "--volume=pgdata", "--as-of=2026-11-21T11:00:00Z")
                        .code())
                .isZero();
        assertThat(content("pgdata", "PG_VERSION")).isEqualTo("16");
        assertThat(world.restore("--list", store.toString()).err())
                .contains("default/pgdata-20261121T120000Z.tar.zst cannot be read");
    }

    @Test
    void aDamagedArchiveLeavesNothingBehindAndTheOthersCome() throws IOException {
        damage("default/pgdata-20261121T120000Z.tar.zst");
        Said said = world.restore("--from", store.toString(), "--all", "--quiet");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .startsWith("evenkeel: volume pgdata is not restored: ArchiveMismatch: ")
                .endsWith("--as-of with an earlier time takes an older archive; nothing of it stays\n");
        assertThat(volumes()).containsExactly("uploads");
    }

    @Test
    void ctrlCTakesBackWhatWasBegunAndSaysWhatIsLeft() {
        world = on(StagedEngine.after("writeArchive", engine, () -> world.stop()));
        Said said = world.restore("--from", store.toString(), "--all", "--quiet");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEqualTo("restored 0 of 2 volumes\n");
        assertThat(said.err())
                .isEqualTo(
                        "evenkeel: asked to end: what was begun of volume pgdata is taken back\n"
                                + "evenkeel: volume pgdata is not restored: broken off; nothing of it stays\n"
                                + "evenkeel: volume uploads is not restored: broken off before it was begun; nothing of it stays\n");
        assertThat(volumes()).isEmpty();
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void anEngineThatGoesAwayMidwayIsWaitedForAndThenGivenUp() {
        world = on(StagedEngine.after("writeArchive", engine, engine::goAway));
        Said said = world.restore("--from", store.toString(), "--volume=pgdata", "--quiet");
        assertThat(said.code()).isEqualTo(1);
        assertThat(world.waited()).isGreaterThan(Duration.ofSeconds(10));
        assertThat(said.err())
                .contains("EngineUnreachable: the engine is away; trying again")
                .contains("the engine does not say whether a part of it stays", "docker volume rm pgdata")
                .contains("helper containers may stay on the engine");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        refused("there is no folder " + folder.resolve("nowhere"), "--from", folder.resolve("nowhere"), "--all");
        refused("If its marker was lost, touch " + store.resolve("default"), "--list", store.resolve("default"));
        refused("no archive of volume mysql, but of pgdata, uploads", "--from", store, "--volume=mysql");
        refused("no archives of engine attic, but of default", "--from", store, "--all", "--namespace=attic");
        refused("/nokey cannot be read", "--from", store, "--all", "--identity-file=/nokey");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.createFile(empty.resolve(".evenkeel-store"));
        refused("there is no archive in " + empty, "--from", empty, "--all");
        assertThat(world.restore("--list", empty.toString()).code()).isZero();
        engine.goAway();
        refused("the engine at unix:///engine.sock does not answer", "--from", store, "--all");
        assertThat(world.restore("--list", store.toString()).code()).isZero();
    }

    @Test
    void whatMakesNoSenseIsMisuse() {
        for (List<?> words : List.of(
                List.of(),
                List.of("--from", store),
                List.of("--from", store, "--list", store),
                List.of("--from", store, "--all", "--volume=pgdata"),
                List.of("--from", store, "--all", "--to=other"),
                List.of("--from", store, "--volume=pgdata", "--volume=uploads", "--to=other"),
                List.of("--from", store, "--volume=pgdata", "--to=../x"),
                List.of("--from", store, "--volume=pgdata", "--as-of=yesterday"),
                List.of("--from", store, "--all", "--verify"),
                List.of("--list", store, "--all"),
                List.of("--list", store, "--dry-run"))) {
            Said said = world.restore(words.stream().map(Object::toString).toArray(String[]::new));
            assertThat(said.code()).as(words.toString()).isEqualTo(1);
            assertThat(said.out()).as(words.toString()).isEmpty();
            assertThat(said.err())
                    .as(words.toString())
                    .startsWith("evenkeel: ")
                    .contains("Try 'evenkeel restore --help'.");
        }
        assertThat(volumes()).isEmpty();
    }

    private void refused(String why, Object... words) {
        Said said = world.restore(
                Stream.concat(Stream.of("--quiet"), Stream.of(words).map(Object::toString))
                        .toArray(String[]::new));
        assertThat(said.code()).as(why).isEqualTo(1);
        assertThat(said.out()).as(why).isEmpty();
        assertThat(said.err()).startsWith("evenkeel: ").containsIgnoringCase(why);
        assertThat(said.err().lines()).as(why).hasSize(1);
    }

    private RecoveryWorld on(Engine host) {
        return new RecoveryWorld(folder, host, old.clock);
    }

    private void backUp(String name, String... volumes) throws InterruptedException {
        old.create(name, BackupWorld.spec(volumes));
        old.turn(name);
    }

    private void damage(String archive) throws IOException {
        byte[] bytes = Files.readAllBytes(store.resolve(archive));
        bytes[bytes.length / 2] ^= 1;
        Files.write(store.resolve(archive), bytes);
    }

    private List<String> volumes() {
        return engine.volumes().stream().map(EngineVolume::name).sorted().toList();
    }

    private String content(String volume, String file) {
        return new String(engine.file(volume, file).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path file : paths.toList()) {
                files.put(
                        root.relativize(file) + " " + Files.getLastModifiedTime(file),
                        Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
            }
        }
        return files;
    }
}
