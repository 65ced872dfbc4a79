package dev.evenkeel.restore;

import dev.evenkeel.archive.CapturedTar;
import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.backup.MountPoint;
import dev.evenkeel.backup.VolumeAccess;
import dev.evenkeel.engine.EngineVolume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A volume that is filled and read back: by GNU tar where the engine keeps it on this machine, which loses nothing,
 * else through the engine. The same way in both directions, for they do not tell of everything alike.
 */
final class RestoreTarget {

    private static final Logger LOG = Logger.getLogger(RestoreTarget.class);

    private final String volume;
    private final VolumeAccess access;
    private final Optional<GnuTar> tar;
    private final Optional<Path> folder;

    /** @param tar of this machine, if it may be used here */
    RestoreTarget(EngineVolume volume, VolumeAccess access, Optional<GnuTar> tar) {
        this.volume = volume.name();
        this.access = access;
        this.tar = tar;
        this.folder = tar.flatMap(any -> MountPoint.here(volume, access.root()));
    }

    /** @throws IOException of {@code archive} */
    void unpack(InputStream archive) throws IOException {
        if (folder.isEmpty()) {
            access.write(archive);
            return;
        }
        List<String> complaints = tar.orElseThrow().unpack(archive, folder.get());
        if (!complaints.isEmpty()) {
            LOG.warnf("unpacked with complaints volume=%s first=\"%s\"", volume, complaints.getFirst());
        }
    }

    /** Everything in it, to be read to its end and finished. */
    CapturedTar read() {
        return folder.isPresent() ? tar.orElseThrow().capture(folder.get()) : CapturedTar.ofEngine(access.read());
    }
}
