package dev.evenkeel.backup;

import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.PathStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder where an engine keeps a volume. */
public final class MountPoint {

    private MountPoint() {}

    /**
     * The folder, if it is on this machine: the engine may be on another one, and a path that happens to exist is no
     * proof. The very folder that the engine sees was changed at the same nanosecond.
     *
     * @param root what the engine says of the volume's root
     */
    public static Optional<Path> here(EngineVolume volume, PathStat root) {
        Path folder = Path.of(volume.mountpoint());
        if (!CapturePlanner.mountedForGood(volume)) {
            return Optional.empty();
        }
        try {
            return Files.isDirectory(folder)
                            && Files.getLastModifiedTime(folder).toInstant().equals(root.modifiedAt())
                    ? Optional.of(folder)
                    : Optional.empty();
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }
}
