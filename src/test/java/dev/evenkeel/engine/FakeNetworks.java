package dev.evenkeel.engine;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The networks of the {@link FakeEngine} and their addresses. */
final class FakeNetworks {

    private final Map<String, EngineNetwork> byId = new LinkedHashMap<>();
    private int pools = 17;

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

    void remove(String id) {
        byId.remove(id);
    }

    EngineNetwork create(String id, NetworkCreation creation) {
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
        IPAddress subnet = parsed(wanted.subnet());
        for (EngineNetwork network : byId.values()) {
            for (IpamPool pool : network.ipam()) {
                IPAddress other = parsed(pool.subnet());
                if (other.contains(subnet) || subnet.contains(other)) {
                    throw new EngineException.AddressPool("Pool overlaps with other one on this address space");
                }
            }
        }
    }

    private List<IpamPool> completed(NetworkCreation creation) {
        List<IpamPool> pools = new ArrayList<>(creation.ipam());
        if (creation.enableIPv4()
                && pools.stream().noneMatch(pool -> parsed(pool.subnet()).isIPv4())) {
            String prefix = "172." + ++this.pools + ".0.";
            pools.add(new IpamPool(prefix + "0/16", "", prefix + "1", Map.of()));
        }
        if (creation.enableIPv6()
                && pools.stream().noneMatch(pool -> parsed(pool.subnet()).isIPv6())) {
            pools.add(new IpamPool("fd00:" + ++this.pools + "::/64", "", "fd00:" + this.pools + "::1", Map.of()));
        }
        return pools;
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
