package dev.evenkeel.network;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.resource.Resource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
     * @throws EngineException.Failed when the network is replaced again and again while it is looked at
     */
    static ObservedNetwork observe(Resource<NetworkSpec, NetworkStatus> desired, Engine engine) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            try {
                ObservedNetwork observed = look(desired, engine);
                if (observed.network().isEmpty() || observed.consistent() || attempt == ATTEMPTS_MAX) {
                    return observed;
                }
            } catch (EngineException.NotFound replacedMeanwhile) {
                LOG.debugf("network changed while it was looked at network=%s", desired.key());
            }
        }
        throw new EngineException.Failed("the network changes faster than it can be looked at");
    }

    private static ObservedNetwork look(Resource<NetworkSpec, NetworkStatus> desired, Engine engine) {
        String name = desired.metadata().name();
        List<EngineNetwork> all = engine.networks();
        List<EngineNetwork> namesakes =
                all.stream().filter(n -> n.name().equals(name)).toList();
        Optional<String> id =
                namesakes.size() == 1 ? Optional.of(namesakes.getFirst().id()) : Optional.empty();
        Map<String, EngineContainer> containers = new LinkedHashMap<>();
        inspect(engine, references(desired, engine, id), containers);
        Optional<EngineNetwork> network = id.map(engine::network);
        network.ifPresent(n -> inspect(engine, n.containers().keySet(), containers));
        return new ObservedNetwork(
                name,
                engine.version(),
                network,
                namesakes.stream().map(EngineNetwork::id).toList(),
                all.stream().filter(n -> !n.name().equals(name)).toList(),
                List.copyOf(containers.values()));
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
        engine.containers(Map.of("network", filter)).forEach(c -> references.add(c.id()));
        desired.status().remembered().forEach(m -> references.add(m.containerID()));
        desired.status().endpoints().forEach(e -> references.add(e.containerID()));
        desired.spec().attachments().forEach(a -> references.add(a.container()));
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
