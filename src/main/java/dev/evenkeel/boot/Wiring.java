package dev.evenkeel.boot;

import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupReason;
import dev.evenkeel.backup.BackupReconciler;
import dev.evenkeel.control.Backoff;
import dev.evenkeel.control.ControlListener;
import dev.evenkeel.control.ControlListeners;
import dev.evenkeel.control.Controller;
import dev.evenkeel.control.Controllers;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.control.TurnLabels;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineState;
import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.docker.DockerConnection;
import dev.evenkeel.engine.docker.DockerEngine;
import dev.evenkeel.metrics.DriftMetrics;
import dev.evenkeel.metrics.EngineCallMetrics;
import dev.evenkeel.metrics.EngineMetrics;
import dev.evenkeel.metrics.KeyMemory;
import dev.evenkeel.metrics.LoopMetrics;
import dev.evenkeel.metrics.NetworkMetrics;
import dev.evenkeel.metrics.PolicyMetrics;
import dev.evenkeel.metrics.PruneMetrics;
import dev.evenkeel.metrics.RestoreMetrics;
import dev.evenkeel.network.EnginePaces;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkReason;
import dev.evenkeel.network.NetworkReconciler;
import dev.evenkeel.network.NetworkTelling;
import dev.evenkeel.network.NetworkTools;
import dev.evenkeel.policy.GuardedEngine;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestoreReason;
import dev.evenkeel.restore.RestoredContents;
import dev.evenkeel.schedule.Coverage;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.schedule.ScheduleReason;
import dev.evenkeel.schedule.ScheduleReconciler;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.store.StoreReason;
import dev.evenkeel.store.StoreReconciler;
import dev.evenkeel.trace.Tracing;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeReason;
import dev.evenkeel.volume.VolumeReconciler;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Who is made of what. Everything here is made once; nothing here does anything. */
@Dependent
final class Wiring {

    private static final Logger LOG = Logger.getLogger(Wiring.class);

    private final EvenkeelConfig config;

    Wiring(EvenkeelConfig config) {
        this.config = config;
    }

    /** Adding a kind is a room of its own, a line here and a controller below. */
    @Produces
    @Singleton
    static Kinds kinds() {
        return new Kinds(List.of(
                NetworkKind.INSTANCE,
                VolumeKind.INSTANCE,
                ScheduleKind.INSTANCE,
                BackupKind.INSTANCE,
                RestoreKind.INSTANCE,
                StoreKind.INSTANCE));
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    ResourceCodec codec() {
        return new ResourceCodec();
    }

    @Produces
    @Singleton
    Registry registry(RevisionLog log, ResourceCodec codec, Clock clock) {
        return new Registry(log, codec, clock, () -> UUID.randomUUID().toString());
    }

    @Produces
    @Singleton
    HostPolicy hostPolicy() {
        return new HostPolicy(Switches.of(config));
    }

    @Produces
    @Singleton
    static HostRoutes hostRoutes(EvenkeelConfig config) {
        return String.valueOf(config.dockerHost().getScheme()).equals("unix")
                ? new HostRouteTable(
                        Path.of("/proc/net"), Path.of(config.dockerHost().getPath()))
                : HostRoutes.UNKNOWN;
    }

    @Produces
    @Singleton
    PolicyListener policyListener(MeterRegistry meters) {
        return new PolicyMetrics(meters, List.of(Engines.DEFAULT));
    }

    /** One host for now; each engine is a namespace. Tests bring engines of their own. */
    @Produces
    @Singleton
    @DefaultBean
    Engines engines(
            HostPolicy policy,
            PolicyListener listener,
            RevisionLog log,
            MeterRegistry meters,
            Tracing tracing,
            Clock clock) {
        EngineAddress address = EngineAddress.of(config);
        address.warning().ifPresent(LOG::warn);
        DockerConnection connection = address.connection(config.engine());
        ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("engine-deadlines").daemon().factory());
        deadlines.setRemoveOnCancelPolicy(true);
        EngineCallMetrics calls = new EngineCallMetrics(meters, Engines.DEFAULT, clock, System::nanoTime);
        Engine engine = tracing.engine(Engines.DEFAULT, new DockerEngine(connection, deadlines, calls));
        return new Engines(Map.of(
                Engines.DEFAULT, new GuardedEngine(Engines.DEFAULT, engine, policy, listener, log::requireHeld)));
    }

