package dev.evenkeel.engine;

import java.util.Map;
import java.util.Set;

/**
 * A container as the list has it: enough to see who is on which network and who uses which volume.
 *
 * @param endpoints by network name; their settings lack aliases, links and driver options
 * @param volumes names of the volumes mounted
 */
public record ContainerSummary(
        String id,
        String name,
        String state,
        Map<String, String> labels,
        Map<String, EngineEndpoint> endpoints,
        Set<String> volumes) {

    private static final Set<String> STATES_WITH_SANDBOX = Set.of("running", "paused", "restarting");

    public ContainerSummary {
        labels = Map.copyOf(labels);
        endpoints = Map.copyOf(endpoints);
        volumes = Set.copyOf(volumes);
    }

    public boolean running() {
        return hasSandbox(state);
    }

    static boolean hasSandbox(String state) {
        return STATES_WITH_SANDBOX.contains(state);
    }
}
