package dev.evenkeel.network;

import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which networks are worth a look: after an engine event, and after a look at the engine as a whole. Pure. */
public final class NetworkTriggers {

    private NetworkTriggers() {}

    /** The network an event is about. */
    public static Optional<ResourceKey> keyOf(EngineEvent event, String engine) {
        return event.type().equals("network") && !event.name().isEmpty()
                ? Optional.of(NetworkKind.INSTANCE.key(engine, event.name()))
                : Optional.empty();
    }

    /**
     * Whether a network that is in order differs from what the engine's lists show. The lists do not show everything
     * (no aliases, no driver options of an endpoint), but every change of the network itself and of who is on it.
     */
    public static boolean differs(
            Resource<NetworkSpec, NetworkStatus> resource,
            List<EngineNetwork> networks,
            List<ContainerSummary> containers) {
        NetworkStatus status = resource.status();
        if (resource.deleting()
                || status.observedGeneration() != resource.metadata().generation()
                || status.repair().isPresent()
                || !Conditions.isTrue(status.conditions(), Condition.READY)) {
            return true;
        }
        if (status.endpoints().stream().anyMatch(e -> e.brokenTime().isPresent())) {
            return true;
        }
        String name = resource.metadata().name();
        List<EngineNetwork> namesakes =
                networks.stream().filter(n -> n.name().equals(name)).toList();
        return namesakes.size() != 1
                || !namesakes.getFirst().id().equals(status.networkID())
                || !NetworkDrift.between(resource.spec(), namesakes.getFirst(), status.injectedOptions())
                        .equals(status.drift())
                || !placesNow(resource, containers).equals(placesKnown(status))
                || containers.stream().anyMatch(c -> newcomer(c, resource));
    }

    /** A declared container that is not on the network; the list does not tell of each whether it can be. */
    private static boolean newcomer(ContainerSummary container, Resource<NetworkSpec, NetworkStatus> resource) {
        return resource.spec()
                        .attachmentOf(container.name(), container.labels())
                        .filter(wish -> wish.byName() || !hasNoNetworks(container))
                        .isPresent()
                && resource.status().endpoints().stream()
                        .noneMatch(e -> e.containerID().equals(container.id())
                                && e.leftTime().isEmpty());
    }

    private static boolean hasNoNetworks(ContainerSummary container) {
        return container.endpoints().containsKey("host")
                || container.endpoints().containsKey("none");
    }

    /** Container id → where it is, as far as the list shows it. */
    private static Map<String, String> placesNow(
            Resource<NetworkSpec, NetworkStatus> resource, List<ContainerSummary> containers) {
        Map<String, String> places = new TreeMap<>();
        for (ContainerSummary container : containers) {
            EngineEndpoint endpoint =
                    container.endpoints().get(resource.metadata().name());
            if (endpoint != null) {
                boolean past = !endpoint.networkId().isEmpty()
                        && !endpoint.networkId().equals(resource.status().networkID());
                places.put(
                        container.id(),
                        past
                                ? "on a network that is gone"
                                : place(container.running(), endpoint.ipv4Address(), endpoint.ipv6Address()));
            }
        }
        return places;
    }

    private static Map<String, String> placesKnown(NetworkStatus status) {
        Map<String, String> places = new TreeMap<>();
        for (NetworkStatus.Endpoint endpoint : status.endpoints()) {
            if (endpoint.leftTime().isEmpty()) {
                places.put(
                        endpoint.containerID(),
                        place(endpoint.running(), endpoint.ipv4Address(), endpoint.ipv6Address()));
            }
        }
        return places;
    }

    /** Engines before 28 show the last address of a container that no longer runs: it says nothing. */
    private static String place(boolean running, String ipv4Address, String ipv6Address) {
        return running ? "at " + ipv4Address + " " + ipv6Address : "not running";
    }
}
