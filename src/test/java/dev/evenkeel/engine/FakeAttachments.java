package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.AlreadyConnected;
import dev.evenkeel.engine.EngineException.DeviceGone;
import dev.evenkeel.engine.EngineException.Failed;
import dev.evenkeel.engine.EngineException.NotConnected;
import dev.evenkeel.engine.EngineException.NotFound;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is on which network of the {@link FakeEngine}. */
final class FakeAttachments {

    private final FakeNetworks networks;
    private final FakeContainers containers;
    private final FakeEvents events;
    private final FakeIds ids;

    FakeAttachments(FakeNetworks networks, FakeContainers containers, FakeEvents events, FakeIds ids) {
        this.networks = networks;
        this.containers = containers;
        this.events = events;
        this.ids = ids;
    }

    /** All networks must be there, by the id that the container knows, or by name if it has never been on them. */
    void start(FakeContainer container) {
        if (container.running()) {
            return;
        }
        Map<EngineNetwork, EndpointSettings> found = new LinkedHashMap<>();
        container.endpoints.forEach((name, endpoint) -> found.put(networkOf(name, endpoint), endpoint.settings()));
        found.forEach((network, settings) -> attach(container, network, settings));
        container.state = "running";
        container.error = "";
        events.emit("container", "start", container.id, Map.of("name", container.name));
    }

    void stop(FakeContainer container) {
        container.endpoints.forEach((name, endpoint) -> tell("disconnect", networks.get(name), container));
        container.stop();
        events.emit("container", "die", container.id, Map.of("name", container.name));
    }

    void connect(String networkId, FakeContainer container, EndpointSettings settings) {
        if (!container.running()) {
            // Only noted, whether the network is there or not.
            String name = networks.find(networkId).map(EngineNetwork::name).orElse(networkId);
            container.endpoints.put(name, new EngineEndpoint("", "", settings, "", "", ""));
            return;
        }
        EngineNetwork network = networks.get(networkId);
        if (container.haunted(network.name())) {
            throw new Failed("cannot program address in sandbox interface because it conflicts with existing route");
        }
        if (container.isOnLive(network.id())) {
            throw new AlreadyConnected(
                    "endpoint with name " + container.name + " already exists in network " + network.name());
        }
        // Noted first, and left there when it comes to nothing.
        container.endpoints.put(network.name(), new EngineEndpoint("", "", settings, "", "", ""));
        attach(container, network, settings);
    }

    /** What a restart of the engine leaves of a container whose network is gone. */
    void strand(FakeContainer container, String restartPolicy, String error) {
        container.restartPolicy = restartPolicy;
        container.error = error.isEmpty()
                ? "network " + container.endpoints.values().iterator().next().networkId() + " not found"
                : error;
    }

    /** What a connect leaves behind that failed: settings that were noted too early, or a ghost. */
    void botch(FakeContainer container, String idOrName, EndpointSettings noted, boolean ghost) {
        EngineNetwork network = networks.get(idOrName);
        container.endpoints.put(
                network.name(),
                ghost
                        ? new EngineEndpoint(network.id(), FakeContainer.GHOST, noted, "", "", "02:42:00:00:00:00")
                        : new EngineEndpoint("", "", noted, "", "", ""));
    }

    void disconnect(String idOrName, FakeContainer container) {
        Optional<EngineNetwork> live = networks.find(idOrName);
        String name = live.map(EngineNetwork::name).orElse(idOrName);
        if (!container.endpoints.containsKey(name) || container.haunted(name)) {
            throw live.isPresent()
                    ? new NotConnected("container " + container.id + " is not connected to network " + name)
                    : new NotFound("network " + idOrName + " not found");
        }
        container.endpoints.remove(name);
        if (container.running()) {
            live.ifPresent(network -> tell("disconnect", network, container));
        }
    }

    private EngineNetwork networkOf(String name, EngineEndpoint endpoint) {
        return endpoint.networkId().isEmpty()
                ? networks.get(name)
                : networks.find(endpoint.networkId())
                        .orElseThrow(() -> new NotFound("network " + endpoint.networkId() + " not found"));
    }

    private void attach(FakeContainer container, EngineNetwork network, EndpointSettings settings) {
        Set<String> taken = containers.taken(network, settings);
        if (!networks.hasDevice(network)) {
            throw new DeviceGone("adding interface veth1 to bridge br-1 failed: Device does not exist");
        }
        String macAddress = chosen(settings.macAddress(), ids.macAddress());
        container.endpoints.put(
                network.name(),
                new EngineEndpoint(
                        network.id(),
                        ids.next(),
                        settings,
                        chosen(settings.ipv4Address(), networks.freeAddress(network, false, taken)),
                        chosen(settings.ipv6Address(), networks.freeAddress(network, true, taken)),
                        macAddress));
        tell("connect", network, container);
    }

    private static String chosen(String wanted, String otherwise) {
        return wanted.isEmpty() ? otherwise : wanted;
    }

    private void tell(String action, EngineNetwork network, FakeContainer container) {
        events.emit(
                "network",
                action,
                network.id(),
                Map.of("name", network.name(), "type", network.driver(), "container", container.id));
    }
}
