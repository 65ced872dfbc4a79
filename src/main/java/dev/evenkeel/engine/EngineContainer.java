package dev.evenkeel.engine;

import java.util.Map;

/**
 * A container, as far as networks are concerned.
 *
 * @param name without the leading slash
 * @param state created, running, paused, restarting, exited, dead
 * @param networkMode {@code HostConfig.NetworkMode}: a network's name or id, or bridge, host, none, container:ID
 * @param macAddress {@code Config.MacAddress}: a fixed address the container was created with; empty for none
 * @param endpoints by network name
 */
public record EngineContainer(
        String id,
        String name,
        String state,
        String networkMode,
        String macAddress,
        Map<String, EngineEndpoint> endpoints) {

    public EngineContainer {
        endpoints = Map.copyOf(endpoints);
    }

    /** Whether it has a network sandbox: paused containers have one, too. */
    public boolean running() {
        return ContainerSummary.hasSandbox(state);
    }
}
