package dev.evenkeel.boot;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.control.Backoff;
import dev.evenkeel.control.Controller;
import dev.evenkeel.control.Controllers;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.metrics.FeedMetrics;
import dev.evenkeel.metrics.FeedMetrics.Cause;
import dev.evenkeel.metrics.KeyMemory;
import dev.evenkeel.network.NetworkTriggers;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.schedule.Coverage;
import dev.evenkeel.schedule.ScheduleTriggers;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.store.StoreReconciler;
import dev.evenkeel.volume.VolumeTriggers;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    private final StoreReconciler stores;
    private final Coverage coverage;
    private final Relists resyncs;
    private final KeyMemory memory;
    private final FeedMetrics feed;
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
            Coverage coverage,
            KeyMemory memory,
            FeedMetrics feed) {
        this.config = config;
        this.registry = registry;
        this.log = log;
        this.kinds = kinds;
        this.engines = engines;
        this.states = states;
        this.controllers = controllers;
        this.stores = stores;
        this.coverage = coverage;
        this.memory = memory;
        this.feed = feed;
        this.resyncs = new Relists(resync, feed);
    }

    void start(@Observes StartupEvent event) {
        registry.onChange(coverage::changed);
        registry.onChange(this::wake);
        cleanUp();
        wakeEverything();
        startWorkers();
        engines.names().forEach(engine -> resyncs.add(engine, Cause.connect));
        engines.names().forEach(this::watch);
        start("resync", resyncs::work);
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
        engines.names().forEach(engine -> resyncs.add(engine, Cause.period));
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
            resyncs.addAfter(change.key().namespace(), DEBOUNCE, Cause.api);
        }
        if (change.key().kind().equals(StoreKind.INSTANCE.kind())) {
            wakeBackups();
        }
    }

    /** A store that came along may be the one that they wait for. Rare: free space is told in steps. */
    private void wakeBackups() {
        try {
            registry.list(BackupKind.INSTANCE, Optional.empty()).items().stream()
                    .filter(backup -> !backup.status().phase().finished() || backup.deleting())
                    .forEach(backup -> add(backup.key()));
        } catch (RegistryException unanswered) {
            LOG.warnf("backups are not looked through cause=\"%s\"", unanswered.getMessage());
        }
    }

    private void add(ResourceKey key) {
        memory.woken(key, KeyMemory.Source.api);
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
        try {
            registry.list(BackupKind.INSTANCE, Optional.empty()).items().stream()
                    .filter(backup -> backup.status().owes())
                    .forEach(backup -> add(backup.key()));
        } catch (RegistryException.Unreadable odd) {
            LOG.errorf("backups are not looked through cause=\"%s\"", odd.getMessage());
        }
        kinds.all().forEach(kind -> registry.keys(kind, Optional.empty()).forEach(key -> {
            memory.woken(key, KeyMemory.Source.resync);
            controllers.of(kind.kind()).queue().add(key);
        }));
    }

    private void startWorkers() {
        WorkerCounts workers = WorkerCounts.of(config.workers());
        for (Controller controller : controllers.all()) {
            for (int i = 1; i <= workers.of(controller.kind()); i++) {
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
                () -> resyncs.add(engine, Cause.connect),
                () -> resyncs.add(engine, Cause.gap));
        watches.add(watch);
        start("events-" + engine, watch::run);
    }

    private void onEvent(String engine, EngineEvent event) {
        Instant happened = Instant.ofEpochSecond(0, event.timeNanos());
        feed.read(engine, happened);
        Optional<ResourceKey> volume = VolumeTriggers.keyOf(event, engine);
        NetworkTriggers.keyOf(event, engine).or(() -> volume).ifPresent(key -> {
            memory.woken(key, happened);
            controllers.of(key.kind()).queue().add(key);
        });
        if (volume.isPresent() || (event.type().equals("container") && CONTAINER_ACTIONS.contains(event.action()))) {
            resyncs.addAfter(engine, DEBOUNCE, Cause.event);
        }
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(work));
    }
}
