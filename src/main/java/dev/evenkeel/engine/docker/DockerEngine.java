package dev.evenkeel.engine.docker;

import static dev.evenkeel.engine.docker.DockerHttp.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineCalls;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineException.Failed;
import dev.evenkeel.engine.EngineException.NotFound;
import dev.evenkeel.engine.EngineException.Unreachable;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/** A Docker Engine, by its HTTP API. */
public final class DockerEngine implements Engine {

    private static final String TAR = "application/x-tar";
    private static final String JSON = "application/json";

    /** What Linux, and so every engine, says of a mount point that is to go; what was in it is gone by then. */
    private static final String MOUNT_IS_BUSY = "device or resource busy";

    /** Two blocks of zeros: a tar that holds nothing. */
    private static final int EMPTY_TAR_BYTES = 1024;

    private static final Map<String, Set<String>> WATCHED = Map.of("type", Set.of("network", "volume", "container"));

    private final DockerHttp http;

    /**
     * Does not connect yet.
     *
     * @param clock wakes up when a deadline is over; should drop cancelled tasks at once
     */
    public DockerEngine(DockerConnection connection, ScheduledExecutorService clock) {
        this(connection, clock, EngineCalls.SILENT);
    }

    /** Likewise; {@code listener} hears of every request. */
    public DockerEngine(DockerConnection connection, ScheduledExecutorService clock, EngineCalls listener) {
        this.http = new DockerHttp(connection, clock, listener);
    }

    @Override
    public EngineVersion version() {
        return new EngineVersion(DockerMapping.text(http.get("/version"), "Version"), http.apiVersion());
    }

    @Override
    public List<EngineNetwork> networks() {
        return DockerMapping.list(http.get("/networks"), network -> DockerMapping.network(network, false));
    }

    @Override
    public EngineNetwork network(String id) {
        return DockerMapping.network(http.get("/networks/" + encoded(id)), true);
    }

    @Override
    public String createNetwork(NetworkCreation creation) {
        return DockerMapping.text(http.post("/networks/create", DockerRequests.network(creation)), "Id");
    }

    @Override
    public void removeNetwork(String id) {
        http.delete("/networks/" + encoded(id));
    }

    @Override
    public void connect(String networkId, String containerId, EndpointSettings settings) {
        http.post("/networks/" + encoded(networkId) + "/connect", DockerRequests.connect(containerId, settings));
    }

    @Override
    public void disconnect(String network, String containerId) {
        http.post("/networks/" + encoded(network) + "/disconnect", DockerRequests.disconnect(containerId));
    }

    @Override
    public List<EngineVolume> volumes() {
        return DockerMapping.list(http.get("/volumes").path("Volumes"), DockerMapping::volume);
    }

    @Override
    public Map<String, Long> volumeSizes() {
        // Engines before API 1.42 know no types, and walk through images and containers, too.
        return DockerMapping.volumeSizes(http.getSlowly("/system/df?type=volume"));
    }

    @Override
    public EngineVolume volume(String name) {
        return DockerMapping.volume(http.get("/volumes/" + encoded(name)));
    }

    @Override
    public EngineVolume createVolume(VolumeCreation creation) {
        return DockerMapping.volume(http.post("/volumes/create", DockerRequests.volume(creation)));
    }

    @Override
    public void removeVolume(String name) {
        http.delete("/volumes/" + encoded(name));
    }

    @Override
    public List<ContainerSummary> containers() {
        return containers(Map.of());
    }

    @Override
    public List<ContainerSummary> containers(Map<String, Set<String>> filters) {
        return DockerMapping.list(http.get("/containers/json?all=1&" + filterQuery(filters)), DockerMapping::summary);
    }

    @Override
    public EngineContainer container(String idOrName) {
        return DockerMapping.container(http.get("/containers/" + encoded(idOrName) + "/json"));
    }

    @Override
    public void startContainer(String id) {
        http.post("/containers/" + encoded(id) + "/start", JSON, new byte[0]);
    }

    @Override
    public void stopContainer(String id, Duration grace) {
        http.postSlowly("/containers/" + encoded(id) + "/stop?t=" + grace.toSeconds(), grace);
    }

    @Override
    public void pauseContainer(String id) {
        http.post("/containers/" + encoded(id) + "/pause", JSON, new byte[0]);
    }

    @Override
    public void unpauseContainer(String id) {
        http.post("/containers/" + encoded(id) + "/unpause", JSON, new byte[0]);
    }

