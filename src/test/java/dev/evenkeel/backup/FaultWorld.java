package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.Workers;
import dev.evenkeel.archive.local.LocalStore;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.hook.HookRunner;
import dev.evenkeel.hook.HookSpec;
import dev.evenkeel.hook.HooksSpec;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.quiesce.QuiesceMode;
import dev.evenkeel.quiesce.QuiesceSpec;
import dev.evenkeel.resource.EventRecorder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;

/** A Backup of one volume, in a world in which one thing is not as it should be. */
final class FaultWorld implements AutoCloseable {

    static final String NAME = "one";

    private final BackupWorld world;
    private final Path folder;
    Engine engine;
    ArchiveStore store;
    boolean tarHere = true;
    Optional<String> self = Optional.empty();
    String volume = "data";
    String storeName = "local";
    CaptureMode capture = CaptureMode.Auto;
    QuiesceMode mode = QuiesceMode.None;
    HooksSpec hooks = HooksSpec.NONE;
    int attempts;

    FaultWorld(Path folder, Engine engine) {
        this.world = new BackupWorld(folder, engine);
        this.folder = folder;
        this.engine = engine;
        this.store = world.store;
    }

    Path storeFolder() {
        return folder.resolve("store");
    }

    /** Archives go to that folder, which becomes a store. */
    void storeAt(Path elsewhere) {
        LocalStore other = new LocalStore(elsewhere);
        other.initialise();
        store = other;
    }

    static HooksSpec pre(int timeoutSeconds, String container, String... command) {
        return new HooksSpec(List.of(hook(timeoutSeconds, container, command)), List.of());
    }

    static HooksSpec post(String container, String... command) {
        return new HooksSpec(List.of(), List.of(hook(5, container, command)));
    }

    private static HookSpec hook(int timeoutSeconds, String container, String... command) {
        return new HookSpec(container, List.of(command), "", timeoutSeconds, HookSpec.OnError.Fail);
    }

    /** Lets it have its turns until it is over, or waits for somebody. */
    BackupStatus run() throws InterruptedException {
        world.create(
                NAME,
                new BackupSpec(
                        List.of(volume),
                        storeName,
                        CompressionSpec.standard(),
                        Verification.Full,
                        capture,
                        new QuiesceSpec(mode, 1),
                        hooks,
                        List.of()));
        if (attempts > 0) {
            world.leave(NAME, BackupStatuses.running(world.backup(NAME), attempts, BackupWorld.NOON));
        }
        BackupReconciler reconciler = reconciler();
        for (int turn = 0; turn < 6 && !world.status(NAME).phase().finished(); turn++) {
            Outcome outcome = reconciler.reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, NAME));
            if (outcome instanceof Outcome.Settled) {
                break;
            }
        }
        return world.status(NAME);
    }

    private BackupReconciler reconciler() throws InterruptedException {
        Optional<GnuTar> tar = tarHere ? GnuTar.find(ForkJoinPool.commonPool()) : Optional.empty();
        VolumeArchiver archiver = new VolumeArchiver(
                world.registry.id(), tar, TarImage.NONE, Workers.NONE, Clock.systemUTC(), System::nanoTime);
        BackupTools tools = new BackupTools(
                archiver,
                new QuiesceApplier(self, System::nanoTime),
                new HookRunner(Clock.systemUTC(), System::nanoTime, () -> UUID.randomUUID()
                        .toString()),
                KnownSizes.NONE,
                new RunTurns(1),
                EventRecorder.NONE);
        return new BackupReconciler(
                world.registry,
                VolumeHold.NONE,
                new BackupApplier(
                        world.registry,
                        new Engines(engine == null ? Map.of() : Map.of(Engines.DEFAULT, engine)),
                        new ArchiveStores(Map.of("local", store)),
                        tools,
                        BackupListener.SILENT,
                        Clock.systemUTC(),
                        System::nanoTime));
    }

    @Override
    public void close() {
        world.close();
    }
}
