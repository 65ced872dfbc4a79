package dev.evenkeel.engine;

import java.util.List;
import java.util.Map;

/** What {@link Engine#createNetwork} sends. {@code enableIPv4} is sent only when it is false. */
public record NetworkCreation(
        String name,
        String driver,
        boolean internal,
        boolean attachable,
        boolean enableIPv4,
        boolean enableIPv6,
        String ipamDriver,
        Map<String, String> ipamOptions,
        List<IpamPool> ipam,
        Map<String, String> options,
        Map<String, String> labels) {

    public NetworkCreation {
        ipamOptions = Map.copyOf(ipamOptions);
        ipam = List.copyOf(ipam);
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }
}
