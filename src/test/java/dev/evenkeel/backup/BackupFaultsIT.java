package dev.evenkeel.backup;

import static dev.evenkeel.engine.RealEngine.docker;

import dev.evenkeel.archive.ArchiveCipher;
import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.Disturbed;
import dev.evenkeel.archive.s3.S3Server;
import dev.evenkeel.archive.s3.S3Settings;
import dev.evenkeel.archive.s3.S3Store;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.engine.StagedEngine;
import dev.evenkeel.engine.docker.DockerConnection;
import dev.evenkeel.engine.docker.DockerEngine;
import dev.evenkeel.policy.GuardedEngine;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.quiesce.QuiesceMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong, on a real engine: it has a reason of its own, is no plain success, and says of what it speaks. */
final class BackupFaultsIT {

    private static final String ENDS = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

    @TempDir
    Path folder;

    private Engine engine;
    private final List<Path> mounts = new ArrayList<>();

    /** Something that goes wrong. */
    @FunctionalInterface
    private interface Fault {
        void inject(FaultWorld world) throws IOException;
    }

    /** @param names what the message must hold beside the volume's name */
    private record Case(BackupReason reason, String names, Fault fault) {}

    @BeforeEach
    void open() {
        engine = RealEngine.openEmpty();
    }

    @AfterEach
    void close() {
        unmountAll();
        engine.close();
        RealEngine.openEmpty().close();
    }

    @Test
    void everyFaultHasAReasonOfItsOwnAndNoneIsAPlainSuccess() throws Exception {
        Map<BackupReason, String> seen = new EnumMap<>(BackupReason.class);
        SoftAssertions all = new SoftAssertions();
        for (Case one : cases()) {
            BackupStatus status = inject(one, all);
            seen.put(one.reason(), status.message());
        }
        all.assertThat(seen).hasSizeGreaterThanOrEqualTo(39).hasSameSizeAs(cases());
        Set<String> messages = new TreeSet<>(seen.values());
        all.assertThat(messages).as("no two faults are told in the same words").hasSameSizeAs(seen.keySet());
        all.assertAll();
    }

    private BackupStatus inject(Case one, SoftAssertions all) throws Exception {
        RealEngine.openEmpty().close();
        docker("volume", "create", "data");
        Files.writeString(VolumeFixture.mountPoint("data").resolve("file"), "text");
        try (FaultWorld world = new FaultWorld(folder.resolve(one.reason().name()), engine)) {
            one.fault().inject(world);
            BackupStatus status = world.run();
            all.assertThat(status.reason())
                    .as(status.toString())
                    .isEqualTo(one.reason().name());
            all.assertThat(status.phase()).as(status.toString()).isNotEqualTo(BackupPhase.Succeeded);
            all.assertThat(status.message())
                    .as("%s", one.reason())
                    .contains("volume " + world.volume)
                    .contains(one.names());
            return status;
        } finally {
            unmountAll();
        }
    }

    private void unmountAll() {
        mounts.forEach(mount -> VolumeFixture.run(Map.of("MOUNT", mount.toString()), "umount -l \"$MOUNT\""));
        mounts.clear();
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>(sources());
        cases.addAll(engines());
        cases.addAll(stores());
        cases.addAll(applications());
        return cases;
    }

