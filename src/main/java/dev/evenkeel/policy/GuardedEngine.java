package dev.evenkeel.policy;

import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineExec;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.EventStream;
import dev.evenkeel.engine.ExecCreation;
import dev.evenkeel.engine.HelperCreation;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.PathStat;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.policy.HostPolicy.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An engine that is asked for nothing the policy does not allow, whoever asks and however he came to want it; and for
 * nothing that takes something away once somebody else may be at work on it. What brings back, such as a connect or a
 * start, is let through: it is right whoever does it.
 */
public final class GuardedEngine implements Engine {

    private final String name;
    private final Engine engine;
    private final HostPolicy policy;
    private final PolicyListener listener;
    private final Runnable alone;

    /** Of somebody who is always alone with the engine. */
    public GuardedEngine(String name, Engine engine, HostPolicy policy, PolicyListener listener) {
        this(name, engine, policy, listener, () -> {});
    }

    /** @param alone throws when the engine may be in the hands of another process by now */
    public GuardedEngine(String name, Engine engine, HostPolicy policy, PolicyListener listener, Runnable alone) {
        this.name = name;
        this.engine = engine;
        this.policy = policy;
        this.listener = listener;
        this.alone = alone;
    }

    @Override
    public String createNetwork(NetworkCreation creation) {
        alone.run();
        require(policy.refusal(creation));
        return engine.createNetwork(creation);
    }

    @Override
    public void connect(String networkId, String containerId, EndpointSettings settings) {
        require(policy.refusal(settings));
        engine.connect(networkId, containerId, settings);
    }

    @Override
    public EngineVolume createVolume(VolumeCreation creation) {
        alone.run();
        require(policy.refusal(creation));
        return engine.createVolume(creation);
    }

    @Override
    public String createHelper(HelperCreation creation) {
        alone.run();
        require(policy.refusal(creation));
        require(policy.refusal(engine.volume(creation.volume())));
        return engine.createHelper(creation);
    }

    @Override
    public void killHelper(String id) {
        engine.killHelper(id);
    }

    @Override
    public InputStream attach(String id, OutputStream errors) {
        return engine.attach(id, errors);
    }

    @Override
    public int awaitExit(String id) {
        return engine.awaitExit(id);
    }

    @Override
    public String imageOf(String containerId) {
        return engine.imageOf(containerId);
    }

    @Override
    public EngineVersion version() {
        return engine.version();
    }

    @Override
    public List<EngineNetwork> networks() {
        return engine.networks();
    }

    @Override
    public EngineNetwork network(String id) {
        return engine.network(id);
    }

    @Override
    public void removeNetwork(String id) {
        alone.run();
        engine.removeNetwork(id);
    }

    @Override
    public void disconnect(String network, String containerId) {
        alone.run();
        engine.disconnect(network, containerId);
    }

    @Override
    public List<EngineVolume> volumes() {
        return engine.volumes();
    }

    @Override
    public Map<String, Long> volumeSizes() {
        return engine.volumeSizes();
    }

    @Override
    public EngineVolume volume(String volume) {
        return engine.volume(volume);
    }

    @Override
    public void removeVolume(String volume) {
        alone.run();
        engine.removeVolume(volume);
    }

    @Override
    public List<ContainerSummary> containers() {
        return engine.containers();
    }

    @Override
    public List<ContainerSummary> containers(Map<String, Set<String>> filters) {
        return engine.containers(filters);
    }

    @Override
    public EngineContainer container(String idOrName) {
        return engine.container(idOrName);
    }

    @Override
    public void startContainer(String id) {
        engine.startContainer(id);
    }

    @Override
    public void stopContainer(String id, Duration grace) {
        alone.run();
        engine.stopContainer(id, grace);
    }

    @Override
    public void pauseContainer(String id) {
        alone.run();
        engine.pauseContainer(id);
    }

    @Override
    public void unpauseContainer(String id) {
        engine.unpauseContainer(id);
    }

    @Override
    public String createExec(String containerId, ExecCreation creation) {
        require(policy.refusal(creation));
        return engine.createExec(containerId, creation);
    }

    @Override
    public InputStream startExec(String execId, Duration limit) {
        return engine.startExec(execId, limit);
    }

    @Override
    public EngineExec exec(String execId) {
        return engine.exec(execId);
    }

    @Override
    public void removeHelper(String id) {
        engine.removeHelper(id);
    }

    @Override
    public boolean hasImage(String image) {
        return engine.hasImage(image);
    }

    @Override
    public void importEmptyImage(String repository, String tag) {
        engine.importEmptyImage(repository, tag);
    }

    @Override
    public PathStat statPath(String containerId, String path) {
        return engine.statPath(containerId, path);
    }

    @Override
    public InputStream readArchive(String containerId, String path) {
        return engine.readArchive(containerId, path);
    }

    @Override
    public void writeArchive(String containerId, String path, InputStream tar) throws IOException {
        alone.run();
        engine.writeArchive(containerId, path, tar);
    }

    @Override
    public void emptyMount(String containerId, String path) {
        alone.run();
        engine.emptyMount(containerId, path);
    }

    @Override
    public EventStream events() {
        return engine.events();
    }

    @Override
    public void close() {
        engine.close();
    }

    private void require(Optional<Refusal> refusal) {
        if (refusal.isPresent()) {
            listener.denied(name, PolicyListener.Stage.engine, refusal.get().feature());
            throw new EngineException.Denied(
                    "not sent to the engine: " + refusal.get().message());
        }
    }
}
