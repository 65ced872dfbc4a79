package dev.evenkeel.boot;

import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.s3.S3Access;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.command.RecoveryTools;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.policy.GuardedEngine;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.restore.RestoreListener;
import dev.evenkeel.store.StoreImport;
import dev.evenkeel.store.StoreOpener;
import dev.evenkeel.store.StoreSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** What a recovery works with: the same as the service does, around a registry that is thrown away afterwards. */
final class RecoveryRoom implements RecoveryTools {

    /** The delay before a call to a bucket is tried again, for the first time. */
    private static final Duration S3_BACKOFF = Duration.ofMillis(250);

    private final Clock clock;

    RecoveryRoom(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ArchiveStore store(String name, StoreSpec spec) {
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("s3-timers").daemon().factory());
        Path nothingIsWritten = Path.of("/nonexistent");
        return new StoreOpener(
                        nothingIsWritten,
                        false,
                        nothingIsWritten,
                        new S3Access(clock, timers, S3_BACKOFF),
                        System::nanoTime)
                .forReading(name, spec);
    }

    @Override
    public Workshop workshop(String name, ArchiveStore store, ArchiveListing listing, String namespace)
            throws IOException, InterruptedException {
        EvenkeelConfig config = Settings.config();
        Path folder = Files.createTempDirectory("evenkeel-restore-");
        RevisionLog log = SqliteDatabase.open(folder.resolve(DataDirectory.REGISTRY));
        Registry registry = new Registry(
                log, new ResourceCodec(), clock, () -> UUID.randomUUID().toString());
        new StoreImport(registry, Set.of(namespace)).run(name, listing, clock.instant());
        Engine engine = engine(config, namespace);
        Engines engines = new Engines(Map.of(namespace, engine));
        return new Workshop(
                registry,
                engine,
                config.dockerHost().toString(),
                Restores.reconciler(
                        registry, engines, new ArchiveStores(Map.of(name, store)), RestoreListener.SILENT, clock),
                () -> {
                    engine.close();
                    log.close();
                    remove(folder);
                });
    }

    private static Engine engine(EvenkeelConfig config, String namespace) {
        return new GuardedEngine(
                namespace, CommandTools.open(config), new HostPolicy(Switches.of(config)), PolicyListener.NONE);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : List.copyOf(files.toList())) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
