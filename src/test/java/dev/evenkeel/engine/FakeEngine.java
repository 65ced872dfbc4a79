package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.InUse;
import dev.evenkeel.engine.EngineException.NotFound;
import dev.evenkeel.engine.EngineException.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * An engine in memory that passes {@link EngineContract}, with doors for tests: containers that somebody runs, volumes
 * with contents, and an engine that is away for a while.
 */
public final class FakeEngine implements Engine {

    private final FakeNetworks networks = new FakeNetworks();
    private final FakeEvents events = new FakeEvents();
    private final FakeContainers containers = new FakeContainers();
    private final FakeVolumes volumes = new FakeVolumes();
    private final FakeIds ids = new FakeIds();
    private final FakeAttachments attachments = new FakeAttachments(networks, containers, events, ids);
    private final FakeArchives archives = new FakeArchives(volumes);
    private final Set<String> images = new HashSet<>();
    private final FakeExecs execs = new FakeExecs();
    private Duration waited = Duration.ZERO;
    private boolean away;

    // Doors for tests.

    /** What {@code docker create --network NETWORK} does. */
    public synchronized String createContainer(String name, String network) {
        return createContainer(name, network, Map.of(), Set.of());
    }

    public synchronized String createContainer(
            String name, String network, Map<String, String> labels, Set<String> volumeNames) {
        FakeContainer container = new FakeContainer(ids.next(), name, network, labels, volumeNames);
        volumeNames.forEach(volume -> createVolume(new VolumeCreation(volume, "local", Map.of(), Map.of())));
        container.endpoints.put(network, new EngineEndpoint("", "", EndpointSettings.NONE, "", "", ""));
        containers.add(container);
        events.emit("container", "create", container.id, Map.of("name", name));
        return container.id;
    }

    /** A running container without networks, that has these mounts and these bonds. */
    public synchronized String runUser(
            String name, Map<String, String> labels, List<EngineMount> mounts, ContainerBonds bonds) {
        FakeContainer container = new FakeContainer(ids.next(), name, "none", labels, Set.of());
        container.mounts = List.copyOf(mounts);
        container.bonds = bonds;
        container.state = "running";
        containers.add(container);
        return container.id;
    }

    /** From now on it does not end when it is asked to: it has to be killed. */
    public synchronized void makeStubborn(String id) {
        containers.get(id).stubborn = true;
    }

    /** What happens when somebody runs a command in a container. */
    public void onExec(FakeExecs.Behaviour behaviour) {
        execs.become(behaviour);
    }

    /** How many seconds were waited for containers that had to be killed. */
    public synchronized Duration waited() {
        return waited;
    }

    /** What {@code docker run --network NETWORK} does. */
    public synchronized String runContainer(String name, String network) {
        String id = createContainer(name, network);
        startContainer(id);
        return id;
    }

    public synchronized void stopContainer(String id) {
        attachments.stop(containers.get(id));
    }

    public synchronized void removeContainer(String id) {
        FakeContainer container = containers.get(id);
        if (container.running()) {
            stopContainer(id);
        }
        containers.remove(id);
        events.emit("container", "destroy", id, Map.of("name", container.name));
    }

    /** What {@code ip link del} does on the engine's host: nothing that the engine shows. */
    public synchronized void pullDevice(String networkId) {
        networks.pullDevice(networkId);
    }

    /** A stopped container that should have been started with the engine, when its network was gone. */
    public synchronized void strand(String id, String restartPolicy, String error) {
        attachments.strand(containers.get(id), restartPolicy, error);
    }

    /** A connect that failed: settings were noted too early, or the network does not know the endpoint. */
    public synchronized void botch(String id, String network, EndpointSettings noted, boolean ghost) {
        attachments.botch(containers.get(id), network, noted, ghost);
    }

    /** What a container leaves behind that is removed while it is being connected. */
    public synchronized void leaveEndpoint(String networkId, String container) {
        networks.haunt(networkId, container, ids.next());
    }

    /** From now on networks like these are not taken. */
    public synchronized void refuse(Predicate<NetworkCreation> these, Supplier<EngineException> refusal) {
        networks.refuse(these, refusal);
    }

    /** From now on every network is taken again. */
    public synchronized void relent() {
        networks.relent();
    }

    /** From now on the network has an endpoint that nobody sees, until the engine is started again. */
    public synchronized void wedge(String networkId) {
        networks.wedge(networkId);
    }

    /** A file in a volume, by its path below the volume's root. */
    public synchronized Optional<byte[]> file(String volume, String path) {
        return volumes.contents(volume).file(path);
    }

    public synchronized void writeFile(String volume, String path, String text) {
        volumes.contents(volume).write(path, text);
    }

    /** From now on every call fails, and the event streams end. */
    public synchronized void goAway() {
        away = true;
        events.endAll();
    }

