package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.AddressInUse;
import dev.evenkeel.engine.EngineException.AlreadyConnected;
import dev.evenkeel.engine.EngineException.Failed;
import dev.evenkeel.engine.EngineException.InUse;
import dev.evenkeel.engine.EngineException.NotConnected;
import dev.evenkeel.engine.EngineException.NotFound;
import dev.evenkeel.engine.EngineException.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An engine in memory that passes {@link EngineContract}, with doors for tests: containers that somebody runs, volumes
 * with contents, and an engine that is away for a while.
 */
public final class FakeEngine implements Engine {

    private final FakeNetworks networks = new FakeNetworks();
    private final FakeEvents events = new FakeEvents();
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Map<String, EngineVolume> volumes = new TreeMap<>();
    private final Map<String, FakeContents> contents = new HashMap<>();
    private final Map<String, String> mountPaths = new HashMap<>();
    private final Set<String> images = new HashSet<>();
    private long ids;
    private boolean away;

    // Doors for tests.

    /** What {@code docker create --network NETWORK} does. */
    public synchronized String createContainer(String name, String network) {
        return createContainer(name, network, Map.of(), Set.of());
    }

    public synchronized String createContainer(
            String name, String network, Map<String, String> labels, Set<String> volumeNames) {
        FakeContainer container = new FakeContainer(nextId(), name, network, labels, volumeNames);
        volumeNames.forEach(volume -> createVolume(new VolumeCreation(volume, "local", Map.of(), Map.of())));
        container.endpoints.put(network, new EngineEndpoint("", "", EndpointSettings.NONE, "", "", ""));
        containers.put(container.id, container);
        events.emit("container", "create", container.id, Map.of("name", name));
        return container.id;
    }

    /** What {@code docker run --network NETWORK} does. */
    public synchronized String runContainer(String name, String network) {
        String id = createContainer(name, network);
        startContainer(id);
        return id;
    }

    public synchronized void startContainer(String id) {
        FakeContainer container = find(id);
        Map<String, EngineNetwork> found = new LinkedHashMap<>();
        container.endpoints.forEach((name, endpoint) -> found.put(name, networkOf(name, endpoint)));
        found.forEach((name, network) ->
                attach(container, network, container.endpoints.get(name).settings()));
        container.state = "running";
        events.emit("container", "start", id, Map.of("name", container.name));
    }

    public synchronized void stopContainer(String id) {
        FakeContainer container = find(id);
        container.endpoints.forEach((name, endpoint) -> tell("disconnect", networks.get(name), id));
        container.stop();
        events.emit("container", "die", id, Map.of("name", container.name));
    }

    public synchronized void removeContainer(String id) {
        FakeContainer container = find(id);
        if (container.running()) {
            stopContainer(id);
        }
        containers.remove(id);
        events.emit("container", "destroy", id, Map.of("name", container.name));
    }

    /** A file in a volume, by its path below the volume's root. */
    public synchronized Optional<byte[]> file(String volume, String path) {
        return contentsOf(volume).file(path);
    }

    public synchronized void writeFile(String volume, String path, String text) {
        contentsOf(volume).write(path, text);
    }

    /** From now on every call fails, and the event streams end. */
    public synchronized void goAway() {
        away = true;
        events.endAll();
    }

    public synchronized void comeBack() {
        away = false;
    }

    // The engine.

    @Override
    public synchronized EngineVersion version() {
        answer();
        return new EngineVersion("28.5.2", "1.51");
    }

    @Override
    public synchronized List<EngineNetwork> networks() {
        answer();
        return List.copyOf(networks.all());
    }

    @Override
    public synchronized EngineNetwork network(String id) {
        answer();
        EngineNetwork network = networks.get(id);
        Map<String, NetworkMember> members = new HashMap<>();
        running(network)
                .forEach(container -> members.put(
                        container.id,
                        new NetworkMember(
                                container.name,
                                container.endpoints.get(network.name()).endpointId())));
        return FakeNetworks.withContainers(network, members);
    }

    @Override
    public synchronized String createNetwork(NetworkCreation creation) {
        answer();
        EngineNetwork network = networks.create(nextId(), creation);
        events.emit("network", "create", network.id(), Map.of("name", network.name(), "type", network.driver()));
        return network.id();
    }

