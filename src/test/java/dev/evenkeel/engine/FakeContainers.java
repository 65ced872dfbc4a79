package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.AddressInUse;
import dev.evenkeel.engine.EngineException.NotFound;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The containers of the {@link FakeEngine}, and who has which address. */
final class FakeContainers {

    private final Map<String, FakeContainer> byId = new LinkedHashMap<>();

    void add(FakeContainer container) {
        byId.put(container.id, container);
    }

    void remove(String id) {
        byId.remove(id);
    }

    FakeContainer get(String idOrName) {
        return byId.values().stream()
                .filter(container -> container.id.equals(idOrName) || container.name.equals(idOrName))
                .findFirst()
                .orElseThrow(() -> new NotFound("No such container: " + idOrName));
    }

    List<ContainerSummary> listed(Map<String, Set<String>> filters) {
        return byId.values().stream()
                .filter(container -> filters.entrySet().stream()
                        .allMatch(filter -> matches(container, filter.getKey(), filter.getValue())))
                .map(FakeContainer::listed)
                .toList();
    }

    /** A container must have every label, and one of anything else. */
    private static boolean matches(FakeContainer container, String filter, Set<String> values) {
        return filter.equals("label")
                ? values.stream().allMatch(value -> container.matches(filter, value))
                : values.stream().anyMatch(value -> container.matches(filter, value));
    }

    Stream<FakeContainer> on(EngineNetwork network) {
        return byId.values().stream().filter(container -> container.isOnLive(network.id()));
    }

    boolean use(String volume) {
        return byId.values().stream().anyMatch(container -> container.volumes.contains(volume));
    }

    Map<String, NetworkMember> members(EngineNetwork network) {
        Map<String, NetworkMember> members = new LinkedHashMap<>();
        on(network)
                .forEach(container -> members.put(
                        container.id,
                        new NetworkMember(
                                container.name,
                                container.endpoints.get(network.name()).endpointId())));
        return members;
    }

    /** The addresses taken on a network; those wanted must not be among them. */
    Set<String> taken(EngineNetwork network, EndpointSettings wanted) {
        Set<String> taken = new HashSet<>();
        on(network).map(container -> container.endpoints.get(network.name())).forEach(endpoint -> {
            taken.add(endpoint.ipv4Address());
            taken.add(endpoint.ipv6Address());
        });
        taken.remove("");
        if (taken.contains(wanted.ipv4Address()) || taken.contains(wanted.ipv6Address())) {
            throw new AddressInUse("Address already in use");
        }
        return taken;
    }
}
