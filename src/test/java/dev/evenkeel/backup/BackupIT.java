package dev.evenkeel.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.Workers;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a real engine's volumes: what is called a success holds every byte. */
final class BackupIT {

    private static final int RACES = 8;
    private static final long BIG = 48L << 20;

    @TempDir
    Path folder;

    private Engine engine;
    private BackupWorld world;
    private TarImage tarImage = TarImage.NONE;

    @BeforeEach
    void open() {
        engine = RealEngine.openEmpty();
        world = new BackupWorld(folder, engine);
    }

    @AfterEach
    void close() {
        world.close();
        engine.close();
    }

    @Test
    void stockToolsBringBackWhatTarCaptured() throws InterruptedException {
        VolumeFixture.createFull("pgdata");
        back("pgdata", GnuTar.find(ForkJoinPool.commonPool()));
        ArchiveStatus archive = world.status("pgdata").archives().getFirst();
        assertThat(archive.capture()).isEqualTo("Tar");
        assertThat(world.status("pgdata").phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(unpackedByStockTools(archive)).isEqualTo(VolumeFixture.listing("pgdata", true));
    }

    @Test
    void stockToolsBringBackWhatTheEngineCaptured() throws InterruptedException {
        VolumeFixture.createFull("pgdata");
        back("pgdata", Optional.empty());
        ArchiveStatus archive = world.status("pgdata").archives().getFirst();
        assertThat(archive.capture()).isEqualTo("Archive");
        assertThat(archive.losses()).contains("extended attributes");
        assertThat(unpackedByStockTools(archive).lines().map(BackupIT::withoutFraction))
                .containsExactlyElementsOf(VolumeFixture.listing("pgdata", true)
                        .lines()
                        .map(BackupIT::withoutFraction)
                        .toList());
    }

    @Test
    void stockToolsBringBackWhatTarInAContainerCaptured() throws InterruptedException {
        tarImage = TarImageFixture.imported();
        VolumeFixture.createFull("pgdata");
        back("pgdata", Optional.empty());
        ArchiveStatus archive = world.status("pgdata").archives().getFirst();
        assertThat(archive.capture()).isEqualTo("Tar");
        assertThat(archive.losses()).containsExactly("extended attributes of the namespace trusted");
        assertThat(world.status("pgdata").phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(unpackedByStockTools(archive)).isEqualTo(VolumeFixture.listing("pgdata", true));
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void tarInAContainerSaysWhichFilesItCouldNotRead() throws InterruptedException {
        tarImage = TarImageFixture.imported();
        RealEngine.docker(
                "volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=/sys/kernel/mm", "sysfs");
        Outcome outcome = back("sysfs", GnuTar.find(ForkJoinPool.commonPool()));
        assertThat(outcome.toString()).contains("FilesUnreadable");
        assertThat(world.status("sysfs").message()).contains("tar ended with 2", "sysfs");
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void tarThatIsAskedForAndCannotBeHadIsAFailure() throws InterruptedException {
        RealEngine.docker("volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "memory");
        world.create("memory", BackupWorld.parse("{volumes: [memory], capture: Tar}"));
        assertThat(turn("memory", GnuTar.find(ForkJoinPool.commonPool())))
                .isEqualTo(Outcome.blocked(BackupReason.TarUnavailable));
        assertThat(world.status("memory").message()).contains("no image with one");
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void theEngineReadsWhenItIsAskedTo() throws InterruptedException {
        VolumeFixture.createFull("pgdata");
        world.create("pgdata", BackupWorld.parse("{volumes: [pgdata], capture: Archive}"));
        turn("pgdata", GnuTar.find(ForkJoinPool.commonPool()));
        assertThat(world.status("pgdata").archives().getFirst().capture()).isEqualTo("Archive");
    }

    @Test
    void aStreamThatTheEngineCutsOffIsNeverASuccess() throws InterruptedException {
        RealEngine.docker(
                "volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=/sys/kernel/mm", "sysfs");
        Outcome outcome = back("sysfs", GnuTar.find(ForkJoinPool.commonPool()));
        assertThat(outcome).isEqualTo(Outcome.blocked(BackupReason.SourceTruncated));
        assertThat(world.status("sysfs").phase()).isEqualTo(BackupPhase.Failed);
        assertThat(world.status("sysfs").message()).contains("last entry: data/");
        assertThat(world.store.list().archives()).isEmpty();
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void aBoundFolderIsReadThroughTheEngine() throws InterruptedException, IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("file"), "text");
        RealEngine.docker("volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=" + source, "bound");
        back("bound", GnuTar.find(ForkJoinPool.commonPool()));
        assertThat(world.status("bound").phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(world.status("bound").archives().getFirst().capture()).isEqualTo("Archive");
        assertThat(world.status("bound").archives().getFirst().entries()).isEqualTo(2);
    }

    @Test
    void aFileThatShrinksWhileItIsReadNeverTakesOthersWithItUnseen() throws InterruptedException, IOException {
        RealEngine.docker("volume", "create", "busy");
        Path mountPoint = VolumeFixture.mountPoint("busy");
        Files.writeString(mountPoint.resolve("z-last"), "must be there");
        for (int race = 0; race < RACES; race++) {
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> writer =
                    CompletableFuture.runAsync(() -> shrinkAndGrow(mountPoint.resolve("a-first"), over));
            backAs("race-" + race, "busy", Optional.empty());
            over.set(true);
            writer.join();
            BackupStatus status = world.status("race-" + race);
            assertThat(status.phase().good() && status.archives().getFirst().entries() < 3)
                    .as(status.toString())
                    .isFalse();
        }
    }

    private static void shrinkAndGrow(Path path, AtomicBoolean over) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            while (!over.get()) {
                file.setLength(BIG);
                file.setLength(1);
            }
            file.setLength(BIG);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private Outcome back(String volume, Optional<GnuTar> tar) throws InterruptedException {
        return backAs(volume, volume, tar);
    }

    private Outcome backAs(String name, String volume, Optional<GnuTar> tar) throws InterruptedException {
        world.create(name, BackupWorld.spec(volume));
        return turn(name, tar);
    }

    private Outcome turn(String name, Optional<GnuTar> tar) throws InterruptedException {
        VolumeArchiver archiver =
                new VolumeArchiver(world.registry.id(), tar, tarImage, Workers.NONE, world.clock, System::nanoTime);
        return world.reconciler(archiver, BackupListener.SILENT)
                .reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, name));
    }

    private String unpackedByStockTools(ArchiveStatus archive) {
        RealEngine.docker("volume", "create", "unpacked");
        String file = folder.resolve("store").resolve(archive.location()).toString();
        VolumeFixture.run(
                Map.of(
                        "FILE",
                        file,
                        "TARGET",
                        VolumeFixture.mountPoint("unpacked").toString()),
                "zstd -dc \"$FILE\" | tar -x -p --numeric-owner --strip-components=0 -C \"$TARGET/..\""
                        + " --transform 's,^data,_data,S'");
        return VolumeFixture.listing("unpacked", true);
    }

    /** Seconds are all that the engine keeps. */
    private static String withoutFraction(String line) {
        return line.replaceAll("\\.\\d{10}\\|", "|");
    }
}
