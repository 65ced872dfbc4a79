package dev.evenkeel.engine;

import java.util.Map;

/** One address pool of a network, as text in the engine's or the user's own spelling; empty where not given. */
public record IpamPool(String subnet, String ipRange, String gateway, Map<String, String> auxiliaryAddresses) {

    public IpamPool {
        auxiliaryAddresses = Map.copyOf(auxiliaryAddresses);
    }
}
