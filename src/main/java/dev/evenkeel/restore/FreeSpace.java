package dev.evenkeel.restore;

import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.PathStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How much room there is where an engine keeps a volume. */
@FunctionalInterface
public interface FreeSpace {

    /**
     * @param root what the engine says of the volume's root
     * @return bytes; empty when that cannot be told from here
     */
    Optional<Long> of(EngineVolume volume, PathStat root);

    /**
     * Looks at the mount point, if it is here: the engine may be on another host, and a path that happens to exist is
     * no proof. The very folder that the engine sees was changed at the same nanosecond.
     */
    static Optional<Long> atMountPoint(EngineVolume volume, PathStat root) {
        if (!volume.driver().equals("local") || !volume.options().isEmpty()) {
            return Optional.empty();
        }
        Path folder = Path.of(volume.mountpoint());
        try {
            boolean here = Files.isDirectory(folder)
                    && Files.getLastModifiedTime(folder).toInstant().equals(root.modifiedAt());
            return here ? Optional.of(Files.getFileStore(folder).getUsableSpace()) : Optional.empty();
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }
}
