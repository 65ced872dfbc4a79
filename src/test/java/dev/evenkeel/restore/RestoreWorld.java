package dev.evenkeel.restore;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.Workers;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupListener;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.TarImage;
import dev.evenkeel.backup.VolumeArchiver;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A {@link BackupWorld} in which Restores have their turns, too, and the Backups that they wait for. */
final class RestoreWorld implements AutoCloseable {

    private static final int TURNS_MAX = 50;

    final BackupWorld backups;

    private final Engine engine;
    private Optional<GnuTar> tar = Optional.empty();
    private Optional<GnuTar> unpacker = Optional.empty();
    private Optional<Long> free = Optional.empty();

    RestoreWorld(Path folder, Engine engine) {
        this.engine = engine;
        backups = new BackupWorld(folder, engine);
        backups.hold = new HeldVolumes(backups.registry);
    }

    Engine engine() {
        return engine;
    }

    RestoreWorld capturing(Optional<GnuTar> with) {
        tar = with;
        return this;
    }

    RestoreWorld unpackingWith(Optional<GnuTar> with) {
        unpacker = with;
        return this;
    }

    void freeBytes(long bytes) {
        free = Optional.of(bytes);
    }

    Resource<RestoreSpec, RestoreStatus> create(String name, RestoreSpec spec) {
        return backups.registry.create(
                RestoreKind.INSTANCE,
                new Resource<>("Restore", Metadata.named(Engines.DEFAULT, name), spec, RestoreStatus.EMPTY));
    }

    /** One turn through {@code through}, of a process that has just been started. */
    Outcome turn(String name, Engine through) throws InterruptedException {
        RestoreApplier applier = new RestoreApplier(
                        backups.registry,
                        new Engines(Map.of(Engines.DEFAULT, through)),
                        backups.stores,
                        new QuiesceApplier(Optional.empty(), System::nanoTime),
                        (volume, root) -> free,
                        backups.clock,
                        System::nanoTime)
                .unpackingWith(unpacker);
        return new RestoreReconciler(backups.registry, applier).reconcile(key(name));
    }

    /** Turns of the Restore, and of the Backup it waits for, until it is over. */
    RestoreStatus finish(String name) throws InterruptedException {
        return finish(name, engine);
    }

    RestoreStatus finish(String name, Engine through) throws InterruptedException {
        for (int turn = 0; turn < TURNS_MAX && find(name).isPresent() && !over(name); turn++) {
            turn(name, through);
            runBackups();
        }
        return find(name).map(Resource::status).orElse(RestoreStatus.EMPTY);
    }

    private boolean over(String name) {
        return status(name).phase().finished() && !find(name).orElseThrow().deleting();
    }

    /** Every Backup that is not over has its turn. */
    void runBackups() throws InterruptedException {
        runBackups(engine);
    }

    void runBackups(Engine through) throws InterruptedException {
        BackupWorld world = through == engine ? backups : backups.on(through);
        for (Resource<BackupSpec, BackupStatus> backup : backups.registry
                .list(BackupKind.INSTANCE, Optional.of(Engines.DEFAULT))
                .items()) {
            if (!backup.status().phase().finished() || backup.deleting()) {
                VolumeArchiver archiver = new VolumeArchiver(
                        backups.registry.id(), tar, TarImage.NONE, Workers.NONE, backups.clock, System::nanoTime);
                world.reconciler(archiver, BackupListener.SILENT).reconcile(backup.key());
            }
        }
    }

    Optional<Resource<RestoreSpec, RestoreStatus>> find(String name) {
        return backups.registry.find(RestoreKind.INSTANCE, key(name));
    }

    RestoreStatus status(String name) {
        return find(name).orElseThrow().status();
    }

    static ResourceKey key(String name) {
        return RestoreKind.INSTANCE.key(Engines.DEFAULT, name);
    }

    @Override
    public void close() {
        backups.close();
    }
}