    public synchronized void comeBack() {
        away = false;
    }

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
        Map<String, NetworkMember> members = new TreeMap<>(containers.members(network));
        members.putAll(networks.ghosts(network.id()));
        return FakeNetworks.withContainers(network, members);
    }

    @Override
    public synchronized String createNetwork(NetworkCreation creation) {
        answer();
        EngineNetwork network = networks.create(ids.next(), creation);
        events.emit("network", "create", network.id(), Map.of("name", network.name(), "type", network.driver()));
        return network.id();
    }

    @Override
    public synchronized void removeNetwork(String id) {
        answer();
        EngineNetwork network = networks.get(id);
        if (containers.on(network).findAny().isPresent() || networks.holdsOn(network.id())) {
            throw new InUse("network " + network.name() + " id " + network.id() + " has active endpoints");
        }
        networks.remove(network.id());
        events.emit("network", "destroy", network.id(), Map.of("name", network.name(), "type", network.driver()));
    }

    @Override
    public synchronized void connect(String networkId, String containerId, EndpointSettings settings) {
        answer();
        attachments.connect(networkId, containers.get(containerId), settings);
    }

    @Override
    public synchronized void disconnect(String network, String containerId) {
        answer();
        if (!networks.exorcise(network, containerId)) {
            attachments.disconnect(network, containers.get(containerId));
        }
    }

    @Override
    public synchronized List<EngineVolume> volumes() {
        answer();
        return volumes.all();
    }

    @Override
    public synchronized Map<String, Long> volumeSizes() {
        answer();
        return volumes.sizes();
    }

    @Override
    public synchronized EngineVolume volume(String name) {
        answer();
        return volumes.get(name);
    }

    @Override
    public synchronized EngineVolume createVolume(VolumeCreation creation) {
        answer();
        if (!volumes.has(creation.name())) {
            volumes.add(creation);
            events.emit("volume", "create", creation.name(), Map.of("driver", creation.driver()));
        }
        return volumes.get(creation.name());
    }

    @Override
    public synchronized void removeVolume(String name) {
        EngineVolume volume = volume(name);
        if (containers.use(name)) {
            throw new InUse("remove " + name + ": volume is in use");
        }
        volumes.remove(name);
        events.emit("volume", "destroy", name, Map.of("driver", volume.driver()));
    }

    @Override
    public List<ContainerSummary> containers() {
        return containers(Map.of());
    }

    @Override
    public synchronized List<ContainerSummary> containers(Map<String, Set<String>> filters) {
        answer();
        return containers.listed(filters);
    }

    @Override
    public synchronized EngineContainer container(String idOrName) {
        answer();
        return containers.get(idOrName).inspected();
    }

    @Override
    public synchronized void startContainer(String id) {
        answer();
        attachments.start(containers.get(id));
    }

    @Override
    public synchronized void stopContainer(String id, Duration grace) {
        answer();
        FakeContainer container = containers.get(id);
        if (!container.running()) {
            return;
        }
        if (container.stubborn) {
            waited = waited.plus(grace);
        }
        attachments.stop(container);
        container.exited(container.stubborn ? 137 : 0);
        if (container.bonds.removedAtItsEnd()) {
            containers.remove(id);
        }
    }

    @Override
    public synchronized void pauseContainer(String id) {
        answer();
        FakeContainer container = containers.get(id);
        if (!container.state.equals("running")) {
            throw new EngineException.Rejected("Container " + id + " is not running");
        }
        container.state = "paused";
    }

    @Override
    public synchronized void unpauseContainer(String id) {
        answer();
        FakeContainer container = containers.get(id);
        if (!container.state.equals("paused")) {
            throw new EngineException.Rejected("Container " + id + " is not paused");
        }
        container.state = "running";
    }

    @Override
    public synchronized String createExec(String containerId, ExecCreation creation) {
        answer();
        FakeContainer container = containers.get(containerId);
        if (!container.state.equals("running")) {
            throw new EngineException.Rejected("Container " + containerId + " is not running");
        }
        return execs.create(ids.next(), container.name, creation);
    }

    @Override
    public InputStream startExec(String execId, Duration limit) {
        return execs.start(execId);
    }

    @Override
    public EngineExec exec(String execId) {
        return execs.get(execId);
    }

    @Override
    public synchronized String createHelper(HelperCreation creation) {
        if (!hasImage(creation.image())) {
            throw new NotFound("No such image: " + creation.image());
        }
        // The engine makes the volume if it is not there.
        createVolume(new VolumeCreation(creation.volume(), "local", Map.of(), Map.of()));
        String id = ids.next();
        FakeContainer helper = new FakeContainer(
                id, "helper-" + id.substring(0, 12), "none", creation.labels(), Set.of(creation.volume()));
        containers.add(helper);
        archives.mount(id, creation.mountPath());
        events.emit("container", "create", id, Map.of("name", helper.name));
        return id;
    }

    @Override
    public synchronized void removeHelper(String id) {
        answer();
        if (containers.get(id).running()) {
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
    public void killHelper(String id) {
        throw runsNothing();
    }

    @Override
    public InputStream attach(String id, OutputStream errors) {
        throw runsNothing();
    }

    @Override
    public int awaitExit(String id) {
        throw runsNothing();
    }

    @Override
    public String imageOf(String containerId) {
        throw runsNothing();
    }

    private static UnsupportedOperationException runsNothing() {
        return new UnsupportedOperationException("no program runs in here");
    }

    @Override
    public synchronized void importEmptyImage(String repository, String tag) {
        answer();
        images.add(repository + ":" + tag);
    }

    @Override
    public synchronized PathStat statPath(String containerId, String path) {
        answer();
        return archives.stat(containers.get(containerId), path);
    }

    @Override
    public synchronized InputStream readArchive(String containerId, String path) {
        answer();
        return archives.read(containers.get(containerId), path);
    }

    @Override
    public synchronized void writeArchive(String containerId, String path, InputStream tar) throws IOException {
        answer();
        archives.write(containers.get(containerId), path, tar);
    }

    @Override
    public synchronized void emptyMount(String containerId, String path) {
        answer();
        archives.empty(containers.get(containerId), path);
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
}
