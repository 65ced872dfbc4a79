package dev.evenkeel.restore;

import dev.evenkeel.backup.MountPoint;
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

    /** Looks at the mount point, if it is here. */
    static Optional<Long> atMountPoint(EngineVolume volume, PathStat root) {
        return MountPoint.here(volume, root).flatMap(FreeSpace::usable);
    }

    private static Optional<Long> usable(Path folder) {
        try {
            return Optional.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
