package dev.evenkeel.boot;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.Workers;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.backup.BackupApplier;
import dev.evenkeel.backup.BackupReconciler;
import dev.evenkeel.backup.BackupTools;
import dev.evenkeel.backup.KnownSizes;
import dev.evenkeel.backup.RunTurns;
import dev.evenkeel.backup.TarImage;
import dev.evenkeel.backup.VolumeArchiver;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.hook.HookRunner;
import dev.evenkeel.metrics.BackupMetrics;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.restore.HeldVolumes;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** What runs of backups are made of. */
@Dependent
final class BackupWiring {

    private final EvenkeelConfig config;

    BackupWiring(EvenkeelConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    BackupMetrics backupMetrics(MeterRegistry meters, Engines engines, Registry registry) {
        return new BackupMetrics(
                meters, engines.names(), registry, config.metrics().maxObjects());
    }

    @Produces
    @Singleton
    BackupReconciler backupReconciler(
            Registry registry,
            Engines engines,
            ArchiveStores stores,
            BackupMetrics metrics,
            KnownSizes sizes,
            EventRecorder events,
            Clock clock)
            throws InterruptedException {
        Executor threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("archive-", 1).daemon().factory());
        VolumeArchiver archiver = new VolumeArchiver(
                registry.id(),
                GnuTar.find(threads),
                config.backup().tarImage().map(TarImage::named).orElseGet(OwnContainer::find),
                new Workers(config.backup().compressionThreads(), threads),
                clock,
                System::nanoTime);
        return new BackupReconciler(
                registry,
                new HeldVolumes(registry),
                new BackupApplier(
                        registry,
                        engines,
                        stores,
                        new BackupTools(
                                archiver,
                                new QuiesceApplier(OwnContainer.find().id(), System::nanoTime),
                                new HookRunner(clock, System::nanoTime, () -> UUID.randomUUID()
                                        .toString()),
                                sizes,
                                new RunTurns(config.backup().runsPerEngine()),
                                events),
                        metrics,
                        clock,
                        System::nanoTime));
    }
}
