package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveOrigin;
import dev.evenkeel.archive.ArchiveProgress;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveWriter;
import dev.evenkeel.archive.ArchivedVolume;
import dev.evenkeel.archive.BackupReference;
import dev.evenkeel.archive.CapturedTar;
import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.Workers;
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
    private final TarImage tarImage;
    private final Workers workers;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /**
     * @param tar empty when there is no GNU tar on this machine
     * @param tarImage for volumes that cannot be read here
     */
    public VolumeArchiver(
            String registryId,
            Optional<GnuTar> tar,
            TarImage tarImage,
            Workers workers,
            Clock clock,
            LongSupplier nanoTime) {
        this.registryId = registryId;
        this.tar = tar;
        this.tarImage = tarImage;
        this.workers = workers;
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
        VolumeAccess.Owner owner = new VolumeAccess.Owner(registryId, uid);
        try (VolumeAccess access = VolumeAccess.open(engine, name, true, PURPOSE, owner);
                CapturedTar source = capture(engine, volume, backup.spec().capture(), access, owner)) {
            ArchiveOrigin origin = new ArchiveOrigin(
                    backup.metadata().namespace(),
                    new ArchivedVolume(name, volume.driver(), volume.options(), volume.labels()),
                    new BackupReference(backup.metadata().name(), uid),
                    clock.instant(),
                    engineVersion);
            return new ArchiveWriter(store, workers, nanoTime)
                    .write(source, origin, backup.spec().compression().compression(), progress);
        }
    }

    private CapturedTar capture(
            Engine engine, EngineVolume volume, CaptureMode wanted, VolumeAccess access, VolumeAccess.Owner owner) {
        Path folder = Path.of(volume.mountpoint());
        Optional<Instant> here = tar.flatMap(found -> changedAt(folder));
        Optional<String> image = tarImage.on(engine);
        return switch (CapturePlanner.choose(wanted, volume, here, access.root().modifiedAt(), image.isPresent())) {
            case TarHere -> tar.orElseThrow().capture(folder);
            case TarInContainer -> ContainerTar.start(engine, image.orElseThrow(), volume.name(), owner);
            case ArchiveCall -> CapturedTar.ofEngine(access.read());
            case None ->
                throw new ArchiveException.CaptureUnavailable(
                        "the mount point cannot be read by a GNU tar here, and" + " the engine has no image with one");
        };
    }

    /**
     * Empty when the folder is not on this machine, or not to be read by us: the engine can read it for us. It is
     * opened, because asking whether it may be read leaves out what a capability allows (access(2), "Notes").
     */
    private static Optional<Instant> changedAt(Path folder) {
        try {
            Files.newDirectoryStream(folder).close();
            return Optional.of(Files.getLastModifiedTime(folder).toInstant());
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }
}
