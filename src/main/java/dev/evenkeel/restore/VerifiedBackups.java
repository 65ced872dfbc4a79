package dev.evenkeel.restore;

import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which Backups a volume can be brought back from without anybody being asked. */
final class VerifiedBackups {

    /** A volume with nothing in it still has its root. */
    private static final long ENTRIES_OF_NOTHING = 1;

    private VerifiedBackups() {}

    /**
     * The newest one that was verified. One of an empty volume counts only if there is no other: it may be of the
     * volume that took the place of the lost one.
     */
    static Optional<String> newestOf(String volume, List<Resource<BackupSpec, BackupStatus>> backups) {
        Comparator<Resource<BackupSpec, BackupStatus>> best = Comparator.comparing(
                        (Resource<BackupSpec, BackupStatus> backup) -> holdsSomething(backup, volume))
                .thenComparing(backup -> backup.status().startTime().orElse(Instant.EPOCH));
        return backups.stream()
                .filter(backup -> !backup.deleting() && backup.status().phase().good())
                .filter(backup -> backup.status()
                        .archive(volume)
                        .filter(ArchiveStatus::verified)
                        .isPresent())
                .max(best)
                .map(backup -> backup.metadata().name());
    }

    private static boolean holdsSomething(Resource<BackupSpec, BackupStatus> backup, String volume) {
        return backup.status()
                .archive(volume)
                .filter(archive -> archive.entries() > ENTRIES_OF_NOTHING)
                .isPresent();
    }
}