    @Override
    public synchronized void removeNetwork(String id) {
        answer();
        EngineNetwork network = networks.get(id);
        if (running(network).findAny().isPresent()) {
            throw new InUse("network " + network.name() + " id " + network.id() + " has active endpoints");
        }
        networks.remove(network.id());
        events.emit("network", "destroy", network.id(), Map.of("name", network.name(), "type", network.driver()));
    }

    @Override
    public synchronized void connect(String networkId, String containerId, EndpointSettings settings) {
        answer();
        FakeContainer container = find(containerId);
        if (!container.running()) {
            String name = networks.find(networkId).map(EngineNetwork::name).orElse(networkId);
            container.endpoints.put(name, new EngineEndpoint("", "", settings, "", "", ""));
            return;
        }
        EngineNetwork network = networks.get(networkId);
        if (container.isOnLive(network.id())) {
            throw new AlreadyConnected(
                    "endpoint with name " + container.name + " already exists in network " + network.name());
        }
        attach(container, network, settings);
    }

    @Override
    public synchronized void disconnect(String network, String containerId) {
        answer();
        FakeContainer container = find(containerId);
        Optional<EngineNetwork> live = networks.find(network);
        String name = live.map(EngineNetwork::name).orElse(network);
        if (!container.endpoints.containsKey(name)) {
            throw live.isPresent()
                    ? new NotConnected("container " + containerId + " is not connected to network " + name)
                    : new NotFound("network " + network + " not found");
        }
        container.endpoints.remove(name);
        if (container.running()) {
            live.ifPresent(found -> tell("disconnect", found, containerId));
        }
    }

    @Override
    public synchronized List<EngineVolume> volumes() {
        answer();
        return List.copyOf(volumes.values());
    }

    @Override
    public synchronized EngineVolume volume(String name) {
        answer();
        return Optional.ofNullable(volumes.get(name))
                .orElseThrow(() -> new NotFound("get " + name + ": no such volume"));
    }

    @Override
    public synchronized EngineVolume createVolume(VolumeCreation creation) {
        answer();
        return volumes.computeIfAbsent(creation.name(), name -> {
            contents.put(name, new FakeContents());
            events.emit("volume", "create", name, Map.of("driver", creation.driver()));
            return new EngineVolume(
                    name,
                    creation.driver(),
                    creation.options(),
                    creation.labels(),
                    "/var/lib/docker/volumes/" + name + "/_data",
                    "2026-01-01T00:00:00Z");
        });
    }

    @Override
    public synchronized void removeVolume(String name) {
        EngineVolume volume = volume(name);
        if (containers.values().stream().anyMatch(container -> container.volumes.contains(name))) {
            throw new InUse("remove " + name + ": volume is in use");
        }
        volumes.remove(name);
        contents.remove(name);
        events.emit("volume", "destroy", name, Map.of("driver", volume.driver()));
    }

    @Override
    public List<ContainerSummary> containers() {
        return containers(Map.of());
    }

    @Override
    public synchronized List<ContainerSummary> containers(Map<String, Set<String>> filters) {
        answer();
        return containers.values().stream()
                .filter(container -> filters.entrySet().stream().allMatch(filter -> filter.getValue().stream()
                        .anyMatch(value -> container.matches(filter.getKey(), value))))
                .map(FakeContainer::listed)
                .toList();
    }

    @Override
    public synchronized EngineContainer container(String idOrName) {
        answer();
        return find(idOrName).inspected();
    }

    @Override
    public synchronized String createHelper(HelperCreation creation) {
        if (!hasImage(creation.image())) {
            throw new NotFound("No such image: " + creation.image());
        }
        // The engine makes the volume if it is not there.
        createVolume(new VolumeCreation(creation.volume(), "local", Map.of(), Map.of()));
        String id = nextId();
        FakeContainer helper =
                new FakeContainer(id, "helper" + ids, "none", creation.labels(), Set.of(creation.volume()));
        containers.put(id, helper);
        mountPaths.put(id, creation.mountPath());
        events.emit("container", "create", id, Map.of("name", helper.name));
        return id;
    }