    void close(@Disposes Engines engines) {
        engines.byName().values().forEach(Engine::close);
    }

    @Produces
    @Singleton
    EngineStates engineStates(Engines engines) {
        return new EngineStates(engines.names().stream().map(EngineState::new).toList());
    }

    @Produces
    @Singleton
    Controllers controllers(
            Registry registry,
            Engines engines,
            ArchiveStores stores,
            BackupReconciler backups,
            Coverage coverage,
            StoreReconciler backupStores,
            DriftMetrics drift,
            EventRecorder events,
            HostPolicy policy,
            HostRoutes host,
            NetworkMetrics networks,
            MeterRegistry meters,
            KeyMemory memory,
            Tracing tracing,
            Clock clock)
            throws InterruptedException {
        Looping looping = new Looping(meters, memory, tracing);
        EnginePaces paces = new EnginePaces(System::nanoTime, networks);
        return new Controllers(List.of(
                looping.controller(
                        NetworkKind.INSTANCE,
                        NetworkReason.class,
                        new NetworkReconciler(
                                registry,
                                engines,
                                new NetworkTools(policy, host, paces, networkLanes(tracing)),
                                new NetworkTelling(drift, events),
                                clock)),
                looping.controller(
                        VolumeKind.INSTANCE,
                        VolumeReason.class,
                        new VolumeReconciler(
                                registry,
                                engines,
                                new RestoredContents(registry, engines),
                                drift,
                                events,
                                coverage,
                                clock)),
                looping.controller(
                        ScheduleKind.INSTANCE,
                        ScheduleReason.class,
                        new ScheduleReconciler(registry, engines, stores, events, clock)
                                .telling(new PruneMetrics(meters, engines.names()))),
                looping.controller(BackupKind.INSTANCE, BackupReason.class, backups),
                looping.controller(
                        RestoreKind.INSTANCE,
                        RestoreReason.class,
                        Restores.reconciler(
                                registry, engines, stores, new RestoreMetrics(meters, engines.names()), clock)),
                looping.controller(StoreKind.INSTANCE, StoreReason.class, backupStores)));
    }

    /** Has as many threads at most as there are workers, times the lanes of a network. */
    private static Executor networkLanes(Tracing tracing) {
        return tracing.carrying(new CarryingExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().name("network-lane-", 1).daemon().factory())));
    }

    @Produces
    @Singleton
    Resync resync(
            Registry registry,
            Engines engines,
            EngineStates states,
            Controllers controllers,
            Coverage coverage,
            Censuses census,
            EngineMetrics metrics,
            Clock clock) {
        return new Resync(registry, engines, states, controllers, coverage, census, metrics, clock);
    }

    /** Makes controllers that are watched. */
    private final class Looping {

        private final MeterRegistry meters;
        private final KeyMemory memory;
        private final Tracing tracing;
        private final WorkerCounts workers = WorkerCounts.of(config.workers());

        Looping(MeterRegistry meters, KeyMemory memory, Tracing tracing) {
            this.meters = meters;
            this.memory = memory;
            this.tracing = tracing;
        }

        /** @param reasons the kind's own */
        Controller controller(ResourceKind<?, ?> kind, Class<? extends Enum<?>> reasons, Reconciler reconciler) {
            LoopMetrics metrics = new LoopMetrics(meters, kind.singular(), reasons, memory);
            TurnLabels labels =
                    new TurnLabels(kind.singular(), () -> UUID.randomUUID().toString());
            List<ControlListener<ResourceKey>> listeners = Stream.concat(
                            Stream.of(labels, metrics), tracing.turns(kind.singular()).stream())
                    .toList();
            Controller controller = new Controller(
                    kind.kind(), reconciler, backoff(), new ControlListeners<>(listeners), System::nanoTime);
            metrics.watch(controller.queue(), workers.of(kind));
            return controller;
        }
    }

    private <K> Backoff<K> backoff() {
        return new Backoff<>(config.retry().base(), config.retry().cap(), () -> ThreadLocalRandom.current()
                .nextDouble());
    }
}
