package dev.evenkeel.command;

import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.s3.S3Server;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.restore.RestoreApplier;
import dev.evenkeel.restore.RestoreReconciler;
import dev.evenkeel.store.StoreImport;
import dev.evenkeel.store.StoreOpener;
import dev.evenkeel.store.StoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

/** A new host: an engine, a folder for what is thrown away, and a finger on Ctrl-C. */
final class RecoveryWorld implements RecoveryTools, StopSignal {

    private final Path folder;
    private final Engine engine;
    private final Clock clock;
    private Runnable onStop = () -> {};
    private boolean asked;
    private Duration waited = Duration.ZERO;

    RecoveryWorld(Path folder, Engine engine, Clock clock) {
        this.folder = folder;
        this.engine = engine;
        this.clock = clock;
    }

    /** How long was waited for an engine that does not answer. */
    Duration waited() {
        return waited;
    }

    /** Ctrl-C. */
    void stop() {
        asked = true;
        onStop.run();
    }

    Said restore(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "restore";
        System.arraycopy(words, 0, all, 1, words.length);
        return Said.by(new RestoreCommand(this, this, false, System::nanoTime), all);
    }

    @Override
    public ArchiveStore store(String name, StoreSpec spec) {
        return new StoreOpener(folder, false, folder, S3Server.ACCESS, System::nanoTime).forReading(name, spec);
    }

    @Override
    public Workshop workshop(String name, ArchiveStore store, ArchiveListing listing, String namespace)
            throws IOException {
        Path file = Files.createTempDirectory(folder, "registry").resolve("registry.db");
        RevisionLog log = SqliteDatabase.open(file);
        Registry registry = new Registry(
                log, new ResourceCodec(), clock, () -> UUID.randomUUID().toString());
        new StoreImport(registry, Set.of(namespace)).run(name, listing, clock.instant());
        RestoreApplier applier = new RestoreApplier(
                registry,
                new Engines(Map.of(namespace, engine)),
                new ArchiveStores(Map.of(name, store)),
                new QuiesceApplier(Optional.empty(), System::nanoTime),
                (volume, root) -> Optional.empty(),
                clock,
                System::nanoTime);
        return new Workshop(
                registry, engine, "unix:///engine.sock", new RestoreReconciler(registry, applier), log::close);
    }

    @Override
    public int during(Runnable stopping, Callable<Integer> work) throws Exception {
        onStop = stopping;
        return work.call();
    }

    @Override
    public boolean asked() {
        return asked;
    }

    @Override
    public void pause(Duration time) {
        waited = waited.plus(time);
    }
}
