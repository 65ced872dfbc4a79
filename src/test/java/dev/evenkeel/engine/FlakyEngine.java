package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** An engine that fails, once, at the n-th call that changes something, counted from 1. */
public final class FlakyEngine implements Engine {

    private static final int NEVER = Integer.MAX_VALUE;

    private final Engine engine;
    private final int failing;
    private final boolean doneBeforeFailing;
    private final Supplier<? extends RuntimeException> failure;
    private int mutatingCalls;

    private FlakyEngine(
            Engine engine, int failing, boolean doneBeforeFailing, Supplier<? extends RuntimeException> failure) {
        this.engine = engine;
        this.failing = failing;
        this.doneBeforeFailing = doneBeforeFailing;
        this.failure = failure;
    }

    /** Only counts. */
    public static FlakyEngine reliable(Engine engine) {
        return failingBefore(NEVER, engine);
    }

    /** The request is lost: the engine does nothing. */
    public static FlakyEngine failingBefore(int nth, Engine engine) {
        return failingBefore(nth, engine, () -> new Unreachable("the request is lost"));
    }

    public static FlakyEngine failingBefore(int nth, Engine engine, Supplier<? extends RuntimeException> failure) {
        return new FlakyEngine(engine, nth, false, failure);
    }

    /** The reply is lost: the engine does it, and nobody hears of it. */
    public static FlakyEngine failingAfter(int nth, Engine engine) {
        return failingAfter(nth, engine, () -> new Unreachable("the reply is lost"));
    }

    public static FlakyEngine failingAfter(int nth, Engine engine, Supplier<? extends RuntimeException> failure) {
        return new FlakyEngine(engine, nth, true, failure);
    }

    /** The calls so far that would change something, with the one that failed. */
    public synchronized int mutatingCalls() {
        return mutatingCalls;
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
    public String createNetwork(NetworkCreation creation) {
        return change(() -> engine.createNetwork(creation));
    }

    @Override
    public void removeNetwork(String id) {
        change(() -> engine.removeNetwork(id));
    }

    @Override
    public void connect(String networkId, String containerId, EndpointSettings settings) {
        change(() -> engine.connect(networkId, containerId, settings));
    }

    @Override
    public void disconnect(String network, String containerId) {
        change(() -> engine.disconnect(network, containerId));
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
    public EngineVolume volume(String name) {
        return engine.volume(name);
    }

    @Override
    public EngineVolume createVolume(VolumeCreation creation) {
        return change(() -> engine.createVolume(creation));
    }

    @Override
    public void removeVolume(String name) {
        change(() -> engine.removeVolume(name));
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
        change(() -> engine.startContainer(id));
    }

    @Override
    public void stopContainer(String id, Duration grace) {
        change(() -> engine.stopContainer(id, grace));
    }

    @Override
    public void pauseContainer(String id) {
        change(() -> engine.pauseContainer(id));
    }

    @Override
    public void unpauseContainer(String id) {
        change(() -> engine.unpauseContainer(id));
    }

    @Override
    public String createExec(String containerId, ExecCreation creation) {
        return engine.createExec(containerId, creation);
    }

    @Override
    public InputStream startExec(String execId, Duration limit) {
        return change(() -> engine.startExec(execId, limit));
    }

    @Override
    public EngineExec exec(String execId) {
        return engine.exec(execId);
    }

    @Override
    public String createHelper(HelperCreation creation) {
        return change(() -> engine.createHelper(creation));
    }

    @Override
    public void removeHelper(String id) {
        change(() -> engine.removeHelper(id));
    }

    @Override
    public void killHelper(String id) {
        change(() -> engine.killHelper(id));
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
    public boolean hasImage(String name) {
        return engine.hasImage(name);
    }

    @Override
    public void importEmptyImage(String repository, String tag) {
        change(() -> engine.importEmptyImage(repository, tag));
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
        boolean fails = failsNow();
        if (fails && !doneBeforeFailing) {
            throw failure.get();
        }
        engine.writeArchive(containerId, path, tar);
        if (fails) {
            throw failure.get();
        }
    }

    @Override
    public void emptyMount(String containerId, String path) {
        change(() -> engine.emptyMount(containerId, path));
    }

    @Override
    public EventStream events() {
        return engine.events();
    }

    @Override
    public void close() {
        engine.close();
    }

    private void change(Runnable call) {
        change(() -> {
            call.run();
            return true;
        });
    }

    private <T> T change(Supplier<T> call) {
        boolean fails = failsNow();
        if (fails && !doneBeforeFailing) {
            throw failure.get();
        }
        try {
            return call.get();
        } finally {
            if (fails) {
                throw failure.get();
            }
        }
    }

    private synchronized boolean failsNow() {
        mutatingCalls++;
        return mutatingCalls == failing;
    }
}
