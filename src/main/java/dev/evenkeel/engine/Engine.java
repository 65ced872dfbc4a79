package dev.evenkeel.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One Docker Engine. Each method is one call of the Engine API and throws one of the {@link EngineException} family.
 *
 * <p>Objects that have an id are addressed by their full id: the engine would also take a name or a prefix, and the
 * three can be confused. All methods are thread-safe and have a deadline; streams have an idle deadline.
 */
public interface Engine extends AutoCloseable {

    /** {@code GET /version}, and with it the newest API version both sides speak. */
    EngineVersion version();

    /**
     * {@code GET /networks}. The containers on a network are not in it (the list of engines since 28 leaves them out):
     * {@link EngineNetwork#containers} is empty.
     */
    List<EngineNetwork> networks();

    /** {@code GET /networks/ID}, with the containers that are running on it. */
    EngineNetwork network(String id);

    /**
     * {@code POST /networks/create}.
     *
     * @return the full id
     */
    String createNetwork(NetworkCreation creation);

    /** {@code DELETE /networks/ID}. */
    void removeNetwork(String id);

    /** {@code POST /networks/ID/connect}. */
    void connect(String networkId, String containerId, EndpointSettings settings);

    /**
     * {@code POST /networks/ID/disconnect}, by force, so that a container that is gone or stuck does not stand in the
     * way.
     *
     * @param network the network's full id, or its name to get rid of a reference to a network that is gone
     * @param container its full id, or the name of an endpoint whose container is gone
     */
    void disconnect(String network, String container);

    /** {@code GET /volumes}. */
    List<EngineVolume> volumes();

    /**
     * {@code GET /system/df}: bytes by name of volume, of those whose driver tells. The engine walks through every file
     * of every volume for it, which takes minutes on a full disk: ask rarely.
     */
    Map<String, Long> volumeSizes();

    /** {@code GET /volumes/NAME}. */
    EngineVolume volume(String name);

    /**
     * {@code POST /volumes/create}. The engine answers with the old volume when there is one of that name, whatever
     * its driver, options and labels: compare what comes back.
     */
    EngineVolume createVolume(VolumeCreation creation);

    /** {@code DELETE /volumes/NAME}, never by force. */
    void removeVolume(String name);

    /** {@code GET /containers/json?all=1}: every container, running or not, without its aliases and driver options. */
    List<ContainerSummary> containers();

    /** {@code GET /containers/json?all=1&filters=…}: likewise, of those that match. */
    List<ContainerSummary> containers(Map<String, Set<String>> filters);

    /** {@code GET /containers/ID/json}. */
    EngineContainer container(String idOrName);

    /**
     * {@code POST /containers/ID/start}. Nothing happens to a container that is running.
     *
     * @throws EngineException.NotFound when the container is gone, or a network that it refers to
     */
    void startContainer(String id);

    /**
     * {@code POST /containers/ID/stop}: asks its first process to end, and kills it when {@code grace} is over. Answers
     * when it has ended. Nothing happens to a container that is not running. Restart policies do not start it again
     * before the engine itself is started again.
     */
    void stopContainer(String id, Duration grace);

    /**
     * {@code POST /containers/ID/pause}: freezes its processes.
     *
     * @throws EngineException.Rejected when it is not running, or paused already
     */
    void pauseContainer(String id);

    /**
     * {@code POST /containers/ID/unpause}.
     *
     * @throws EngineException.Rejected when it is not paused
     */
    void unpauseContainer(String id);

    /**
     * {@code POST /containers/ID/exec}: prepares a command and does not run it yet.
     *
     * @return the id of the exec
     * @throws EngineException.Rejected when the container is not running, or paused
     */
    String createExec(String containerId, ExecCreation creation);

    /**
     * {@code POST /exec/ID/start}: runs the command. Reading fails when {@code limit} is over; the command goes on
     * then.
     *
     * @return what it prints on its standard output and its standard error, as it comes, until it ends
     */
    InputStream startExec(String execId, Duration limit);

    /** {@code GET /exec/ID/json}. */
    EngineExec exec(String execId);

    /**
     * {@code POST /containers/create}, of a container of our own beside a volume.
     *
     * @return the full id
     */
    String createHelper(HelperCreation creation);

    /** {@code DELETE /containers/ID?v=0}, of a helper: a container that somebody started is not removed. */
    void removeHelper(String id);

    /** {@code DELETE /containers/ID?v=0&force=1}, of a helper that runs a command, whether it still does or not. */
    void killHelper(String id);

    /**
     * {@code POST /containers/ID/attach}: what a helper's command prints from now on, until it ends. To be called
     * before it is started.
     *
     * @param errors is given what the command prints on its standard error, while the result is read
     * @return what it prints on its standard output
     */
    InputStream attach(String id, OutputStream errors);

    /** {@code POST /containers/ID/wait}: the exit code of a helper's command. */
    int awaitExit(String id);

    /** {@code GET /containers/ID/json}: the id of the image that a container was made of. */
    String imageOf(String containerId);

    /** Whether an image of that name is there: {@code GET /images/NAME/json}. */
    boolean hasImage(String name);

    /** {@code POST /images/create?fromSrc=-}, of an image without any content. Needs no registry. */
    void importEmptyImage(String repository, String tag);

    /** {@code HEAD /containers/ID/archive}: what is at {@code path}. */
    PathStat statPath(String containerId, String path);

    /**
     * {@code GET /containers/ID/archive}: a tar of {@code path}, named by its last element. The engine ends it like a
     * complete one even when it could not read everything: whoever reads it must look for the trailer.
     */
    InputStream readArchive(String containerId, String path);

    /**
     * {@code PUT /containers/ID/archive}: unpacks an uncompressed tar at {@code path}. Not atomic: it merges, and it
     * takes a tar that ends early.
     *
     * @throws IOException when {@code tar} cannot be read
     */
    void writeArchive(String containerId, String path, InputStream tar) throws IOException;

    /**
     * {@code PUT /containers/ID/archive}: removes everything below the mount point {@code path}. The API has no call
     * that removes files, but what is unpacked in the place of a folder takes its contents away; the mount point
     * itself stays, and the engine says that it is busy. Look whether nothing is left.
     */
    void emptyMount(String containerId, String path);

    /**
     * {@code GET /events}, of networks, volumes and containers. A subscriber that does not keep up throttles the whole
     * engine and then loses events: read, note the key, read on.
     */
    EventStream events();

    @Override
    void close();
}
