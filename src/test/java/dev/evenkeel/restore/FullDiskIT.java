package dev.evenkeel.restore;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.CapturedTar;
import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of a volume is full in the middle of a restore. The disk is a volume in memory that a container keeps; the
 * volume in question is a folder of it.
 */
final class FullDiskIT {

    private static final String KEEPER = "keeper";

    @TempDir
    Path folder;

    private Engine engine;
    private RestoreWorld world;
    private String disk = "";

    @BeforeEach
    void aBackupThatIsTooLarge() throws InterruptedException {
        engine = RealEngine.openEmpty();
        world = new RestoreWorld(folder, engine);
        docker("volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "-o", "o=size=6m", "disk");
        docker("run", "--detach", "--name", KEEPER, "--network", "none", "-v", "disk:/disk", RealEngine.IMAGE);
        docker("exec", KEEPER, "mkdir", "/disk/folder");
        disk = docker("volume", "inspect", "--format", "{{.Mountpoint}}", "disk");
        inVolume("large", "head -c 9000000 /dev/urandom > /v/random; touch /v/z-last");
        world.backups.create("large", BackupWorld.spec("large"));
        world.runBackups();
        assertThat(world.backups.status("large").phase().good()).isTrue();
    }

    @AfterEach
    void close() {
        world.close();
        engine.close();
        RealEngine.openEmpty().close();
    }

    @Test
    void aNewVolumeThatDoesNotTakeItAllIsGoneAgainWithAllThatWasInIt() throws InterruptedException {
        declare("small");
        world.create("back", RestoreSpec.ofBackup("large", "", "small", RestoreSpec.Mode.New));
        failed(world.finish("back"));
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactlyInAnyOrder("disk", "large");
        assertThat(onDisk()).isEmpty();
        nothingIsLeft();
    }

    @Test
    void aVolumeThatDoesNotTakeTheNewContentsHasTheOldOnes() throws InterruptedException {
        docker("volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=" + disk + "/folder", "small");
        inVolume("small", "head -c 3000000 /dev/urandom > /v/old; mkdir /v/more; chmod 0750 /v; chown 7:8 /v");
        docker("run", "--detach", "--name", "db", "--network", "none", "-v", "small:/v", RealEngine.IMAGE);
        String before = onDisk();
        world.create("back", RestoreSpec.ofBackup("large", "", "small", RestoreSpec.Mode.Replace));
        RestoreStatus status = world.finish("back");
        failed(status);
        assertThat(onDisk()).isEqualTo(before);
        assertThat(docker("ps", "--format", "{{.Names}}").lines()).containsExactlyInAnyOrder("db", KEEPER);
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactlyInAnyOrder("disk", "large", "small");
        assertThat(world.backups.status(status.safetyBackup()).phase().good()).isTrue();
        nothingIsLeft();
    }

    @Test
    void tarSaysSoInItsOwnWords() throws Exception {
        GnuTar tar = GnuTar.findToUnpack(ForkJoinPool.commonPool()).orElseThrow();
        try (CapturedTar large = tar.capture(VolumeFixture.mountPoint("large"))) {
            assertThatThrownBy(() -> tar.unpack(large.stream(), Path.of(disk, "folder")))
                    .isInstanceOfSatisfying(
                            ArchiveException.TargetFailed.class, failure -> assertThat(RestoreReason.ofArchive(failure))
                                    .as(failure.getMessage())
                                    .isEqualTo(RestoreReason.TargetFull));
        }
    }

    private static void failed(RestoreStatus status) {
        assertThat(status.phase()).as(status.toString()).isEqualTo(RestorePhase.Failed);
        assertThat(status.reason()).as(status.toString()).isEqualTo("TargetFull");
        assertThat(status.message()).contains("no space left on device");
    }

    private void nothingIsLeft() {
        assertThat(docker("ps", "--all", "--filter", "label=dev.evenkeel.helper", "--quiet"))
                .isEmpty();
    }

    /** Whoever restores it gets a folder of the disk. */
    private void declare(String name) {
        VolumeSpec spec = new VolumeSpec(
                "local",
                Map.of("type", "none", "o", "bind", "device", disk + "/folder"),
                Map.of(),
                Optional.empty(),
                VolumeSpec.LossPolicy.Recreate,
                VolumeSpec.AdoptionPolicy.IfMatching,
                VolumeSpec.DeletionPolicy.Retain);
        world.backups.registry.create(
                VolumeKind.INSTANCE,
                new Resource<>(
                        "Volume", Metadata.named(Engines.DEFAULT, name), spec, VolumeKind.INSTANCE.emptyStatus()));
    }

    private static String onDisk() {
        return docker(
                "exec",
                KEEPER,
                "sh",
                "-c",
                "cd /disk/folder; find . -mindepth 1 | sort | while read -r one; do stat -c '%n %F %s %a %u:%g' \"$one\";"
                        + " done; find . -type f -exec sha256sum {} + | sort; [ -z \"$(ls)\" ] || stat -c '%a %u:%g' .");
    }

    private static void inVolume(String volume, String script) {
        docker("run", "--rm", "--network", "none", "-v", volume + ":/v", RealEngine.IMAGE, "sh", "-c", script);
    }
}
