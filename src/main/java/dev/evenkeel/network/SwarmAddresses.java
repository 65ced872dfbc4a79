package dev.evenkeel.network;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.resource.Resource;
import java.util.HashMap;
import java.util.Map;

/**
 * Addresses on an overlay network. A swarm writes down each one that it chose as if somebody had asked for it, so only
 * those in a subnet that the spec names can have been asked for.
 */
final class SwarmAddresses {

    private SwarmAddresses() {}

    /** The container, with no address on the network that nobody can have asked for. */
    static EngineContainer unasked(EngineContainer container, Resource<NetworkSpec, NetworkStatus> desired) {
        String network = desired.metadata().name();
        EngineEndpoint endpoint = container.endpoints().get(network);
        if (!desired.spec().driver().equals("overlay") || endpoint == null) {
            return container;
        }
        Map<String, EngineEndpoint> endpoints = new HashMap<>(container.endpoints());
        endpoints.put(network, endpoint.with(asked(endpoint.settings(), desired.spec())));
        return container.with(endpoints);
    }

    private static EndpointSettings asked(EndpointSettings settings, NetworkSpec spec) {
        return settings.with(
                IpamRules.covered(spec, settings.ipv4Address()) ? settings.ipv4Address() : "",
                IpamRules.covered(spec, settings.ipv6Address()) ? settings.ipv6Address() : "");
    }
}
