package dev.evenkeel.backup;

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

    /** The ways into a volume. */
    enum Way {
        /** GNU tar on this machine, at the mount point. */
        TarHere,
        /** GNU tar in a container of our own, beside the volume. */
        TarInContainer,
        /** The engine's archive call. */
        ArchiveCall,
        /** There is none that is wanted. */
        None
    }

    private CapturePlanner() {}

    /** Whether reading at the mount point may be thought of at all. */
    static boolean mountedForGood(EngineVolume volume) {
        return volume.driver().equals("local") && volume.options().isEmpty();
    }

    /**
     * GNU tar here if the folder here is the very folder the engine sees: the two were changed at the same nanosecond.
     * Else GNU tar there, if the engine has an image with it.
     *
     * @param here when the folder at the mount point was changed; empty when it cannot be read here with tar
     * @param onEngine when the volume was changed, as the engine says
     * @param image whether the engine has an image with GNU tar
     */
    static Way choose(
            CaptureMode wanted, EngineVolume volume, Optional<Instant> here, Instant onEngine, boolean image) {
        if (wanted == CaptureMode.Archive) {
            return Way.ArchiveCall;
        }
        if (mountedForGood(volume) && here.equals(Optional.of(onEngine))) {
            return Way.TarHere;
        }
        if (image) {
            return Way.TarInContainer;
        }
        return wanted == CaptureMode.Tar ? Way.None : Way.ArchiveCall;
    }
}
