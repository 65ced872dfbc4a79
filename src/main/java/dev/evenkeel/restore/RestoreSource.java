package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.resource.Resource;
import java.util.List;
import java.util.Optional;

/** Which archive a Restore means. */
sealed interface RestoreSource {

    /**
     * @param store name of the store that has it
     * @param sha256 as the Backup wrote it down: the store's own manifest cannot vouch for itself
     */
    record Archive(String store, ArchiveLocation location, String sha256) implements RestoreSource {}

    /** Not now. */
    record Unfinished(RestoreCause cause) implements RestoreSource {}

    /** Not ever. */
    record None(RestoreCause cause) implements RestoreSource {}

    /** The archive that {@code spec} names in {@code backup}. Also of a failed Backup, if this volume was saved. */
    static RestoreSource of(RestoreSpec spec, Optional<Resource<BackupSpec, BackupStatus>> backup) {
        if (backup.isEmpty() || backup.get().deleting()) {
            return none(RestoreReason.BackupNotFound, "there is no Backup " + spec.backup());
        }
        BackupStatus status = backup.get().status();
        if (!status.phase().finished()) {
            return new Unfinished(new RestoreCause(
                    RestoreReason.BackupNotFinished, "Backup " + spec.backup() + " is " + status.phase()));
        }
        List<String> volumes = backup.get().spec().volumes();
        if (spec.volume().isEmpty() && volumes.size() > 1) {
            return none(RestoreReason.VolumeNotNamed, "spec.volume must be one of " + String.join(", ", volumes));
        }
        String volume = spec.volume().isEmpty() ? volumes.getFirst() : spec.volume();
        Optional<ArchiveStatus> archive = status.archive(volume);
        return archive.isPresent()
                ? new Archive(
                        archive.get().store(),
                        ArchiveLocation.parse(archive.get().location()),
                        archive.get().sha256())
                : none(RestoreReason.VolumeNotInBackup, "Backup " + spec.backup() + " has no archive of " + volume);
    }

    private static RestoreSource none(RestoreReason reason, String message) {
        return new None(new RestoreCause(reason, message));
    }
}
