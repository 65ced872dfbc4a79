package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveOrigin;
import dev.evenkeel.archive.ArchiveProgress;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveWriter;
import dev.evenkeel.archive.ArchivedVolume;
import dev.evenkeel.archive.BackupReference;
import dev.evenkeel.archive.Capture;
import dev.evenkeel.archive.CapturedTar;
import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Brings one volume into a store. */
public final class VolumeArchiver {

    private static final String PURPOSE = "backup";

    private final String registryId;
    private final Optional<GnuTar> tar;
    private final int compressionThreads;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /**
     * @param tar empty when there is no GNU tar on this machine
     * @param compressionThreads that may compress besides the one that reads
     */
    public VolumeArchiver(
            String registryId, Optional<GnuTar> tar, int compressionThreads, Clock clock, LongSupplier nanoTime) {
        this.registryId = registryId;
        this.tar = tar;
        this.compressionThreads = compressionThreads;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Archives {@code name} for {@code backup}; whatever goes wrong leaves nothing behind in the store.
     *
     * @throws dev.evenkeel.engine.EngineException by the name of what went wrong on the engine
     * @throws dev.evenkeel.archive.ArchiveException by the name of what went wrong with the archive
     */
    StoredArchive archive(
            Engine engine,
            ArchiveStore store,
            Resource<BackupSpec, BackupStatus> backup,
            String name,
            ArchiveProgress progress) {
        EngineVolume volume = engine.volume(name);
        String engineVersion = engine.version().version();
        String uid = backup.metadata().uid();
        try (VolumeAccess access =
                        VolumeAccess.open(engine, name, true, PURPOSE, new VolumeAccess.Owner(registryId, uid));
                CapturedTar source = capture(volume, access)) {
            ArchiveOrigin origin = new ArchiveOrigin(
                    backup.metadata().namespace(),
                    new ArchivedVolume(name, volume.driver(), volume.options(), volume.labels()),
                    new BackupReference(backup.metadata().name(), uid),
                    clock.instant(),
                    engineVersion);
            return new ArchiveWriter(store, compressionThreads, nanoTime)
                    .write(source, origin, backup.spec().compression().compression(), progress);
        }
    }

    private CapturedTar capture(EngineVolume volume, VolumeAccess access) {
        if (tar.isPresent() && CapturePlanner.mountedForGood(volume)) {
            Path folder = Path.of(volume.mountpoint());
            Capture capture = CapturePlanner.choose(
                    volume, changedAt(folder), access.root().modifiedAt());
            if (capture == Capture.Tar) {
                return tar.get().capture(folder);
            }
        }
        return CapturedTar.ofEngine(access.read());
    }

    /** Empty when the folder is not on this machine, or not to be read by us: the engine can read it for us. */
    private static Optional<Instant> changedAt(Path folder) {
        try {
            return Files.isReadable(folder) && Files.isDirectory(folder)
                    ? Optional.of(Files.getLastModifiedTime(folder).toInstant())
                    : Optional.empty();
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }
}
