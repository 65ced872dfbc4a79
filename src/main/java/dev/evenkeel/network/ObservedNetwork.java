package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.NetworkMember;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one network on the engine, at one time.
 *
 * @param name what the network is, or would be, called
 * @param network the only network of exactly this name, inspected; empty when there is none or more than one
 * @param namesakes ids of all networks of exactly this name
 * @param others every network of another name: they have subnets, too
 * @param containers everyone who refers to the network, is declared on it or is remembered, if it still exists
 */
record ObservedNetwork(
        String name,
        EngineVersion version,
        Optional<EngineNetwork> network,
        List<String> namesakes,
        List<EngineNetwork> others,
        List<EngineContainer> containers) {

    ObservedNetwork {
        namesakes = List.copyOf(namesakes);
        others = List.copyOf(others);
        containers = List.copyOf(containers);
    }

    Optional<EngineContainer> container(String id) {
        return containers.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    Optional<EngineContainer> containerNamed(String containerName) {
        return containers.stream().filter(c -> c.name().equals(containerName)).findFirst();
    }

    /** The container's own view of this network, whether or not the network agrees. */
    Optional<EngineEndpoint> endpoint(EngineContainer container) {
        return Optional.ofNullable(container.endpoints().get(name));
    }

    /**
     * Whether container and network agree that they are connected. A running container must be seen from both sides
     * with the same endpoint; one that is not running only keeps a reference, which must not point to a network of the
     * past. (A container that was never started refers by name alone and is right with any.)
     */
    boolean attached(EngineContainer container) {
        Optional<EngineEndpoint> own = endpoint(container);
        if (network.isEmpty() || own.isEmpty()) {
            return false;
        }
        if (!container.running()) {
            return own.get().networkId().isEmpty()
                    || own.get().networkId().equals(network.get().id());
        }
        NetworkMember seen = network.get().containers().get(container.id());
        return seen != null && seen.endpointId().equals(own.get().endpointId());
    }

    /** Whether the container points to a network of this name that is not there any more. */
    boolean refersToThePast(EngineContainer container) {
        return network.isPresent()
                && endpoint(container)
                        .map(EngineEndpoint::networkId)
                        .filter(id -> !id.isEmpty() && !id.equals(network.get().id()))
                        .isPresent();
    }

    /** Whether network and containers agree about who is connected; while the engine is at it they do not. */
    boolean consistent() {
        return containers.stream()
                .filter(EngineContainer::running)
                .filter(container -> endpoint(container).isPresent() && !refersToThePast(container))
                .allMatch(this::attached);
    }

    /** Whether the container stands in the way of removing the network. */
    boolean holds(EngineContainer container) {
        return network.isPresent()
                && (network.get().containers().containsKey(container.id())
                        || (container.running()
                                && endpoint(container)
                                        .filter(e -> e.networkId()
                                                .equals(network.get().id()))
                                        .isPresent()));
    }
}
