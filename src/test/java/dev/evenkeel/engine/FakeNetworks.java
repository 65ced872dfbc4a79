package dev.evenkeel.engine;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The networks of the {@link FakeEngine} and their addresses. */
final class FakeNetworks {

    private static final int FIRST_POOL = 18;

    private final Map<String, EngineNetwork> byId = new LinkedHashMap<>();
    private final Map<String, Map<String, NetworkMember>> ghosts = new TreeMap<>();
    private final Set<String> deviceless = new HashSet<>();
    private final Set<String> wedged = new HashSet<>();
    private final Map<Predicate<NetworkCreation>, Supplier<EngineException>> refusals = new LinkedHashMap<>();

    Collection<EngineNetwork> all() {
        return byId.values();
    }

    Optional<EngineNetwork> find(String idOrName) {
        return Optional.ofNullable(byId.get(idOrName)).or(() -> named(idOrName));
    }

    Optional<EngineNetwork> named(String name) {
        return byId.values().stream()
                .filter(network -> network.name().equals(name))
                .findFirst();
    }

    EngineNetwork get(String idOrName) {
        return find(idOrName).orElseThrow(() -> new EngineException.NotFound("network " + idOrName + " not found"));
    }

    /** Of the network of this id: what containers left behind that are gone, in the engine's form. */
    Map<String, NetworkMember> ghosts(String id) {
        return ghosts.getOrDefault(id, Map.of());
    }

    void wedge(String id) {
        wedged.add(id);
    }

    /** Whether there is an endpoint that belongs to no container. */
    boolean holdsOn(String id) {
        return wedged.contains(id) || !ghosts(id).isEmpty();
    }

    void pullDevice(String id) {
        deviceless.add(id);
    }

    boolean hasDevice(EngineNetwork network) {
        return !deviceless.contains(network.id());
    }

    void haunt(String id, String name, String endpointId) {
        ghosts.computeIfAbsent(id, none -> new TreeMap<>())
                .put("ep-" + endpointId, new NetworkMember(name, endpointId));
    }

    /** Whether there was such an endpoint. */
    boolean exorcise(String id, String name) {
        return ghosts.getOrDefault(id, new TreeMap<>()).values().removeIf(ghost -> ghost.containerName()
                .equals(name));
    }

    void remove(String id) {
        byId.remove(id);
    }

    void refuse(Predicate<NetworkCreation> these, Supplier<EngineException> refusal) {
        refusals.put(these, refusal);
    }

    void relent() {
        refusals.clear();
    }

    EngineNetwork create(String id, NetworkCreation creation) {
        refusals.forEach((these, refusal) -> {
            if (these.test(creation)) {
                throw refusal.get();
            }
        });
        if (named(creation.name()).isPresent()) {
            throw new EngineException.NameTaken("network with name " + creation.name() + " already exists");
        }
        for (IpamPool pool : creation.ipam()) {
            refuseOverlap(pool);
        }
        EngineNetwork network = new EngineNetwork(
                id,
                creation.name(),
                "local",
                creation.driver(),
                creation.internal(),
                creation.attachable(),
                creation.enableIPv4(),
                creation.enableIPv6(),
                creation.ipamDriver(),
                creation.ipamOptions(),
                completed(creation),
                creation.options(),
                creation.labels(),
                Map.of());
        byId.put(id, network);
        return network;
    }

    /** The next free address of a family; empty if the network has no pool of it. */
    String freeAddress(EngineNetwork network, boolean v6, Set<String> taken) {
        for (IpamPool pool : network.ipam()) {
            IPAddress range = parsed(pool.ipRange().isEmpty() ? pool.subnet() : pool.ipRange());
            if (range.isIPv6() == v6) {
                IPAddress candidate = range.getLower().withoutPrefixLength();
                do {
                    candidate = candidate.increment(1);
                } while (taken.contains(candidate.toString())
                        || candidate.toString().equals(pool.gateway())
                        || candidate.equals(
                                range.getLower().withoutPrefixLength().increment(1))
                        || pool.auxiliaryAddresses().containsValue(candidate.toString()));
                return candidate.toString();
            }
        }
        return "";
    }

    private void refuseOverlap(IpamPool wanted) {
        if (overlapping(wanted).isPresent()) {
            throw new EngineException.AddressPool("Pool overlaps with other one on this address space");
        }
    }

    private Optional<IpamPool> overlapping(IpamPool wanted) {
        IPAddress subnet = parsed(wanted.subnet());
        return byId.values().stream()
                .flatMap(network -> network.ipam().stream())
                .filter(pool -> parsed(pool.subnet()).contains(subnet) || subnet.contains(parsed(pool.subnet())))
                .findFirst();
    }

    private List<IpamPool> completed(NetworkCreation creation) {
        List<IpamPool> pools = new ArrayList<>(creation.ipam());
        if (creation.enableIPv4()
                && pools.stream().noneMatch(pool -> parsed(pool.subnet()).isIPv4())) {
            pools.add(free("172.%d.0.0/16", "172.%d.0.1"));
        }
        if (creation.enableIPv6()
                && pools.stream().noneMatch(pool -> parsed(pool.subnet()).isIPv6())) {
            pools.add(free("fd00:%d::/64", "fd00:%d::1"));
        }
        return pools;
    }

    private IpamPool free(String subnet, String gateway) {
        return IntStream.iterate(FIRST_POOL, number -> number + 1)
                .mapToObj(number -> new IpamPool(subnet.formatted(number), "", gateway.formatted(number), Map.of()))
                .filter(pool -> overlapping(pool).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    static EngineNetwork withContainers(EngineNetwork network, Map<String, NetworkMember> containers) {
        return new EngineNetwork(
                network.id(),
                network.name(),
                network.scope(),
                network.driver(),
                network.internal(),
                network.attachable(),
                network.enableIPv4(),
                network.enableIPv6(),
                network.ipamDriver(),
                network.ipamOptions(),
                network.ipam(),
                network.options(),
                network.labels(),
                containers);
    }

    private static IPAddress parsed(String address) {
        return new IPAddressString(address).getAddress().toPrefixBlock();
    }
}
