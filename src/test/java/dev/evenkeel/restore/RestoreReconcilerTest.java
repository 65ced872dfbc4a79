package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives become volumes again, or nothing is left of the attempt. */
final class RestoreReconcilerTest {

    private static final ResourceKey BACK = RestoreKind.INSTANCE.key(Engines.DEFAULT, "back");

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private Optional<Long> free = Optional.empty();
    private BackupWorld world;

    @BeforeEach
    void open() throws InterruptedException {
        world = new BackupWorld(folder, engine);
        engine.createVolume(new VolumeCreation(
                "pgdata", "local", Map.of(), Map.of("tier", "back", Ownership.UID, "of-its-own-resource")));
        engine.writeFile("pgdata", "PG_VERSION", "17");
        engine.createVolume(new VolumeCreation("uploads", "local", Map.of(), Map.of()));
        world.create("one", BackupWorld.spec("pgdata"));
        world.turn("one");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anArchiveBecomesANewVolume() throws InterruptedException {
        String uid = want("one", "", "pgdata-restored");
        assertThat(turn()).isEqualTo(Outcome.settled());

        assertThat(status().phase()).isEqualTo(RestorePhase.Succeeded);
        assertThat(status().reason()).isEqualTo("Restored");
        assertThat(status().entries()).isEqualTo(2);
        assertThat(status().bytes()).isEqualTo(2);
        assertThat(status().progress().bytes())
                .isEqualTo(status().progress().totalBytes())
                .isPositive();
        assertThat(engine.file("pgdata-restored", "PG_VERSION")).contains("17".getBytes(StandardCharsets.UTF_8));
        assertThat(engine.volume("pgdata-restored").labels())
                .isEqualTo(Map.of(
                        "tier",
                        "back",
                        Ownership.MANAGED_BY,
                        world.registry.id(),
                        Ownership.UID,
                        uid,
                        Ownership.RESTORE,
                        uid));
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void aSecondTurnChangesNothing() throws InterruptedException {
        want("one", "", "pgdata-restored");
        turn();
        Resource<RestoreSpec, RestoreStatus> before = restore();
        assertThat(turn()).isEqualTo(Outcome.settled());
        assertThat(restore()).isEqualTo(before);
    }

    @Test
    void aVolumeThatExistsIsNotTouched() throws InterruptedException {
        want("one", "", "uploads");
        assertThat(turn()).isEqualTo(Outcome.blocked(RestoreReason.TargetExists));
        assertThat(engine.file("uploads", "PG_VERSION")).isEmpty();
    }

    @Test
    void whatABrokenOffAttemptLeftIsReplaced() throws InterruptedException {
        String uid = want("one", "", "pgdata-restored");
        engine.createVolume(new VolumeCreation("pgdata-restored", "local", Map.of(), Map.of(Ownership.RESTORE, uid)));
        engine.writeFile("pgdata-restored", "half", "of it");
        turn();
        assertThat(status().phase()).isEqualTo(RestorePhase.Succeeded);
        assertThat(engine.file("pgdata-restored", "half")).isEmpty();
    }

    @Test
    void aDamagedArchiveMakesNoVolume() throws InterruptedException, IOException {
        Path file = archive();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        want("one", "", "pgdata-restored");
        assertThat(turn()).isEqualTo(Outcome.blocked(RestoreReason.ArchiveMismatch));
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactly("pgdata", "uploads");
    }

    @Test
    void anotherArchiveInItsPlaceIsNotRestored() throws InterruptedException, IOException {
        ArchiveLocation location = world.store.list().archives().getFirst().location();
        engine.writeFile("pgdata", "PG_VERSION", "12");
        world.store.delete(location);
        world.create("two", BackupWorld.spec("pgdata"));
        world.turn("two");
        assertThat(world.status("two").archives().getFirst().location()).isEqualTo(location.toString());
        want("one", "", "pgdata-restored");
        assertThat(turn()).isEqualTo(Outcome.blocked(RestoreReason.ArchiveMismatch));
    }

    @Test
    void anArchiveThatIsGoneIsNamed() throws InterruptedException {
        world.store.delete(world.store.list().archives().getFirst().location());
        want("one", "", "pgdata-restored");
        assertThat(turn()).isEqualTo(Outcome.blocked(RestoreReason.ArchiveMissing));
    }

    @Test
    void aBackupThatIsNotOverIsWaitedFor() throws InterruptedException {
        world.create("two", BackupWorld.spec("uploads"));
        want("two", "", "restored");
        assertThat(turn()).isEqualTo(Outcome.checkAgain(RestoreReconciler.PATIENCE));
        assertThat(status().reason()).isEqualTo("BackupNotFinished");
        world.turn("two");
        turn();
        assertThat(status().phase()).isEqualTo(RestorePhase.Succeeded);
    }

    @Test
    void ofSeveralVolumesOneMustBeNamed() throws InterruptedException {
        world.create("both", BackupWorld.spec("pgdata", "uploads"));
        world.turn("both");
        want("both", "", "restored");
        assertThat(turn()).isEqualTo(Outcome.blocked(RestoreReason.VolumeNotNamed));
    }

    @Test
    void theNamedVolumeOfSeveralIsRestored() throws InterruptedException {
        world.create("both", BackupWorld.spec("uploads", "pgdata"));
        world.turn("both");
        want("both", "pgdata", "restored");
        turn();
        assertThat(engine.file("restored", "PG_VERSION")).isPresent();
    }

    @Test
    void aBackupThatIsNotThereIsNamed() throws InterruptedException {
        want("none", "", "restored");
        assertThat(turn()).isEqualTo(Outcome.blocked(RestoreReason.BackupNotFound));
        assertThat(status().message()).isEqualTo("there is no Backup none");
    }

    @Test
    void anEngineThatIsAwayIsWaitedFor() throws InterruptedException {
        want("one", "", "restored");
        engine.goAway();
        assertThat(turn()).isEqualTo(Outcome.failed(RestoreReason.EngineUnreachable));
        engine.comeBack();
        turn();
        assertThat(status().phase()).isEqualTo(RestorePhase.Succeeded);
    }

    @Test
    void optionsThatNameTheSourcesOwnDeviceAreLeftOut() throws InterruptedException {
        engine.createVolume(new VolumeCreation(
                "shared", "local", Map.of("type", "none", "o", "bind", "device", "/srv/shared"), Map.of()));
        engine.writeFile("shared", "file", "text");
        world.create("two", BackupWorld.spec("shared"));
        world.turn("two");
        want("two", "", "restored");
        turn();
        assertThat(engine.volume("restored").options()).isEmpty();
        assertThat(status().message()).contains("driver options are left out");
    }

    @Test
    void optionsOfAnotherDriverAreKept() throws InterruptedException {
        engine.createVolume(new VolumeCreation("remote", "sshfs", Map.of("sshcmd", "there:/folder"), Map.of()));
        engine.writeFile("remote", "file", "text");
        world.create("two", BackupWorld.spec("remote"));
        world.turn("two");
        want("two", "", "restored");
        turn();
        assertThat(status().phase()).isEqualTo(RestorePhase.Succeeded);
        assertThat(engine.volume("restored").options()).containsEntry("sshcmd", "there:/folder");
    }

    @Test
    void aVolumeThatDidNotComeOutRightIsRemoved() throws InterruptedException {
        want("one", "", "restored");
        Engine meddled =
                MeddledEngine.after("writeArchive", engine, () -> engine.writeFile("restored", "PG_VERSION", "18"));
        assertThat(turn(meddled)).isEqualTo(Outcome.blocked(RestoreReason.ContentsDiffer));
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactly("pgdata", "uploads");
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void anEngineThatGoesAwayWhileUnpackingIsWaitedForAndTheVolumeMadeAnew() throws InterruptedException {
        want("one", "", "restored");
        assertThat(turn(MeddledEngine.after("writeArchive", engine, engine::goAway)))
                .isEqualTo(Outcome.failed(RestoreReason.EngineUnreachable));
        engine.comeBack();
        turn();
        assertThat(status().phase()).isEqualTo(RestorePhase.Succeeded);
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void aVolumeThatSharesTheContentsOfAnotherIsNotWrittenTo() throws InterruptedException {
        engine.createVolume(new VolumeCreation("remote", "sshfs", Map.of("sshcmd", "there:/folder"), Map.of()));
        engine.writeFile("remote", "file", "text");
        world.create("two", BackupWorld.spec("remote"));
        world.turn("two");
        want("two", "", "restored");
        Engine sharing =
                MeddledEngine.after("createVolume", engine, () -> engine.writeFile("restored", "file", "newer"));
        assertThat(turn(sharing)).isEqualTo(Outcome.blocked(RestoreReason.TargetNotEmpty));
    }

    @Test
    void deletingARestoreThatIsRunningLeavesNoVolume() throws InterruptedException {
        want("one", "", "restored");
        Engine meddled = MeddledEngine.after(
                "writeArchive", engine, () -> world.registry.delete(RestoreKind.INSTANCE, BACK, Deletion.ANY));
        assertThat(turn(meddled)).isEqualTo(Outcome.settled());
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactly("pgdata", "uploads");
    }

    private Path archive() throws IOException {
        ArchiveLocation location = world.store.list().archives().getFirst().location();
        return folder.resolve("store").resolve(location.toString());
    }

    private String want(String backup, String volume, String target) {
        RestoreSpec spec = RestoreSpec.ofBackup(backup, volume, target, RestoreSpec.Mode.New);
        return world.registry
                .create(
                        RestoreKind.INSTANCE,
                        new Resource<>("Restore", Metadata.named(Engines.DEFAULT, "back"), spec, RestoreStatus.EMPTY))
                .metadata()
                .uid();
    }

    private Outcome turn() throws InterruptedException {
        return turn(engine);
    }

    private Outcome turn(Engine through) throws InterruptedException {
        Engines engines = new Engines(Map.of(Engines.DEFAULT, through));
        RestoreApplier applier = new RestoreApplier(
                world.registry, engines, world.stores, (volume, root) -> free, world.clock, world.clock::nanoTime);
        return new RestoreReconciler(world.registry, applier).reconcile(BACK);
    }

    private Resource<RestoreSpec, RestoreStatus> restore() {
        return world.registry.find(RestoreKind.INSTANCE, BACK).orElseThrow();
    }

    private RestoreStatus status() {
        return restore().status();
    }
}
