package dev.evenkeel.boot;

import dev.evenkeel.archive.s3.S3Access;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.metrics.StoreMetrics;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.store.StoreOpener;
import dev.evenkeel.store.StoreReconciler;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What stores of archives are made of. */
@Dependent
final class StoreWiring {

    /** The delay before a call to a bucket is tried again, for the first time. */
    private static final Duration S3_BACKOFF = Duration.ofMillis(250);

    private final EvenkeelConfig config;

    StoreWiring(EvenkeelConfig config) {
        this.config = config;
    }

    /** Empty at first: stores come from the registry, and are opened at the start. */
    @Produces
    @Singleton
    ArchiveStores archiveStores() {
        return new ArchiveStores(Map.of());
    }

    @Produces
    @Singleton
    StoreMetrics storeMetrics(MeterRegistry meters) {
        return new StoreMetrics(meters);
    }

    @Produces
    @Singleton
    StoreReconciler storeReconciler(
            Registry registry,
            ArchiveStores stores,
            Engines engines,
            HostPolicy policy,
            StoreMetrics metrics,
            EventRecorder events,
            Clock clock) {
        Path standard = config.backup().path().orElse(config.dataDir().resolve(DataDirectory.BACKUPS));
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("s3-timers").daemon().factory());
        StoreOpener opener = new StoreOpener(
                standard,
                registry.revision() == RevisionLog.EMPTY,
                config.dataDir().resolve(DataDirectory.SPOOL),
                new S3Access(clock, timers, S3_BACKOFF),
                System::nanoTime);
        return new StoreReconciler(
                registry,
                stores,
                opener,
                policy,
                metrics,
                events,
                clock,
                config.backup().storeCheck(),
                Set.copyOf(engines.names()));
    }
}
