package dev.evenkeel.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.Workers;
import dev.evenkeel.archive.local.LocalStore;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.event.RecordedEvents;
import dev.evenkeel.hook.HookRunner;
import dev.evenkeel.quiesce.QuiesceApplier;
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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** A registry, a store and an engine in one place, and a hand on the clock. */
public final class BackupWorld implements AutoCloseable {

    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    public final HandClock clock;
    public final LocalStore store;
    public final Registry registry;
    public final Engines engines;
    public final ArchiveStores stores;
    public final RecordedEvents events;

    private LongSupplier nanoTime;
    /** Keeps volumes from being read. */
    public VolumeHold hold = VolumeHold.NONE;

    private final RevisionLog log;
    private final AtomicInteger uids = new AtomicInteger();

    private BackupWorld(
            HandClock clock,
            LocalStore store,
            Registry registry,
            Engines engines,
            ArchiveStores stores,
            RecordedEvents events,
            RevisionLog log) {
        this.clock = clock;
        this.nanoTime = clock::nanoTime;
        this.store = store;
        this.registry = registry;
        this.engines = engines;
        this.stores = stores;
        this.events = events;
        this.log = log;
    }

    public BackupWorld(Path folder, Engine engine) {
        events = new RecordedEvents();
        clock = new HandClock(NOON);
        nanoTime = clock::nanoTime;
        store = new LocalStore(folder.resolve("store"));
        folder.toFile().mkdirs();
        store.initialise();
        log = SqliteDatabase.open(folder.resolve("registry.db"));
        registry = new Registry(log, new ResourceCodec(), clock, () -> "uid-" + uids.incrementAndGet());
        engines = new Engines(Map.of(Engines.DEFAULT, engine));
        stores = new ArchiveStores(Map.of("local", store));
    }

    /** Whose registry is that one. */
    public BackupWorld(Path folder, Engine engine, RevisionLog log) {
        events = new RecordedEvents();
        clock = new HandClock(NOON);
        nanoTime = clock::nanoTime;
        store = new LocalStore(folder.resolve("store"));
        folder.toFile().mkdirs();
        store.initialise();
        this.log = log;
        registry = new Registry(
                log, new ResourceCodec(), clock, () -> UUID.randomUUID().toString());
        engines = new Engines(Map.of(Engines.DEFAULT, engine));
        stores = new ArchiveStores(Map.of("local", store));
    }

    public RevisionLog log() {
        return log;
    }

    /** The same world, as a process sees it that reaches everything through these. */
    public BackupWorld through(RevisionLog registryLog, ArchiveStore local, Engine engine) {
        Registry seen = new Registry(
                registryLog, new ResourceCodec(), clock, () -> UUID.randomUUID().toString());
        return new BackupWorld(
                clock,
                store,
                seen,
                new Engines(Map.of(Engines.DEFAULT, engine)),
                new ArchiveStores(Map.of("local", local)),
                events,
                registryLog);
    }

    /** A reconciler of a process that has just started. */
    public BackupReconciler reconciler(BackupListener listener) {
        VolumeArchiver archiver = new VolumeArchiver(
                registry.id(), Optional.empty(), TarImage.NONE, Workers.NONE, clock, clock::nanoTime);
        return reconciler(archiver, listener);
    }

    /** The same world, in which time passes. */
    public BackupWorld timedBy(LongSupplier time) {
        BackupWorld world = on(engines.find(Engines.DEFAULT).orElseThrow());
        world.nanoTime = time;
        return world;
    }

    /** The same world, whose reconcilers speak to the engine in another way. */
    public BackupWorld on(Engine otherEngine) {
        return new BackupWorld(
                clock, store, registry, new Engines(Map.of(Engines.DEFAULT, otherEngine)), stores, events, log);
    }

    public BackupReconciler reconciler(VolumeArchiver archiver, BackupListener listener) {
        return new BackupReconciler(
                registry,
                hold,
                new BackupApplier(
                        registry,
                        engines,
                        stores,
                        new BackupTools(
                                archiver,
                                new QuiesceApplier(Optional.empty(), nanoTime),
                                new HookRunner(
                                        clock, nanoTime, () -> UUID.randomUUID().toString()),
                                KnownSizes.NONE,
                                new RunTurns(1),
                                events),
                        listener,
                        clock,
                        nanoTime));
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

    /** @param spec in YAML; what it leaves out is as usual */
    public static BackupSpec parse(String spec) {
        try {
            return new ObjectMapper(new YAMLFactory()).readValue(spec, BackupSpec.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    public static BackupSpec spec(String... volumes) {
        return new BackupSpec(List.of(volumes), "local", CompressionSpec.standard(), Verification.Full);
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
