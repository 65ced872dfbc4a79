package dev.evenkeel.network;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.policy.HostRoute;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.policy.NetworkRules;
import dev.evenkeel.resource.Resource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Reads from an engine all that planning for one network needs. Changes nothing. */
final class NetworkObserver {

    private static final Logger LOG = Logger.getLogger(NetworkObserver.class);

    /** While it is looked at, somebody may replace the network, or the engine be at connecting a container. */
    private static final int ATTEMPTS_MAX = 3;

    private NetworkObserver() {}

    /**
     * Looks at the network and at everybody who has to do with it.
     *
     * @throws EngineException.Failed when the network is replaced again and again while it is looked at, or a swarm has
     *     not finished making it
     */
    static ObservedNetwork observe(Resource<NetworkSpec, NetworkStatus> desired, Engine engine, HostRoutes host) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            try {
                ObservedNetwork observed = look(desired, engine, host);
                if (observed.network().isEmpty() || observed.consistent() || attempt == ATTEMPTS_MAX) {
                    return observed;
                }
            } catch (EngineException.NotFound replacedMeanwhile) {
                LOG.debugf("network changed while it was looked at network=%s", desired.key());
            }
        }
        throw new EngineException.Failed("the network changes faster than it can be looked at");
    }

    private static ObservedNetwork look(Resource<NetworkSpec, NetworkStatus> desired, Engine engine, HostRoutes host) {
        String name = desired.metadata().name();
        List<EngineNetwork> all = engine.networks();
        List<EngineNetwork> namesakes =
                all.stream().filter(n -> n.name().equals(name)).toList();
        Optional<String> id =
                namesakes.size() == 1 ? Optional.of(namesakes.getFirst().id()) : Optional.empty();
        Map<String, EngineContainer> containers = new LinkedHashMap<>();
        inspect(engine, references(desired, engine, id), containers);
        Optional<EngineNetwork> network = id.map(engine::network);
        if (network.filter(n -> n.driver().isEmpty()).isPresent()) {
            throw new EngineException.Failed("the swarm is still making room for the network");
        }
        network.ifPresent(n -> inspect(engine, n.containers().keySet(), containers));
        return new ObservedNetwork(
                name,
                engine.version(),
                network,
                namesakes.stream().map(EngineNetwork::id).toList(),
                all.stream().filter(n -> !n.name().equals(name)).toList(),
                containers.values().stream()
                        .map(container -> SwarmAddresses.unasked(container, desired))
                        .toList(),
                routes(desired.spec(), all, host));
    }

    /** Read only where they matter: parents of macvlan and ipvlan have routes to the very subnet, and shall. */
    private static List<HostRoute> routes(NetworkSpec spec, List<EngineNetwork> networks, HostRoutes host) {
        if (!spec.driver().equals("bridge") || spec.ipam().config().isEmpty()) {
            return List.of();
        }
        Set<String> bridges = networks.stream()
                .map(network -> network.options().getOrDefault(NetworkRules.BRIDGE_NAME, ""))
                .collect(Collectors.toSet());
        return host.read().stream()
                .filter(route -> !bridges.contains(route.device()))
                .toList();
    }

    /**
     * The engine's filter by id finds those that run or ran on the network, but not those never started; the filter by
     * name finds those, too, and those whose network is gone. So both are asked.
     */
    private static Set<String> references(
            Resource<NetworkSpec, NetworkStatus> desired, Engine engine, Optional<String> networkId) {
        Set<String> references = new TreeSet<>();
        Set<String> filter = new HashSet<>(Set.of(desired.metadata().name()));
        networkId.ifPresent(filter::add);
        filter.add(NetworkTransit.name(desired.metadata().uid()));
        engine.containers(Map.of("network", filter)).forEach(c -> references.add(c.id()));
        desired.status().remembered().forEach(m -> references.add(m.containerID()));
        desired.status().endpoints().forEach(e -> references.add(e.containerID()));
        for (NetworkSpec.Attachment attachment : desired.spec().attachments()) {
            if (attachment.byName()) {
                references.add(attachment.container());
            } else {
                engine.containers(attachment.selector().filter()).forEach(c -> references.add(c.id()));
            }
        }
        return references;
    }

    /** Adds to {@code found}, by id, those of {@code references} that exist. */
    private static void inspect(Engine engine, Set<String> references, Map<String, EngineContainer> found) {
        for (String reference : references) {
            if (!found.containsKey(reference)) {
                container(engine, reference).ifPresent(c -> found.put(c.id(), c));
            }
        }
    }

    private static Optional<EngineContainer> container(Engine engine, String idOrName) {
        try {
            return Optional.of(engine.container(idOrName))
                    .filter(c -> c.id().equals(idOrName) || c.name().equals(idOrName));
        } catch (EngineException.NotFound gone) {
            return Optional.empty();
        }
    }
}
