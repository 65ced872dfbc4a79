package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.Workers;
import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupListener;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.CaptureMode;
import dev.evenkeel.backup.TarImage;
import dev.evenkeel.backup.TarImageFixture;
import dev.evenkeel.backup.VolumeArchiver;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything a file system can say of a file, through a backup and back. What is lost on the way is what is declared to
 * be, and nothing else.
 */
final class FidelityIT {

    private static final Path SCRIPTS = Path.of("src/test/resources/fidelity").toAbsolutePath();

    @TempDir
    Path folder;

    private Engine engine;
    private BackupWorld world;
    private Set<String> source;

    @BeforeEach
    void fill() throws IOException {
        engine = RealEngine.openEmpty();
        world = new BackupWorld(folder, engine);
        RealEngine.docker("volume", "create", "full");
        // Nobody can keep a socket: it is nothing without the program behind it.
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(
                    UnixDomainSocketAddress.of(VolumeFixture.mountPoint("full").resolve("socket")));
        }
        run("make.sh", VolumeFixture.mountPoint("full"));
        source = told(VolumeFixture.mountPoint("full"));
        source.removeIf(line -> line.contains(" ./socket: "));
        assertThat(source.stream().filter(line -> line.startsWith("entry "))).hasSizeGreaterThan(60);
    }

    @AfterEach
    void close() {
        world.close();
        engine.close();
    }

    @Test
    void stockToolsBringBackEverythingButSockets() throws InterruptedException {
        ArchiveStatus archive = backUp(CaptureMode.Tar, GnuTar.find(ForkJoinPool.commonPool()), TarImage.NONE);
        assertThat(archive.losses()).containsExactly("socket ./socket");
        Path target = folder.resolve("unpacked");
        VolumeFixture.run(
                Map.of(
                        "FILE",
                        folder.resolve("store").resolve(archive.location()).toString(),
                        "TARGET",
                        target.toString()),
                "mkdir \"$TARGET\" && zstd -dc \"$FILE\" |"
                        + " tar -x -p --numeric-owner --xattrs --xattrs-include='*' --acls -C \"$TARGET\"");
        assertSame(told(target.resolve("data")), source(FidelityIT::asTarReadsIt));
    }

    @Test
    void restoreBringsBackWhatTheEngineCanUnpack() throws InterruptedException {
        ArchiveStatus archive = backUp(CaptureMode.Tar, GnuTar.find(ForkJoinPool.commonPool()), TarImage.NONE);
        assertThat(archive.losses()).containsExactly("socket ./socket");
        assertSame(restored(), source(line -> asTheEngineUnpacksIt(asTarReadsIt(line))));
    }

    @Test
    void whereTheVolumeIsAtHandRestoreBringsBackEverythingButSockets() throws InterruptedException {
        ArchiveStatus archive = backUp(CaptureMode.Tar, GnuTar.find(ForkJoinPool.commonPool()), TarImage.NONE);
        assertThat(archive.losses()).containsExactly("socket ./socket");
        Optional<GnuTar> tar = GnuTar.findToUnpack(ForkJoinPool.commonPool());
        assertThat(tar).as("the tests are run by root").isPresent();
        assertSame(restored(tar), source(FidelityIT::asTarReadsIt));
    }

    /** What the engine reads it reads back: it tells links between FIFOs, which tar does not. */
    @Test
    void whatTheEngineReadIsUnpackedByItAlsoWhereTheVolumeIsAtHand() throws InterruptedException {
        backUp(CaptureMode.Archive, Optional.empty(), TarImage.NONE);
        assertSame(restored(GnuTar.findToUnpack(ForkJoinPool.commonPool())), source(FidelityIT::asTheEngineReadsIt));
    }

    @Test
    void tarInAContainerCannotSeeTrustedAttributesEither() throws InterruptedException {
        ArchiveStatus archive = backUp(CaptureMode.Tar, Optional.empty(), TarImageFixture.imported());
        assertThat(archive.losses()).containsExactly("extended attributes of the namespace trusted", "socket ./socket");
        assertSame(
                restored(),
                source(line -> line.startsWith("attribute ") && line.contains(": trusted.")
                        ? ""
                        : asTheEngineUnpacksIt(asTarReadsIt(line))));
    }

    @Test
    void theEngineLosesWhatItIsDeclaredToLose() throws InterruptedException {
        ArchiveStatus archive = backUp(CaptureMode.Archive, Optional.empty(), TarImage.NONE);
        assertThat(archive.losses())
                .containsExactly("mtimes below a second", "extended attributes", "access control lists", "sockets");
        assertSame(restored(), source(FidelityIT::asTheEngineReadsIt));
    }

    private static String asTheEngineReadsIt(String line) {
        if (line.startsWith("attribute ")) {
            return line.contains(": security.capability=") ? line : "";
        }
        return asTheEngineUnpacksIt(line.startsWith("time ") ? line.replaceAll("\\.\\d{10}$", ".0000000000") : line);
    }

    /** Tar knows hard links between files and between symbolic links; FIFOs come back each by itself. */
    private static String asTarReadsIt(String line) {
        return line.startsWith("link ./hard-fifo-") ? "" : line;
    }

    /**
     * Times it cannot count in nanoseconds, before 1970 and after 2262, become 1970. Engine 20.10 does not set empty
     * attributes; 26.1 (API 1.45) and 28.5 do.
     */
    private static String asTheEngineUnpacksIt(String line) {
        if (line.matches("time \\./time-(before-1970|far): .*")) {
            return line.replaceAll(": .*", ": 0.0000000000");
        }
        boolean lost = line.matches("attribute .*=0x") && !RealEngine.version().atLeast(1, 45);
        return lost ? "" : line;
    }

    /** The lines of the source as they are expected to come back; an empty one is lost. */
    private Set<String> source(UnaryOperator<String> change) {
        return source.stream()
                .map(change)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ArchiveStatus backUp(CaptureMode capture, Optional<GnuTar> tar, TarImage image)
            throws InterruptedException {
        world.create("one", BackupWorld.parse("{volumes: [full], capture: " + capture + "}"));
        VolumeArchiver archiver =
                new VolumeArchiver(world.registry.id(), tar, image, Workers.NONE, world.clock, System::nanoTime);
        world.reconciler(archiver, BackupListener.SILENT).reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, "one"));
        assertThat(world.status("one").archives())
                .as(world.status("one").toString())
                .hasSize(1);
        return world.status("one").archives().getFirst();
    }

    private Set<String> restored() throws InterruptedException {
        return restored(Optional.empty());
    }

    private Set<String> restored(Optional<GnuTar> tar) throws InterruptedException {
        RestoreSpec spec = RestoreSpec.ofBackup("one", "", "restored", RestoreSpec.Mode.New);
        Resource<RestoreSpec, RestoreStatus> restore = world.registry.create(
                RestoreKind.INSTANCE,
                new Resource<>("Restore", Metadata.named(Engines.DEFAULT, "back"), spec, RestoreStatus.EMPTY));
        RestoreApplier applier = new RestoreApplier(
                        world.registry,
                        world.engines,
                        world.stores,
                        new QuiesceApplier(Optional.empty(), System::nanoTime),
                        FreeSpace::atMountPoint,
                        world.clock,
                        System::nanoTime)
                .unpackingWith(tar);
        new RestoreReconciler(world.registry, applier).reconcile(restore.key());
        RestoreStatus status = world.registry
                .find(RestoreKind.INSTANCE, restore.key())
                .orElseThrow()
                .status();
        assertThat(status.phase()).as(status.toString()).isEqualTo(RestorePhase.Succeeded);
        return told(VolumeFixture.mountPoint("restored"));
    }

    /** Says only what differs: there are some hundred lines. */
    private static void assertSame(Set<String> found, Set<String> wanted) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(found);
        Set<String> added = new TreeSet<>(found);
        added.removeAll(wanted);
        assertThat(missing).as("lost; instead of it: %s", added).isEmpty();
        assertThat(added).as("added").isEmpty();
    }

    private static Set<String> told(Path folder) {
        return new TreeSet<>(List.of(run("tell.sh", folder).split("\n")));
    }

    private static String run(String script, Path folder) {
        return VolumeFixture.run(
                Map.of("SCRIPT", SCRIPTS.resolve(script).toString(), "FOLDER", folder.toString()),
                "bash \"$SCRIPT\" \"$FOLDER\"");
    }
}
