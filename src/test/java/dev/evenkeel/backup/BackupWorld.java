package dev.evenkeel.backup;

import dev.evenkeel.archive.Workers;
import dev.evenkeel.archive.local.LocalStore;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry, a store and an engine in one place, and a hand on the clock. */
public final class BackupWorld implements AutoCloseable {

    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    public final HandClock clock = new HandClock(NOON);
    public final LocalStore store;
    public final Registry registry;
    public final Engines engines;
    public final ArchiveStores stores;

    private final RevisionLog log;
    private final AtomicInteger uids = new AtomicInteger();

    public BackupWorld(Path folder, Engine engine) {
        store = new LocalStore(folder.resolve("store"));
        store.initialise();
        log = SqliteDatabase.open(folder.resolve("registry.db"));
        registry = new Registry(log, new ResourceCodec(), clock, () -> "uid-" + uids.incrementAndGet());
        engines = new Engines(Map.of(Engines.DEFAULT, engine));
        stores = new ArchiveStores(Map.of("local", store));
    }

    /** A reconciler of a process that has just started. */
    public BackupReconciler reconciler(BackupListener listener) {
        VolumeArchiver archiver = new VolumeArchiver(
                registry.id(), Optional.empty(), TarImage.NONE, Workers.NONE, clock, clock::nanoTime);
        return reconciler(archiver, listener);
    }

    public BackupReconciler reconciler(VolumeArchiver archiver, BackupListener listener) {
        return new BackupReconciler(
                registry, new BackupApplier(registry, engines, stores, archiver, listener, clock, clock::nanoTime));
    }

    public Resource<BackupSpec, BackupStatus> create(String name, BackupSpec spec) {
        return registry.create(
                BackupKind.INSTANCE,
                new Resource<>(
                        BackupKind.INSTANCE.kind(),
                        Metadata.named(Engines.DEFAULT, name),
                        spec,
                        BackupKind.INSTANCE.emptyStatus()));
    }

    public static BackupSpec spec(String... volumes) {
        return new BackupSpec(
                List.of(volumes), "local", CompressionSpec.standard(), Verification.Full, CaptureMode.Auto);
    }

    /** Has {@code name} reconciled once. */
    public Outcome turn(String name) throws InterruptedException {
        return reconciler(BackupListener.SILENT).reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, name));
    }

    public Resource<BackupSpec, BackupStatus> backup(String name) {
        return registry.find(BackupKind.INSTANCE, BackupKind.INSTANCE.key(Engines.DEFAULT, name))
                .orElseThrow();
    }

    public BackupStatus status(String name) {
        return backup(name).status();
    }

    /** Makes a status as another process would have left it. */
    public void leave(String name, BackupStatus status) {
        registry.updateStatus(BackupKind.INSTANCE, backup(name), status);
    }

    @Override
    public void close() {
        log.close();
    }
}