    @Override
    public synchronized void removeHelper(String id) {
        answer();
        if (find(id).running()) {
            throw new InUse("You cannot remove a running container " + id);
        }
        removeContainer(id);
    }

    @Override
    public synchronized boolean hasImage(String name) {
        answer();
        return images.contains(name.contains(":") ? name : name + ":latest");
    }

    @Override
    public synchronized void importEmptyImage(String repository, String tag) {
        answer();
        images.add(repository + ":" + tag);
    }

    @Override
    public synchronized PathStat statPath(String containerId, String path) {
        FakeContents found = contentsAt(containerId, path);
        return new PathStat(path.substring(1), 4096, found.modifiedAt());
    }

    @Override
    public synchronized InputStream readArchive(String containerId, String path) {
        return contentsAt(containerId, path).pack(path.substring(1) + "/");
    }

    @Override
    public synchronized void writeArchive(String containerId, String path, InputStream tar) throws IOException {
        answer();
        String mountPath = mountPaths.get(find(containerId).id);
        String prefix = path.equals("/") ? mountPath.substring(1) + "/" : "";
        contentsAt(containerId, mountPath).unpack(prefix, tar);
    }

    @Override
    public synchronized EventStream events() {
        answer();
        return events.subscribe();
    }

    @Override
    public synchronized void close() {
        events.endAll();
    }

    private void answer() {
        if (away) {
            throw new Unreachable("the engine is away");
        }
    }

    private String nextId() {
        // Spread, so that the first digits tell them apart as those of real ids do.
        return "%016x%048x".formatted(++ids * 0x9E3779B97F4A7C15L, ids);
    }

    private FakeContainer find(String idOrName) {
        return containers.values().stream()
                .filter(container -> container.id.equals(idOrName) || container.name.equals(idOrName))
                .findFirst()
                .orElseThrow(() -> new NotFound("No such container: " + idOrName));
    }

    private Stream<FakeContainer> running(EngineNetwork network) {
        return containers.values().stream().filter(container -> container.isOnLive(network.id()));
    }

    private EngineNetwork networkOf(String name, EngineEndpoint endpoint) {
        if (endpoint.networkId().isEmpty()) {
            return networks.get(name);
        }
        return networks.find(endpoint.networkId())
                .orElseThrow(() -> new Failed("network " + endpoint.networkId() + " not found"));
    }

    private void attach(FakeContainer container, EngineNetwork network, EndpointSettings settings) {
        Set<String> taken = new HashSet<>();
        running(network).map(other -> other.endpoints.get(network.name())).forEach(endpoint -> {
            taken.add(endpoint.ipv4Address());
            taken.add(endpoint.ipv6Address());
        });
        if ((!settings.ipv4Address().isEmpty() && taken.contains(settings.ipv4Address()))
                || (!settings.ipv6Address().isEmpty() && taken.contains(settings.ipv6Address()))) {
            throw new AddressInUse("Address already in use");
        }
        String ipv4 =
                settings.ipv4Address().isEmpty() ? networks.freeAddress(network, false, taken) : settings.ipv4Address();
        String ipv6 =
                settings.ipv6Address().isEmpty() ? networks.freeAddress(network, true, taken) : settings.ipv6Address();
        String mac =
                settings.macAddress().isEmpty() ? "02:42:00:00:00:%02x".formatted(ids % 256) : settings.macAddress();
        container.endpoints.put(network.name(), new EngineEndpoint(network.id(), nextId(), settings, ipv4, ipv6, mac));
        tell("connect", network, container.id);
    }

    private void tell(String action, EngineNetwork network, String containerId) {
        events.emit(
                "network",
                action,
                network.id(),
                Map.of("name", network.name(), "type", network.driver(), "container", containerId));
    }

    private FakeContents contentsOf(String volume) {
        return Optional.ofNullable(contents.get(volume))
                .orElseThrow(() -> new NotFound("get " + volume + ": no such volume"));
    }

    private FakeContents contentsAt(String containerId, String path) {
        answer();
        FakeContainer container = find(containerId);
        if (!path.equals(mountPaths.get(container.id))) {
            throw new NotFound("Could not find the file " + path + " in container " + containerId);
        }
        return contentsOf(container.volumes.iterator().next());
    }
}
