package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.VolumeAccess;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.resource.Ownership;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine made when nobody waited for it any more does not stay. */
final class LeftoverSweepTest {

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private RestoreWorld world;

    @BeforeEach
    void aBackupThatIsOver() throws InterruptedException {
        world = new RestoreWorld(folder, engine);
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        engine.writeFile("pgdata", "data", "precious");
        world.backups.create("over", BackupWorld.spec("pgdata"));
        world.runBackups();
        assertThat(world.backups.status("over").phase().finished()).isTrue();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aHelperOfABackupThatIsOverGoes() {
        helperFor(
                world.backups.registry.id(),
                world.backups.backup("over").metadata().uid());
        helperFor(world.backups.registry.id(), "of-nobody");
        sweep();
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void aHelperOfOneThatIsNotOverStaysAndSoDoesThatOfAnotherRegistry() {
        world.backups.create("going-on", BackupWorld.spec("pgdata"));
        helperFor(
                world.backups.registry.id(),
                world.backups.backup("going-on").metadata().uid());
        helperFor("another-registry", "uid-9");
        engine.createContainer("db", "bridge");
        sweep();
        assertThat(engine.containers()).hasSize(3);
    }

    @Test
    void aTrialVolumeGoesWithItsRestoreAndNoOtherVolumeDoes() throws InterruptedException {
        String waiting = world.create("waiting", RestoreSpec.ofBackup("over", "", "one", RestoreSpec.Mode.New))
                .metadata()
                .uid();
        String over = world.create("done", RestoreSpec.ofBackup("over", "", "two", RestoreSpec.Mode.New))
                .metadata()
                .uid();
        world.finish("done");
        trial("trial-of-waiting", waiting, world.backups.registry.id());
        trial("trial-of-done", over, world.backups.registry.id());
        trial("trial-of-another", over, "another-registry");
        sweep();
        assertThat(engine.volumes())
                .extracting(EngineVolume::name)
                .containsExactlyInAnyOrder("pgdata", "two", "trial-of-waiting", "trial-of-another");
    }

    private void helperFor(String registryId, String uid) {
        VolumeAccess.open(engine, "pgdata", true, "backup", new VolumeAccess.Owner(registryId, uid));
    }

    private void trial(String name, String uid, String registryId) {
        engine.createVolume(new VolumeCreation(
                name,
                "local",
                Map.of(),
                Map.of(
                        Ownership.RESTORE,
                        uid,
                        Ownership.MANAGED_BY,
                        registryId,
                        Ownership.TEMPORARY,
                        ReplacePlanner.TRIAL)));
    }

    private void sweep() {
        new LeftoverSweep(world.backups.registry).sweep(Engines.DEFAULT, engine, engine.containers(), engine.volumes());
    }
}
