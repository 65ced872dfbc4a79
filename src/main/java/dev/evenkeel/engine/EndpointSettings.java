package dev.evenkeel.engine;

import java.util.List;
import java.util.Map;

/**
 * How a container is, or shall be, connected to a network: what somebody chose, not what the engine assigned. After a
 * disconnect the engine remembers nothing of it.
 *
 * @param ipv4Address a fixed address; empty for one of the engine's choice
 * @param macAddress a fixed address; engines with API 1.44 to 1.53 ignore it on connect
 * @param gatewayPriority needs API 1.48; 0 is not sent
 */
public record EndpointSettings(
        List<String> aliases,
        String ipv4Address,
        String ipv6Address,
        List<String> linkLocalAddresses,
        String macAddress,
        List<String> links,
        Map<String, String> driverOptions,
        int gatewayPriority) {

    public static final EndpointSettings NONE =
            new EndpointSettings(List.of(), "", "", List.of(), "", List.of(), Map.of(), 0);

    public EndpointSettings {
        aliases = List.copyOf(aliases);
        linkLocalAddresses = List.copyOf(linkLocalAddresses);
        links = List.copyOf(links);
        driverOptions = Map.copyOf(driverOptions);
    }

    public EndpointSettings with(String otherIpv4Address, String otherIpv6Address) {
        return new EndpointSettings(
                aliases,
                otherIpv4Address,
                otherIpv6Address,
                linkLocalAddresses,
                macAddress,
                links,
                driverOptions,
                gatewayPriority);
    }

    /** Whether an address is fixed: such endpoints are connected first, before the engine gives the address away. */
    public boolean fixed() {
        return !ipv4Address.isEmpty() || !ipv6Address.isEmpty();
    }
}
