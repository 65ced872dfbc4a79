package dev.evenkeel.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A container of the {@link FakeEngine}. */
final class FakeContainer {

    /** Of no process that there could be. */
    private static final long PID = 1L << 40;

    /** The endpoint in the container's own view that the network does not know. */
    static final String GHOST = "a ghost";

    final String id;
    final String name;
    final String networkMode;
    final Map<String, String> labels;
    final Set<String> volumes;
    final Map<String, EngineEndpoint> endpoints = new LinkedHashMap<>();
    List<EnginePort> ports = List.of();
    List<EngineMount> mounts;
    ContainerBonds bonds = ContainerBonds.NONE;
    boolean stubborn;
    String state = "created";
    String restartPolicy = "no";
    String error = "";

    FakeContainer(String id, String name, String networkMode, Map<String, String> labels, Set<String> volumes) {
        this.id = id;
        this.name = name;
        this.networkMode = networkMode;
        this.labels = Map.copyOf(labels);
        this.volumes = Set.copyOf(volumes);
        this.mounts = this.volumes.stream().map(EngineMount::ofVolume).toList();
    }

    boolean running() {
        return ContainerSummary.hasSandbox(state);
    }

    boolean isOnLive(String networkId) {
        return endpoints.values().stream()
                .anyMatch(endpoint -> endpoint.networkId().equals(networkId)
                        && !endpoint.endpointId().isEmpty()
                        && !endpoint.endpointId().equals(GHOST));
    }

    boolean haunted(String network) {
        return endpoints.containsKey(network)
                && endpoints.get(network).endpointId().equals(GHOST);
    }

    /** What is left of the endpoints when the container stops: what was chosen, and where it was. */
    void stop() {
        state = "exited";
        endpoints.replaceAll(
                (network, endpoint) -> new EngineEndpoint(endpoint.networkId(), "", endpoint.settings(), "", "", ""));
    }

    EngineContainer inspected() {
        return new EngineContainer(
                id,
                name,
                state,
                networkMode,
                "",
                endpoints,
                running() ? PID : 0,
                ports,
                labels,
                restartPolicy,
                error,
                bonds);
    }

    /** What its first process ended with the last time. */
    void exited(int code) {
        bonds = new ContainerBonds(code, bonds.removedAtItsEnd(), bonds.joins(), bonds.volumesFrom());
    }

    ContainerSummary listed() {
        return new ContainerSummary(id, name, state, labels, withoutDetails(), mounts);
    }

    boolean matches(String filter, String value) {
        return switch (filter) {
            case "network" ->
                endpoints.containsKey(value)
                        || endpoints.values().stream()
                                .anyMatch(endpoint -> endpoint.networkId().equals(value));
            case "volume" -> volumes.contains(value);
            case "name" -> name.contains(value);
            case "id" -> id.startsWith(value);
            case "status" -> state.equals(value);
            case "label" -> hasLabel(value);
            default -> throw new EngineException.Rejected("Invalid filter '" + filter + "'");
        };
    }

    private boolean hasLabel(String wanted) {
        String[] parts = wanted.split("=", 2);
        return parts.length == 1 ? labels.containsKey(wanted) : parts[1].equals(labels.get(parts[0]));
    }

    private Map<String, EngineEndpoint> withoutDetails() {
        Map<String, EngineEndpoint> bare = new LinkedHashMap<>(endpoints);
        bare.replaceAll((network, endpoint) -> {
            EndpointSettings all = endpoint.settings();
            return new EngineEndpoint(
                    endpoint.networkId(),
                    endpoint.endpointId(),
                    new EndpointSettings(
                            List.of(),
                            all.ipv4Address(),
                            all.ipv6Address(),
                            all.linkLocalAddresses(),
                            all.macAddress(),
                            List.of(),
                            Map.of(),
                            all.gatewayPriority()),
                    endpoint.ipv4Address(),
                    endpoint.ipv6Address(),
                    endpoint.macAddress());
        });
        return bare;
    }
}
