package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Those who are on a network, and for a while those who have just left it. */
final class NetworkEndpoints {

    private NetworkEndpoints() {}

    static List<NetworkStatus.Endpoint> of(NetworkStatus before, ObservedNetwork observed, Instant now) {
        List<NetworkStatus.Endpoint> endpoints = new ArrayList<>();
        for (EngineContainer container : observed.containers()) {
            observed.endpoint(container)
                    .filter(e -> observed.attached(container))
                    .ifPresent(e -> endpoints.add(endpoint(container, e)));
        }
        for (NetworkStatus.Endpoint known : before.endpoints()) {
            boolean there = endpoints.stream().anyMatch(e -> e.containerID().equals(known.containerID()));
            boolean exists = observed.container(known.containerID()).isPresent();
            NetworkStatus.Endpoint left = known.left(now);
            boolean recent = left.leftTime()
                    .filter(t -> t.plus(NetworkMembers.DEPARTURE_MEMORY).isAfter(now))
                    .isPresent();
            if (!there && exists && recent) {
                endpoints.add(left);
            }
        }
        endpoints.sort(Comparator.comparing(NetworkStatus.Endpoint::container));
        return endpoints;
    }

    private static NetworkStatus.Endpoint endpoint(EngineContainer container, EngineEndpoint endpoint) {
        return new NetworkStatus.Endpoint(
                container.name(),
                container.id(),
                endpoint.ipv4Address(),
                endpoint.ipv6Address(),
                endpoint.macAddress(),
                endpoint.settings().aliases(),
                container.running(),
                Membership.of(container, endpoint.settings()),
                Optional.empty());
    }
}
