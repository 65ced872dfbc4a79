package dev.evenkeel.backup;

import dev.evenkeel.archive.Capture;
import dev.evenkeel.engine.EngineVolume;
import java.time.Instant;
import java.util.Optional;

/**
 * Chooses how to read a volume. Pure.
 *
 * <p>A volume with driver options (a bind, NFS or memory mount) is mounted only while a container uses it: what lies at
 * its mount point otherwise is an empty folder, whose backup would succeed and hold nothing.
 */
final class CapturePlanner {

    private CapturePlanner() {}

    /** Whether reading at the mount point may be thought of at all. */
    static boolean mountedForGood(EngineVolume volume) {
        return volume.driver().equals("local") && volume.options().isEmpty();
    }

    /**
     * GNU tar if the folder here is the very folder the engine sees: the two were changed at the same nanosecond.
     *
     * @param here when the folder at the mount point was changed; empty when it cannot be read here
     * @param onEngine when the volume was changed, as the engine says
     */
    static Capture choose(EngineVolume volume, Optional<Instant> here, Instant onEngine) {
        return mountedForGood(volume) && here.equals(Optional.of(onEngine)) ? Capture.Tar : Capture.Archive;
    }
}
