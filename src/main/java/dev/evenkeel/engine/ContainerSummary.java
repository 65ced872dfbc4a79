package dev.evenkeel.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A container as the list has it: enough to see who is on which network and who uses which volume.
 *
 * @param endpoints by network name; their settings lack aliases, links and driver options
 * @param mounts what it has where
 */
public record ContainerSummary(
        String id,
        String name,
        String state,
        Map<String, String> labels,
        Map<String, EngineEndpoint> endpoints,
        List<EngineMount> mounts) {

    private static final Set<String> STATES_WITH_SANDBOX = Set.of("running", "paused", "restarting");

    public ContainerSummary {
        labels = Map.copyOf(labels);
        endpoints = Map.copyOf(endpoints);
        mounts = List.copyOf(mounts);
    }

    /** One that may write to each of these volumes. */
    public ContainerSummary(
            String id,
            String name,
            String state,
            Map<String, String> labels,
            Map<String, EngineEndpoint> endpoints,
            Set<String> volumes) {
        this(
                id,
                name,
                state,
                labels,
                endpoints,
                volumes.stream().map(EngineMount::ofVolume).toList());
    }

    /** The names of the volumes mounted. */
    public Set<String> volumes() {
        return mounts.stream()
                .filter(EngineMount::isVolume)
                .map(EngineMount::volume)
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean running() {
        return hasSandbox(state);
    }

    static boolean hasSandbox(String state) {
        return STATES_WITH_SANDBOX.contains(state);
    }
}
