package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.Workers;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupListener;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.TarImage;
import dev.evenkeel.backup.VolumeArchiver;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real volume to an archive and into another volume: the two are equal. */
final class RestoreIT {

    private static final ResourceKey BACK = RestoreKind.INSTANCE.key(Engines.DEFAULT, "back");

    @TempDir
    Path folder;

    private Engine engine;
    private BackupWorld world;

    @BeforeEach
    void open() {
        engine = RealEngine.openEmpty();
        world = new BackupWorld(folder, engine);
        VolumeFixture.createFull("pgdata");
    }

    @AfterEach
    void close() {
        world.close();
        engine.close();
    }

    @Test
    void aVolumeCapturedByTarComesBackToTheNanosecondAndWithItsAttributes() throws InterruptedException {
        archive(GnuTar.find(ForkJoinPool.commonPool()));
        restore();
        assertThat(VolumeFixture.listing("restored", true)).isEqualTo(VolumeFixture.listing("pgdata", true));
        assertThat(VolumeFixture.attribute("restored")).isEqualTo("kept");
    }

    @Test
    void aVolumeCapturedByTheEngineComesBackToTheSecond() throws InterruptedException {
        archive(Optional.empty());
        restore();
        assertThat(VolumeFixture.listing("restored", false)).isEqualTo(VolumeFixture.listing("pgdata", false));
    }

    @Test
    void theRootComesBackWithItsOwnerAndMode() throws InterruptedException {
        archive(Optional.empty());
        restore();
        assertThat(VolumeFixture.shell("restored", "stat -c '%a %u:%g' \"$VOLUME\""))
                .isEqualTo("1770 70:71\n");
        assertThat(engine.volume("restored").labels()).containsEntry("tier", "back");
        assertThat(engine.containers()).isEmpty();
    }

    private void archive(Optional<GnuTar> tar) throws InterruptedException {
        world.create("one", BackupWorld.spec("pgdata"));
        VolumeArchiver archiver = new VolumeArchiver(
                world.registry.id(), tar, TarImage.NONE, Workers.NONE, world.clock, System::nanoTime);
        world.reconciler(archiver, BackupListener.SILENT).reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, "one"));
        assertThat(world.status("one").phase().good())
                .as(world.status("one").toString())
                .isTrue();
    }

    private void restore() throws InterruptedException {
        RestoreSpec spec = RestoreSpec.ofBackup("one", "", "restored", RestoreSpec.Mode.New);
        world.registry.create(
                RestoreKind.INSTANCE,
                new Resource<>("Restore", Metadata.named(Engines.DEFAULT, "back"), spec, RestoreStatus.EMPTY));
        RestoreApplier applier = new RestoreApplier(
                world.registry, world.engines, world.stores, FreeSpace::atMountPoint, world.clock, System::nanoTime);
        new RestoreReconciler(world.registry, applier).reconcile(BACK);
        RestoreStatus status =
                world.registry.find(RestoreKind.INSTANCE, BACK).orElseThrow().status();
        assertThat(status.phase()).as(status.toString()).isEqualTo(RestorePhase.Succeeded);
    }
}