    private List<Case> sources() {
        return List.of(
                new Case(BackupReason.VolumeNotFound, "gone", world -> world.volume = "gone"),
                new Case(BackupReason.EmptySource, "is empty", world -> {
                    world.volume = "empty";
                    docker("volume", "create", "empty");
                }),
                new Case(BackupReason.SocketsSkipped, "socket ./talk", world -> ServerSocketChannel.open(
                                StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(
                                VolumeFixture.mountPoint("data").resolve("talk")))
                        .close()),
                new Case(BackupReason.FilesUnreadable, "file", world -> {
                    Path file = VolumeFixture.mountPoint("data").resolve("file");
                    mount("mount --bind $(find /sys -maxdepth 5 -type f -perm 0200 | head -1) \"$MOUNT\"", file);
                }),
                new Case(
                        BackupReason.SourceChanged,
                        "a-long: file changed",
                        world -> whileRead(
                                world,
                                () -> Files.write(inData("a-long"), new byte[1_000], StandardOpenOption.APPEND))),
                new Case(
                        BackupReason.FilesVanished,
                        "b-later: File removed",
                        world -> whileRead(world, () -> Files.delete(inData("b-later")))),
                new Case(BackupReason.TarUnavailable, "GNU tar", world -> {
                    world.tarHere = false;
                    world.capture = CaptureMode.Tar;
                }),
                new Case(BackupReason.SourceTruncated, "last entry: data/", world -> bound(world, "/sys/kernel/mm")),
                new Case(BackupReason.DeviceGone, "/nowhere", world -> bound(world, "/nowhere")),
                new Case(BackupReason.MountRefused, "mount", world -> {
                    world.volume = "odd";
                    docker("volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "-o", "o=nonsense=1", "odd");
                }),
                new Case(BackupReason.PolicyDenied, "/srv", world -> {
                    bound(world, "/srv");
                    world.engine = guarded(engine);
                }));
    }

    private List<Case> engines() {
        return List.of(
                new Case(BackupReason.EngineUnknown, "default", world -> world.engine = null),
                new Case(
                        BackupReason.EngineUnreachable,
                        "_ping",
                        world -> world.engine = new DockerEngine(
                                DockerConnection.to(URI.create("unix:///nowhere.sock")), RealEngine.CLOCK)),
                new Case(
                        BackupReason.EngineFailed,
                        "disk on fire",
                        world -> world.engine = StagedEngine.failing(
                                "volume", engine, () -> new EngineException.Failed("disk on fire"))),
                new Case(
                        BackupReason.EngineRejected,
                        "not today",
                        world -> world.engine = StagedEngine.failing(
                                "volume", engine, () -> new EngineException.Rejected("not today"))),
                new Case(
                        BackupReason.ImageRefused,
                        "no images",
                        world -> world.engine = StagedEngine.failing(
                                "importEmptyImage",
                                StagedEngine.of(
                                        engine,
                                        (method, real) ->
                                                method.getName().equals("hasImage") ? (Object) false : real.done()),
                                () -> new EngineException.ImageRefused("no images"))),
                new Case(
                        BackupReason.HelperRefused,
                        "no helpers",
                        world -> world.engine = StagedEngine.failing(
                                "createHelper", engine, () -> new EngineException.HelperRefused("no helpers"))),
                new Case(
                        BackupReason.SourceCorrupt,
                        "",
                        world -> reading(
                                world,
                                new ByteArrayInputStream(
                                        "no tar at all".repeat(200).getBytes(StandardCharsets.US_ASCII)))),
                new Case(
                        BackupReason.SourceUnreadable,
                        "cannot be read",
                        world -> reading(world, new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the wire was cut");
                            }
                        })),
                new Case(BackupReason.Interrupted, "3 times", world -> world.attempts = 3));
    }

    private List<Case> stores() {
        return List.of(
                new Case(BackupReason.StoreUnknown, "elsewhere", world -> world.storeName = "elsewhere"),
                new Case(
                        BackupReason.StoreMissing,
                        ".evenkeel-store",
                        world -> Files.delete(world.storeFolder().resolve(".evenkeel-store"))),
                new Case(
                        BackupReason.StoreUnavailable,
                        "default",
                        world -> Files.writeString(world.storeFolder().resolve("default"), "in the way")),
                new Case(
                        BackupReason.StoreClosed,
                        "no-keys",
                        world -> world.store = new S3Store(
                                new S3Settings(
                                        Optional.of(URI.create("http://127.0.0.1:1")),
                                        "us-east-1",
                                        "archives",
                                        "",
                                        true,
                                        folder.resolve("no-keys"),
                                        Optional.empty(),
                                        folder.resolve("spool")),
                                ArchiveCipher.NONE,
                                S3Server.ACCESS)),
                new Case(BackupReason.StoreFull, "No space", world -> {
                    Path disk = disk("full", "size=256k");
                    world.storeAt(disk);
                    VolumeFixture.shell("data", "head -c 2000000 /dev/urandom > \"$VOLUME/random\"");
                }),
                new Case(BackupReason.StoreReadOnly, "Read-only", world -> {
                    Path disk = disk("read-only", "size=1m");
                    world.storeAt(disk);
                    VolumeFixture.run(Map.of("MOUNT", disk.toString()), "mount -o remount,ro \"$MOUNT\"");
                }),
                new Case(
                        BackupReason.DigestMismatch,
                        "sha256",
                        world -> world.store = FaultyStore.reading(world.store, 1, FaultyStore::flipped)),
                new Case(
                        BackupReason.ArchiveDamaged,
                        "",
                        world -> world.store = FaultyStore.reading(world.store, 2, FaultyStore::flipped)),
                new Case(
                        BackupReason.ArchiveVanished,
                        "no archive",
                        world -> world.store = FaultyStore.reading(world.store, 1, archive -> {
                            throw new ArchiveException.NotFound(
                                    ArchiveLocation.parse("default/x-20261120T120000Z.tar"));
                        })));
    }

    private List<Case> applications() {
        return List.of(
                new Case(BackupReason.QuiesceTimedOut, "deaf", world -> {
                    docker("run", "--detach", "--name", "deaf", "-v", "data:/data", RealEngine.IMAGE, "sleep", "1000");
                    world.mode = QuiesceMode.Stop;
                }),
                new Case(BackupReason.QuiesceImpossible, "once", world -> {
                    start("once", "--rm");
                    world.mode = QuiesceMode.Stop;
                }),
                new Case(BackupReason.QuiesceOurselves, "evenkeel", world -> {
                    world.self = Optional.of(start("evenkeel", "--tty"));
                    world.mode = QuiesceMode.Pause;
                }),
                new Case(BackupReason.QuiesceRefused, "held fast", world -> {
                    start("held", "--tty");
                    world.mode = QuiesceMode.Stop;
                    world.engine = StagedEngine.failing(
                            "stopContainer", engine, () -> new EngineException.Failed("held fast"));
                }),
                new Case(BackupReason.QuiesceDisturbed, "intruder", world -> {
                    start("app", "--tty");
                    world.mode = QuiesceMode.Stop;
                    world.engine = StagedEngine.after("stopContainer", engine, () -> {
                        docker("rm", "--force", "intruder");
                        start("intruder", "--tty");
                    });
                }),
                new Case(BackupReason.ContainerNotStarted, "container app", world -> {
                    docker("network", "create", "fleeting");
                    start("app", "--network=fleeting");
                    world.mode = QuiesceMode.Stop;
                    world.engine =
                            StagedEngine.after("stopContainer", engine, () -> docker("network", "rm", "fleeting"));
                }),
                new Case(BackupReason.PreHookFailed, "ended with 7", world -> {
                    start("app", "--tty");
                    world.hooks = FaultWorld.pre(5, "app", "sh", "-c", "exit 7");
                }),
                new Case(BackupReason.PostHookFailed, "ended with 8", world -> {
                    start("app", "--tty");
                    world.hooks = FaultWorld.post("app", "sh", "-c", "exit 8");
                }),
                new Case(BackupReason.HookTimedOut, "was killed", world -> {
                    start("app", "--tty");
                    world.hooks = FaultWorld.pre(1, "app", "sleep", "100");
                }),
                new Case(
                        BackupReason.HookContainerMissing,
                        "nobody",
                        world -> world.hooks = FaultWorld.pre(5, "nobody", "true")),
                new Case(BackupReason.HooksDisabled, "evenkeel.policy.exec-hooks", world -> {
                    start("app", "--tty");
                    world.hooks = FaultWorld.pre(5, "app", "true");
                    world.engine = guarded(engine);
                }));
    }

    /** So much of an archive is there when somebody meddles. */
    private static final int BYTES_BEFORE = 64 << 10;

    /** Tar is within the first file, which is longer than all that may be on its way to the store, and waits. */
    private static void whileRead(FaultWorld world, Disturbed.Deed deed) {
        VolumeFixture.shell("data", "head -c 16000000 /dev/urandom > \"$VOLUME/a-long\"; touch \"$VOLUME/b-later\"");
        world.store = FaultyStore.writing(world.store, archive -> Disturbed.after(BYTES_BEFORE, archive, deed));
    }

    private static Path inData(String name) {
        return VolumeFixture.mountPoint("data").resolve(name);
    }

    private static Engine guarded(Engine engine) {
        return new GuardedEngine("default", engine, new HostPolicy(HostSwitches.OFF), PolicyListener.NONE);
    }

    private static void bound(FaultWorld world, String device) {
        world.volume = "bound";
        docker("volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=" + device, "bound");
    }

    private void reading(FaultWorld world, InputStream stream) {
        world.tarHere = false;
        world.engine = StagedEngine.of(
                engine, (method, real) -> method.getName().equals("readArchive") ? stream : real.done());
    }

    private static String start(String name, String option) {
        return docker(
                "run", "--detach", option, "--name", name, "-v", "data:/data", RealEngine.IMAGE, "sh", "-c", ENDS);
    }

    private Path disk(String name, String options) throws IOException {
        Path disk = Files.createDirectory(folder.resolve(name));
        mount("mount -t tmpfs -o " + options + " tmpfs \"$MOUNT\"", disk);
        return disk;
    }

    private void mount(String command, Path target) {
        VolumeFixture.run(Map.of("MOUNT", target.toString()), command);
        mounts.add(target);
    }
}