    @Override
    public String createExec(String containerId, ExecCreation creation) {
        String path = "/containers/" + encoded(containerId) + "/exec";
        return DockerMapping.text(http.post(path, DockerRequests.exec(creation)), "Id");
    }

    @Override
    public InputStream startExec(String execId, Duration limit) {
        return AttachedStream.together(
                http.postAndDownload("/exec/" + encoded(execId) + "/start", DockerRequests.execStart(), limit));
    }

    @Override
    public EngineExec exec(String execId) {
        return DockerMapping.exec(http.get("/exec/" + encoded(execId) + "/json"));
    }

    @Override
    public String createHelper(HelperCreation creation) {
        try {
            return DockerMapping.text(http.post("/containers/create", DockerRequests.helper(creation)), "Id");
        } catch (EngineException.Rejected | EngineException.Failed refusal) {
            throw new EngineException.HelperRefused(String.valueOf(refusal.getMessage()));
        }
    }

    @Override
    public void removeHelper(String id) {
        http.delete("/containers/" + encoded(id) + "?v=0");
    }

    @Override
    public void killHelper(String id) {
        http.delete("/containers/" + encoded(id) + "?v=0&force=1");
    }

    @Override
    public InputStream attach(String id, OutputStream errors) {
        String streams = "/attach?stream=1&stdout=1&stderr=1";
        return AttachedStream.apart(http.postAndDownload("/containers/" + encoded(id) + streams), errors);
    }

    @Override
    public int awaitExit(String id) {
        return http.post("/containers/" + encoded(id) + "/wait", JSON, new byte[0])
                .path("StatusCode")
                .asInt(-1);
    }

    @Override
    public String imageOf(String containerId) {
        return DockerMapping.text(http.get("/containers/" + encoded(containerId) + "/json"), "Image");
    }

    @Override
    public boolean hasImage(String name) {
        try {
            http.get("/images/" + encoded(name) + "/json");
            return true;
        } catch (NotFound absent) {
            return false;
        }
    }

    @Override
    public void importEmptyImage(String repository, String tag) {
        String query = "?fromSrc=-&repo=" + encoded(repository) + "&tag=" + encoded(tag);
        try {
            http.post("/images/create" + query, TAR, new byte[EMPTY_TAR_BYTES]);
        } catch (EngineException.Rejected | EngineException.Failed refusal) {
            throw new EngineException.ImageRefused(String.valueOf(refusal.getMessage()));
        }
    }

    @Override
    public PathStat statPath(String containerId, String path) {
        String stat = stat(archive(containerId, path));
        try {
            JsonNode json = DockerJson.MAPPER.readTree(Base64.getDecoder().decode(stat));
            return DockerMapping.pathStat(json);
        } catch (IOException unreadable) {
            throw new Unreachable("the engine's description of " + path + " cannot be read", unreadable);
        }
    }

    /** An answer to HEAD cannot hold the reason for a failure; that to GET does. */
    private String stat(String archive) {
        try {
            return http.head(archive, "X-Docker-Container-Path-Stat");
        } catch (EngineException.Failed | EngineException.Rejected unexplained) {
            http.open(archive).close();
            throw unexplained;
        }
    }

    @Override
    public InputStream readArchive(String containerId, String path) {
        return http.download(archive(containerId, path));
    }

    @Override
    public void writeArchive(String containerId, String path, InputStream tar) throws IOException {
        http.upload(archive(containerId, path) + "&noOverwriteDirNonDir=1", TAR, tar);
    }

    @Override
    public void emptyMount(String containerId, String path) {
        Path mount = Path.of(path);
        byte[] file = EmptyFileTar.of(mount.getFileName().toString());
        try {
            // Without noOverwriteDirNonDir, which would keep the engine from it.
            http.put(archive(containerId, mount.getParent().toString()), TAR, file);
        } catch (Failed busy) {
            if (!String.valueOf(busy.getMessage()).contains(MOUNT_IS_BUSY)) {
                throw busy;
            }
        }
    }

    @Override
    public EventStream events() {
        return new DockerEvents(http.open("/events?" + filterQuery(WATCHED)), DockerJson.MAPPER, http::agreeAnew);
    }

    @Override
    public void close() {
        http.close();
    }

    private static String archive(String containerId, String path) {
        return "/containers/" + encoded(containerId) + "/archive?path=" + encoded(path);
    }

    private static String filterQuery(Map<String, Set<String>> filters) {
        return "filters=" + encoded(DockerRequests.filters(filters).toString());
    }
}
