package dev.evenkeel.network;

import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import inet.ipaddr.IPAddress;
import java.util.Comparator;
import java.util.List;

/** The addresses that a network itself has. */
final class NetworkGateways {

    private static final String BRIDGE = "bridge";
    private static final String OPTIONS = "com.docker.network.bridge.";

    private NetworkGateways() {}

    /** The address ranges of a network, in a fixed order: engines turn theirs round. */
    static List<NetworkStatus.Subnet> subnets(EngineNetwork network) {
        return network.ipam().stream()
                .map(pool -> new NetworkStatus.Subnet(pool.subnet(), of(network, pool)))
                .sorted(Comparator.comparing(NetworkStatus.Subnet::subnet))
                .toList();
    }

    /** The gateway of one pool, shown by the engine or not; empty when nobody knows. */
    static String of(EngineNetwork network, IpamPool pool) {
        return pool.gateway().isEmpty() && network.driver().equals(BRIDGE)
                ? DefaultGateway.of(pool.subnet(), pool.ipRange())
                        .map(IPAddress::toCanonicalString)
                        .orElse("")
                : pool.gateway();
    }

    /** Whether the engine's own end of the network has these addresses, and answers there. */
    static boolean answer(EngineNetwork network) {
        return network.driver().equals(BRIDGE)
                && !network.options()
                        .getOrDefault(OPTIONS + "inhibit_ipv4", "false")
                        .equals("true")
                && !network.options()
                        .getOrDefault(OPTIONS + "gateway_mode_ipv4", "")
                        .equals("isolated");
    }
}
