package dev.evenkeel.restore;

import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which Backups a volume can be brought back from without anybody being asked. */
final class VerifiedBackups {

    /** A volume with nothing in it still has its root. */
    private static final long ENTRIES_OF_NOTHING = 1;

    private final Resource<VolumeSpec, VolumeStatus> volume;
    private final List<Resource<BackupSpec, BackupStatus>> verified;

    /** @param backups all of the volume's engine */
    VerifiedBackups(Resource<VolumeSpec, VolumeStatus> volume, List<Resource<BackupSpec, BackupStatus>> backups) {
        this.volume = volume;
        this.verified = backups.stream()
                .filter(backup -> !backup.deleting() && backup.status().phase().good())
                .filter(backup ->
                        archive(backup).filter(ArchiveStatus::verified).isPresent())
                .toList();
    }

    /**
     * The newest one that was verified. One in which nothing was found counts only if there is no other: the volume may
     * have been emptied before it was lost.
     */
    Optional<String> newest() {
        return newest(this::isOfIt);
    }

    /** The newest one of a volume that had the name of this one, and was another. */
    Optional<String> newestOfAnother() {
        return newest(backup -> !isOfIt(backup));
    }

    private Optional<String> newest(Predicate<Resource<BackupSpec, BackupStatus>> which) {
        Comparator<Resource<BackupSpec, BackupStatus>> best = Comparator.comparing(this::holdsSomething)
                .thenComparing(backup -> backup.status().startTime().orElse(Instant.EPOCH));
        return verified.stream().filter(which).max(best).map(backup -> backup.metadata()
                .name());
    }

    /** What we made carries our mark. What was there before us never can, and is known by its name alone. */
    private boolean isOfIt(Resource<BackupSpec, BackupStatus> backup) {
        return !volume.status().origin().equals(Optional.of(VolumeStatus.Origin.Created))
                || archive(backup)
                        .filter(archive ->
                                archive.volumeUID().equals(volume.metadata().uid()))
                        .isPresent();
    }

    private boolean holdsSomething(Resource<BackupSpec, BackupStatus> backup) {
        return archive(backup)
                .filter(archive -> archive.entries() > ENTRIES_OF_NOTHING)
                .isPresent();
    }

    private Optional<ArchiveStatus> archive(Resource<BackupSpec, BackupStatus> backup) {
        return backup.status().archive(volume.metadata().name());
    }
}
