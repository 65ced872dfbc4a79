package dev.evenkeel.boot;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.control.Backoff;
import dev.evenkeel.control.ControlListener;
import dev.evenkeel.control.Controller;
import dev.evenkeel.control.Controllers;
import dev.evenkeel.control.WorkQueue;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.metrics.ProtectionMetrics;
import dev.evenkeel.metrics.QuiesceMetrics;
import dev.evenkeel.metrics.ResourceMetrics;
import dev.evenkeel.metrics.ScheduleMetrics;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkTriggers;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryChange;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.schedule.Coverage;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.schedule.ScheduleTriggers;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.store.StoreReconciler;
import dev.evenkeel.volume.VolumeCensus;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeTriggers;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.DomainSocketServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Starts and stops what has threads, in this order: listeners, workers, watchers; and the other way round. */
@Singleton
final class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    /** Container events come in bursts, and one look at the engine answers for all of them. */
    private static final Duration DEBOUNCE = Duration.ofMillis(200);

    /** What of a container's life changes who is on a network or who uses a volume. */
    private static final Set<String> CONTAINER_ACTIONS = Set.of("create", "start", "die", "destroy", "rename");

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final EvenkeelConfig config;
    private final Registry registry;
    private final RevisionLog log;
    private final Kinds kinds;
    private final Engines engines;
    private final EngineStates states;
    private final Controllers controllers;
    private final Resync resync;
    private final StoreReconciler stores;
    private final Coverage coverage;
    private final WorkQueue<String> resyncs = new WorkQueue<>(System::nanoTime, new ControlListener<>() {});
    private final List<EngineWatch> watches = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Lifecycle(
            EvenkeelConfig config,
            Registry registry,
            RevisionLog log,
            Kinds kinds,
            Engines engines,
            EngineStates states,
            Controllers controllers,
            Resync resync,
            StoreReconciler stores,
            Coverage coverage) {
        this.config = config;
        this.registry = registry;
        this.log = log;
        this.kinds = kinds;
        this.engines = engines;
        this.states = states;
        this.controllers = controllers;
        this.resync = resync;
        this.stores = stores;
        this.coverage = coverage;
    }

    /** The exporter goes by its old name: it is the one this Quarkus brings. */
    @SuppressWarnings("deprecation")
    void start(@Observes StartupEvent event, PrometheusMeterRegistry exporter, VolumeCensus census) {
        new ResourceMetrics(registry, engines.names()).register(exporter.getPrometheusRegistry());
        new ScheduleMetrics(registry).register(exporter.getPrometheusRegistry());
        new ProtectionMetrics(registry, coverage, census, engines.names()).register(exporter.getPrometheusRegistry());
        registry.onChange(coverage::changed);
        new QuiesceMetrics(registry, engines.names()).register(exporter.getPrometheusRegistry());
        registry.onChange(this::wake);
        cleanUp();
        wakeEverything();
        startWorkers();
        engines.names().forEach(resyncs::add);
        engines.names().forEach(this::watch);
        start("resync", this::resyncLoop);
        LOG.infof("started registry=%s engines=%s data-dir=%s", registry.id(), engines.names(), config.dataDir());
    }

    /** Like Docker's own socket: the file's group decides who else gets in. */
    void openSocket(@ObservesAsync DomainSocketServerStart event) throws IOException {
        Files.setPosixFilePermissions(
                config.dataDir().resolve(DataDirectory.SOCKET), PosixFilePermissions.fromString("rw-rw----"));
    }

    void stop(@Observes ShutdownEvent event) {
        watches.forEach(EngineWatch::close);
        resyncs.close();
        controllers.all().forEach(controller -> controller.queue().close());
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        LOG.info("stopped");
    }

    /** The periodic resync: what no event told of is found by it. */
    @Scheduled(every = "${evenkeel.resync}", delayed = "${evenkeel.resync}")
    void tick() {
        engines.names().forEach(resyncs::add);
    }

    @Scheduled(every = "5m", delayed = "5m")
    void compact() {
        int dropped = log.compact(config.registry().keepRevisions());
        LOG.debugf("registry compacted dropped=%d", dropped);
    }

    /** What is wanted otherwise gets a turn; a Backup or drill that came along, if only in status, wakes a schedule. */
    private void wake(RegistryChange change) {
        if (!change.statusOnly()) {
            add(change.key());
        }
        if (change.key().kind().equals(BackupKind.INSTANCE.kind())
                || change.key().kind().equals(RestoreKind.INSTANCE.kind())) {
            ScheduleTriggers.key(change.key()).ifPresent(this::add);
        }
        if (ScheduleTriggers.reachVolumes(change.key(), change.statusOnly())
                && engines.find(change.key().namespace()).isPresent()) {
            resyncs.addAfter(change.key().namespace(), DEBOUNCE);
        }
        if (change.key().kind().equals(StoreKind.INSTANCE.kind())) {
            wakeBackups();
        }
    }

    /** A store that came along may be the one that they wait for. Rare: free space is told in steps. */
    private void wakeBackups() {
        registry.list(BackupKind.INSTANCE, Optional.empty()).items().stream()
                .filter(backup -> !backup.status().phase().finished() || backup.deleting())
                .forEach(backup -> add(backup.key()));
    }

    private void add(ResourceKey key) {
        controllers.of(key.kind()).queue().add(key);
    }

    /** What a process that died left behind goes before anything new is begun. */
    private void cleanUp() {
        stores.start();
        engines.byName().forEach((name, engine) -> {
            try {
                LOG.infof("engine open engine=%s left-overs=%d", name, HelperReaper.reapAll(engine, registry.id()));
            } catch (EngineException failure) {
                LOG.warnf("engine does not answer engine=%s cause=\"%s\"", name, failure.getMessage());
            }
        });
    }

    /**
     * At the start nothing is known: whatever was begun before is finished by looking at everything. Containers that
     * stand still because of a process that died come first: no run may keep them waiting.
     */
    private void wakeEverything() {
        registry.list(BackupKind.INSTANCE, Optional.empty()).items().stream()
                .filter(backup -> backup.status().owes())
                .forEach(backup -> add(backup.key()));
        kinds.all().forEach(kind -> registry.list(kind, Optional.empty())
                .items()
                .forEach(resource -> controllers.of(kind.kind()).queue().add(resource.key())));
    }

    private void startWorkers() {
        EvenkeelConfig.Workers count = config.workers();
        Map<String, Integer> workers = Map.of(
                NetworkKind.INSTANCE.kind(), count.network(),
                VolumeKind.INSTANCE.kind(), count.volume(),
                ScheduleKind.INSTANCE.kind(), count.backupSchedule(),
                BackupKind.INSTANCE.kind(), count.backup(),
                RestoreKind.INSTANCE.kind(), count.restore(),
                StoreKind.INSTANCE.kind(), count.backupStore());
        for (Controller controller : controllers.all()) {
            for (int i = 1; i <= workers.get(controller.kind()); i++) {
                start(controller.name() + "-" + i, controller::work);
            }
        }
    }

    private void watch(String engine) {
        Backoff<String> backoff =
                new Backoff<>(config.retry().base(), config.retry().cap(), () -> ThreadLocalRandom.current()
                        .nextDouble());
        EngineWatch watch = new EngineWatch(
                engines.find(engine).orElseThrow(),
                states.of(engine),
                backoff,
                event -> onEvent(engine, event),
                () -> resyncs.add(engine));
        watches.add(watch);
        start("events-" + engine, watch::run);
    }

    private void onEvent(String engine, EngineEvent event) {
        NetworkTriggers.keyOf(event, engine)
                .ifPresent(key ->
                        controllers.of(NetworkKind.INSTANCE.kind()).queue().add(key));
        VolumeTriggers.keyOf(event, engine)
                .ifPresent(key ->
                        controllers.of(VolumeKind.INSTANCE.kind()).queue().add(key));
        if (VolumeTriggers.keyOf(event, engine).isPresent()
                || (event.type().equals("container") && CONTAINER_ACTIONS.contains(event.action()))) {
            resyncs.addAfter(engine, DEBOUNCE);
        }
    }

    private void resyncLoop() {
        try {
            while (!resyncs.closed()) {
                Optional<String> engine = resyncs.take(Duration.ofSeconds(5));
                if (engine.isPresent()) {
                    try {
                        resync.run(engine.get());
                    } finally {
                        resyncs.done(engine.get());
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(work));
    }
}
