package dev.evenkeel.boot;

import dev.evenkeel.control.Controllers;
import dev.evenkeel.control.ResyncListener;
import dev.evenkeel.control.WorkQueue;
import dev.evenkeel.drill.DrillSweep;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineState;
import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkTriggers;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.restore.LeftoverSweep;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.schedule.ScheduleTriggers;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeProtections;
import dev.evenkeel.volume.VolumeTriggers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares everything on one engine with three calls, however many resources there are, and wakes those that differ:
 * networks, volumes, and schedules that would select other volumes now. This is the truth; events only make it come
 * sooner.
 */
final class Resync {

    private static final Logger LOG = Logger.getLogger(Resync.class);

    private final Registry registry;
    private final Engines engines;
    private final EngineStates states;
    private final Controllers controllers;
    private final VolumeProtections protections;
    private final Censuses census;
    private final DrillSweep drills;
    private final LeftoverSweep leftovers;
    private final ResyncListener listener;
    private final Clock clock;

    Resync(
            Registry registry,
            Engines engines,
            EngineStates states,
            Controllers controllers,
            VolumeProtections protections,
            Censuses census,
            ResyncListener listener,
            Clock clock) {
        this.registry = registry;
        this.engines = engines;
        this.states = states;
        this.controllers = controllers;
        this.protections = protections;
        this.census = census;
        this.drills = new DrillSweep(registry);
        this.leftovers = new LeftoverSweep(registry);
        this.listener = listener;
        this.clock = clock;
    }

    void run(String engineName) {
        Engine engine = engines.find(engineName).orElseThrow();
        EngineState state = states.of(engineName);
        var start = clock.instant();
        try {
            List<EngineNetwork> networks = engine.networks();
            List<EngineVolume> volumes = engine.volumes();
            List<ContainerSummary> containers = engine.containers();
            wakeNetworks(engineName, networks, containers);
            census.networks().seen(engineName, networks);
            census.volumes().seen(engineName, volumes);
            wakeVolumes(engineName, volumes, containers);
            wakeSchedules(engineName, volumes);
            drills.sweep(engineName, engine, volumes);
            leftovers.sweep(engineName, engine, containers, volumes);
            state.answered(true);
            state.resynced(clock.instant());
            listener.resynced(engineName, Duration.between(start, clock.instant()));
        } catch (EngineException failure) {
            lost(engineName, state, failure);
        }
    }

    private void wakeNetworks(String engine, List<EngineNetwork> networks, List<ContainerSummary> containers) {
        WorkQueue<ResourceKey> queue = queueOf(NetworkKind.INSTANCE);
        orAll(
                NetworkKind.INSTANCE,
                engine,
                () -> registry.list(NetworkKind.INSTANCE, Optional.of(engine)).items().stream()
                        .filter(resource -> NetworkTriggers.differs(resource, networks, containers))
                        .forEach(resource -> wake(queue, resource.key())));
    }

    private void wakeVolumes(String engine, List<EngineVolume> volumes, List<ContainerSummary> containers) {
        WorkQueue<ResourceKey> queue = queueOf(VolumeKind.INSTANCE);
        orAll(
                VolumeKind.INSTANCE,
                engine,
                () -> registry.list(VolumeKind.INSTANCE, Optional.of(engine)).items().stream()
                        .filter(resource -> VolumeTriggers.differs(resource, volumes, containers, protections))
                        .forEach(resource -> wake(queue, resource.key())));
    }

    private void wakeSchedules(String engine, List<EngineVolume> volumes) {
        WorkQueue<ResourceKey> queue = queueOf(ScheduleKind.INSTANCE);
        orAll(ScheduleKind.INSTANCE, engine, () -> {
            var declared = registry.list(VolumeKind.INSTANCE, Optional.of(engine)).items().stream()
                    .collect(Collectors.toMap(volume -> volume.metadata().name(), Function.identity()));
            registry.list(ScheduleKind.INSTANCE, Optional.of(engine)).items().stream()
                    .filter(schedule -> ScheduleTriggers.differs(schedule, volumes, declared))
                    .forEach(schedule -> wake(queue, schedule.key()));
        });
    }

    /** Where one cannot be read, it is not known which differ: each gets a turn, and that one's says why. */
    private void orAll(ResourceKind<?, ?> kind, String engine, Runnable wakeThoseThatDiffer) {
        try {
            wakeThoseThatDiffer.run();
        } catch (RegistryException.Unreadable odd) {
            LOG.errorf("a resource cannot be read cause=\"%s\"", odd.getMessage());
            registry.keys(kind, Optional.of(engine)).forEach(key -> wake(queueOf(kind), key));
        }
    }

    /** What was known is not known any more: each resource gets a turn to say so in its status. */
    private void lost(String engine, EngineState state, EngineException failure) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        if (state.up() || !state.asked()) {
            LOG.warnf("engine does not answer engine=%s cause=\"%s\"", engine, failure.getMessage());
            for (ResourceKind<?, ?> kind : List.of(NetworkKind.INSTANCE, VolumeKind.INSTANCE)) {
                registry.keys(kind, Optional.of(engine)).forEach(key -> wake(queueOf(kind), key));
            }
        }
        state.answered(false);
    }

    private void wake(WorkQueue<ResourceKey> queue, ResourceKey key) {
        listener.woken(key);
        queue.add(key);
    }

    private WorkQueue<ResourceKey> queueOf(ResourceKind<?, ?> kind) {
        return controllers.of(kind.kind()).queue();
    }
}
