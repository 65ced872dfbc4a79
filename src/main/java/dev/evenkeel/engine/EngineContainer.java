package dev.evenkeel.engine;

import java.util.List;
import java.util.Map;

/**
 * A container, as far as networks and volumes are concerned.
 *
 * @param name without the leading slash
 * @param state created, running, paused, restarting, exited, dead
 * @param networkMode {@code HostConfig.NetworkMode}: a network's name or id, or bridge, host, none, container:ID
 * @param macAddress {@code Config.MacAddress}: a fixed address the container was created with; empty for none
 * @param endpoints by network name
 * @param pid of its first process in the engine's process namespace; 0 while it is not running
 * @param ports that its image or somebody named, in the order of their numbers
 * @param labels that its image or somebody put on it; they never change. A swarm's tell a service's tasks
 * @param restartPolicy no, on-failure, always, unless-stopped
 * @param error why it could not be started the last time; empty if it could
 * @param bonds what its end means to it and to others
 */
public record EngineContainer(
        String id,
        String name,
        String state,
        String networkMode,
        String macAddress,
        Map<String, EngineEndpoint> endpoints,
        long pid,
        List<EnginePort> ports,
        Map<String, String> labels,
        String restartPolicy,
        String error,
        ContainerBonds bonds) {

    public EngineContainer {
        endpoints = Map.copyOf(endpoints);
        ports = List.copyOf(ports);
        labels = Map.copyOf(labels);
    }

    /** One whose end means nothing to anybody. */
    public EngineContainer(
            String id,
            String name,
            String state,
            String networkMode,
            String macAddress,
            Map<String, EngineEndpoint> endpoints,
            long pid,
            List<EnginePort> ports,
            Map<String, String> labels,
            String restartPolicy,
            String error) {
        this(
                id,
                name,
                state,
                networkMode,
                macAddress,
                endpoints,
                pid,
                ports,
                labels,
                restartPolicy,
                error,
                ContainerBonds.NONE);
    }

    public EngineContainer with(Map<String, EngineEndpoint> otherEndpoints) {
        return new EngineContainer(
                id,
                name,
                state,
                networkMode,
                macAddress,
                otherEndpoints,
                pid,
                ports,
                labels,
                restartPolicy,
                error,
                bonds);
    }

    /** Whether it can be on networks: not with the host's network, with none, or with another container's. */
    public boolean hasNetworkOfItsOwn() {
        return !networkMode.equals("host") && !networkMode.equals("none") && !networkMode.startsWith("container:");
    }

    /** Whether it has a network sandbox: paused containers have one, too. */
    public boolean running() {
        return ContainerSummary.hasSandbox(state);
    }
}
