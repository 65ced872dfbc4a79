package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.NetworkMember;
import dev.evenkeel.policy.HostRoute;
import dev.evenkeel.resource.Ownership;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was seen of one network on the engine, at one time.
 *
 * @param name what the network is, or would be, called
 * @param network the only network of exactly this name, inspected; empty when there is none or more than one
 * @param namesakes ids of all networks of exactly this name
 * @param others every network of another name: they have subnets, too
 * @param containers everyone who refers to the network, is declared on it or is remembered, if it still exists
 * @param routes of the engine's host, bridges of networks left out
 */
record ObservedNetwork(
        String name,
        EngineVersion version,
        Optional<EngineNetwork> network,
        List<String> namesakes,
        List<EngineNetwork> others,
        List<EngineContainer> containers,
        List<HostRoute> routes) {

    /** So begin the keys of a swarm's own endpoints, which never had a container. */
    private static final String BALANCER = "lb-";

    ObservedNetwork {
        namesakes = List.copyOf(namesakes);
        others = List.copyOf(others);
        containers = List.copyOf(containers);
        routes = List.copyOf(routes);
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

    /** Whether the network as it is has a subnet for each address that the member shall have. */
    boolean admits(Membership member) {
        return Stream.of(member.ipv4Address(), member.ipv6Address())
                .flatMap(text -> Addresses.address(text).stream())
                .allMatch(address -> network.stream()
                        .flatMap(n -> n.ipam().stream())
                        .flatMap(pool -> Addresses.block(pool.subnet()).stream())
                        .anyMatch(block -> IpamRules.contains(block, address)));
    }

    /** Whether the container points to a network of this name that is not there any more. */
    boolean refersToThePast(EngineContainer container) {
        return network.isPresent()
                && endpoint(container)
                        .map(EngineEndpoint::networkId)
                        .filter(id -> !id.isEmpty() && !id.equals(network.get().id()))
                        .isPresent();
    }

    /** Whether the container is on the network in its own view alone, and the engine is not just at it. */
    boolean broken(EngineContainer container) {
        return container.running()
                && endpoint(container).isPresent()
                && !attached(container)
                && !refersToThePast(container);
    }

    /**
     * Whether the container claims an endpoint that the network does not know, as engines before 29 leave it behind
     * when a port of the host is taken at a connect. Neither connect nor disconnect helps: only its restart.
     */
    boolean ghost(EngineContainer container) {
        return network.isPresent()
                && broken(container)
                && !endpoint(container).orElseThrow().endpointId().isEmpty();
    }

    /** Who else has, or is to have, the fixed address on this network. */
    Optional<EngineContainer> holder(String address, Membership member) {
        return containers.stream()
                .filter(container -> !address.isEmpty() && !container.id().equals(member.containerID()))
                .filter(this::attached)
                .filter(container -> endpoint(container)
                        .filter(own -> Addresses.same(address, own.ipv4Address())
                                || Addresses.same(address, own.ipv6Address()))
                        .isPresent())
                .findFirst();
    }

    /** Whether network and containers agree about who is connected; while the engine is at it they do not. */
    boolean consistent() {
        return containers.stream()
                .filter(EngineContainer::running)
                .filter(container -> endpoint(container).isPresent() && !refersToThePast(container))
                .allMatch(this::attached);
    }

    /**
     * Drops what containers left behind that are gone themselves: some engines keep the endpoint when a connect races
     * with the removal, and the network is in use for ever. By a name that a container bears the engine would find
     * that one.
     */
    List<NetworkStep> drops(String cause) {
        return network.stream()
                .flatMap(n -> abandoned().map(left -> (NetworkStep) new NetworkStep.Drop(n.id(), left, cause)))
                .toList();
    }

    /** Names of endpoints whose containers are gone. */
    Stream<String> abandoned() {
        return network.stream()
                .flatMap(n -> n.containers().entrySet().stream())
                .filter(member -> !member.getKey().startsWith(BALANCER))
                .filter(member -> container(member.getKey()).isEmpty())
                .map(member -> member.getValue().containerName())
                .filter(left -> !left.isEmpty() && containerNamed(left).isEmpty())
                .sorted();
    }

    /** Everyone who says that he is on the network, sorted by name. */
    List<EngineContainer> members() {
        return containers.stream()
                .filter(container -> endpoint(container).isPresent())
                .sorted(Comparator.comparing(EngineContainer::name))
                .toList();
    }

    /** The networks of another name, without those of ours that are about to go. */
    List<EngineNetwork> lasting() {
        return others.stream()
                .filter(other -> !other.labels().containsKey(Ownership.TEMPORARY))
                .toList();
    }

    /** Networks that we made for {@code uid} for a while, to that purpose, and that are still there. */
    List<EngineNetwork> leftovers(String uid, String purpose) {
        return others.stream()
                .filter(other -> uid.equals(other.labels().get(Ownership.UID))
                        && purpose.equals(other.labels().get(Ownership.TEMPORARY)))
                .toList();
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
