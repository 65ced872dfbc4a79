package dev.evenkeel.network;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Reads from an engine all that planning for one network needs. Changes nothing. */
final class NetworkObserver {

    private static final Logger LOG = Logger.getLogger(NetworkObserver.class);

    /** Between the list and the inspection somebody may remove the network and make another. */
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
                return look(desired, engine);
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
        Optional<EngineNetwork> network = namesakes.size() == 1
                ? Optional.of(engine.network(namesakes.getFirst().id()))
                : Optional.empty();
        return new ObservedNetwork(
                name,
                engine.version(),
                network,
                namesakes.stream().map(EngineNetwork::id).toList(),
                all.stream().filter(n -> !n.name().equals(name)).toList(),
                containers(desired, engine, network));
    }

    /**
     * The engine's filter by id finds those that run or ran on the network, but not those never started; the filter by
     * name finds those, too, and those whose network is gone. So both are asked.
     */
    private static List<EngineContainer> containers(
            Resource<NetworkSpec, NetworkStatus> desired, Engine engine, Optional<EngineNetwork> network) {
        Set<String> references = new TreeSet<>();
        Set<String> filter = new LinkedHashSet<>(Set.of(desired.metadata().name()));
        network.ifPresent(n -> filter.add(n.id()));
        engine.containers(Map.of("network", filter)).forEach(c -> references.add(c.id()));
        network.ifPresent(n -> references.addAll(n.containers().keySet()));
        desired.status().remembered().forEach(m -> references.add(m.containerID()));
        desired.status().endpoints().forEach(e -> references.add(e.containerID()));
        desired.spec().attachments().forEach(a -> references.add(a.container()));
        List<EngineContainer> found = new ArrayList<>();
        for (String reference : references) {
            container(engine, reference)
                    .filter(c -> found.stream().noneMatch(f -> f.id().equals(c.id())))
                    .ifPresent(found::add);
        }
        return found;
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
