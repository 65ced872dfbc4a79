package dev.evenkeel.quiesce;

import dev.evenkeel.engine.ContainerBonds;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineMount;
import java.util.List;
import java.util.Map;

/**
 * A container that has processes, as the engine shows it.
 *
 * @param state running, paused or restarting
 * @param mounts what it has where
 */
record VolumeUser(
        String id,
        String name,
        String state,
        Map<String, String> labels,
        List<EngineMount> mounts,
        ContainerBonds bonds) {

    VolumeUser {
        labels = Map.copyOf(labels);
        mounts = List.copyOf(mounts);
    }

    static VolumeUser of(EngineContainer container, List<EngineMount> mounts) {
        return new VolumeUser(
                container.id(), container.name(), container.state(), container.labels(), mounts, container.bonds());
    }

    /** Frozen by somebody: it writes nothing, and shall stay so. */
    boolean paused() {
        return state.equals("paused");
    }

    boolean writesTo(List<VolumePaths> volumes) {
        return mounts.stream().anyMatch(mount -> volumes.stream().anyMatch(volume -> volume.isWrittenThrough(mount)));
    }

    boolean isCalled(String idOrName) {
        return id.equals(idOrName) || name.equals(idOrName) || (idOrName.length() >= 12 && id.startsWith(idOrName));
    }

    /** Whether it is a container of a swarm's service, which replaces it when it stops. */
    boolean ofSwarm() {
        return labels.containsKey("com.docker.swarm.task.id");
    }
}
