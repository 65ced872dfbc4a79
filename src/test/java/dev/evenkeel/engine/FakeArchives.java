package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** What is read and written through the helpers of the {@link FakeEngine}. */
final class FakeArchives {

    private final FakeVolumes volumes;
    private final Map<String, String> mountPaths = new HashMap<>();

    FakeArchives(FakeVolumes volumes) {
        this.volumes = volumes;
    }

    void mount(String containerId, String path) {
        mountPaths.put(containerId, path);
    }

    PathStat stat(FakeContainer container, String path) {
        return new PathStat(path.substring(1), 4096, contentsAt(container, path).modifiedAt());
    }

    InputStream read(FakeContainer container, String path) {
        return contentsAt(container, path).pack(path.substring(1) + "/");
    }

    void write(FakeContainer container, String path, InputStream tar) throws IOException {
        String mountPath = mountPaths.get(container.id);
        String prefix = path.equals("/") ? mountPath.substring(1) + "/" : "";
        contentsAt(container, mountPath).unpack(prefix, tar);
    }

    void empty(FakeContainer container, String path) {
        contentsAt(container, path).empty();
    }

    private FakeContents contentsAt(FakeContainer container, String path) {
        if (!path.equals(mountPaths.get(container.id))) {
            throw new NotFound("Could not find the file " + path + " in container " + container.id);
        }
        return volumes.contents(container.volumes.iterator().next());
    }
}
