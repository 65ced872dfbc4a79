package dev.evenkeel.engine;

import java.util.List;
import java.util.Map;

/**
 * A network as the engine has it. What the engine leaves out or writes as null is empty here.
 *
 * @param driver empty while a swarm is still making room for the network: nothing else of it is to be trusted then
 * @param enableIPv4 true on engines that do not know the field (API before 1.47)
 * @param containers by full container id: those running on it, as this side sees them
 */
public record EngineNetwork(
        String id,
        String name,
        String scope,
        String driver,
        boolean internal,
        boolean attachable,
        boolean enableIPv4,
        boolean enableIPv6,
        String ipamDriver,
        Map<String, String> ipamOptions,
        List<IpamPool> ipam,
        Map<String, String> options,
        Map<String, String> labels,
        Map<String, NetworkMember> containers) {

    public EngineNetwork {
        ipamOptions = Map.copyOf(ipamOptions);
        ipam = List.copyOf(ipam);
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
        containers = Map.copyOf(containers);
    }
}
