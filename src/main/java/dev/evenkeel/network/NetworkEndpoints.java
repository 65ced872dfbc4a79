package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EnginePort;
import dev.evenkeel.network.NetworkStatus.Endpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who is on the network, and for a while who has just left it. */
final class NetworkEndpoints {

    private NetworkEndpoints() {}

    static List<Endpoint> after(NetworkStatus before, ObservedNetwork observed, Instant now) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (EngineContainer container : observed.containers()) {
            observed.endpoint(container)
                    .filter(endpoint -> observed.attached(container) || observed.broken(container))
                    .ifPresent(endpoint ->
                            endpoints.add(of(container, endpoint, brokenTime(container, before, observed, now))));
        }
        for (Endpoint known : before.endpoints()) {
            boolean there = endpoints.stream().anyMatch(e -> e.containerID().equals(known.containerID()));
            boolean exists = observed.container(known.containerID()).isPresent();
            Endpoint left = known.left(now);
            if (!there && exists && left.rememberedAt(now)) {
                endpoints.add(left);
            }
        }
        endpoints.sort(Comparator.comparing(Endpoint::container));
        return endpoints;
    }

    private static Optional<Instant> brokenTime(
            EngineContainer container, NetworkStatus before, ObservedNetwork observed, Instant now) {
        return observed.broken(container)
                ? before.endpoints().stream()
                        .filter(known -> known.containerID().equals(container.id()))
                        .flatMap(known -> known.brokenTime().stream())
                        .findFirst()
                        .or(() -> Optional.of(now))
                : Optional.empty();
    }

    private static Endpoint of(EngineContainer container, EngineEndpoint endpoint, Optional<Instant> brokenTime) {
        return new Endpoint(
                container.name(),
                container.id(),
                endpoint.ipv4Address(),
                endpoint.ipv6Address(),
                endpoint.macAddress(),
                endpoint.settings().aliases(),
                container.ports().stream().flatMap(EnginePort::shown).toList(),
                container.running(),
                Membership.of(container, endpoint.settings()),
                Optional.empty(),
                brokenTime);
    }
}
