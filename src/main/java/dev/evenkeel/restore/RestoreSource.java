package dev.evenkeel.restore;

import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which archive a Restore means. */
sealed interface RestoreSource {

    /** That one. */
    record Found(ArchiveChoice archive) implements RestoreSource {}

    /** Not now. */
    record Unfinished(RestoreCause cause) implements RestoreSource {}

    /** Not ever. */
    record None(RestoreCause cause) implements RestoreSource {}

    /** @param backups all of the engine */
    static RestoreSource of(RestoreSpec spec, List<Resource<BackupSpec, BackupStatus>> backups) {
        if (spec.archive().isPresent()) {
            RestoreSpec.ArchiveReference archive = spec.archive().get();
            return new Found(new ArchiveChoice("", archive.store(), archive.location(), ""));
        }
        return spec.backup().isEmpty() ? newest(spec, backups) : named(spec, backups);
    }

    /**
     * The newest good Backup that was begun by then: what was read is never older than that.
     * Verified or not, since every archive is proven before anything is written.
     */
    private static RestoreSource newest(RestoreSpec spec, List<Resource<BackupSpec, BackupStatus>> backups) {
        List<Resource<BackupSpec, BackupStatus>> good = backups.stream()
                .filter(backup -> !backup.deleting() && backup.status().phase().good())
                .filter(backup -> backup.status().archive(spec.volume()).isPresent())
                .sorted(Comparator.comparing(RestoreSource::begun))
                .toList();
        Instant end = spec.asOf().orElse(Instant.MAX);
        return good.reversed().stream()
                .filter(backup -> !begun(backup).isAfter(end))
                .findFirst()
                .map(backup -> found(backup, spec.volume()))
                .orElseGet(() -> none(RestoreReason.BackupNotFound, absence(spec, good)));
    }

    private static String absence(RestoreSpec spec, List<Resource<BackupSpec, BackupStatus>> good) {
        return good.isEmpty()
                ? "there is no good Backup of volume " + spec.volume()
                : "no good Backup of volume " + spec.volume() + " is as old as spec.asOf; the oldest is "
                        + good.getFirst().metadata().name() + ", of " + begun(good.getFirst());
    }

    /** In whole seconds, as everybody sees them. */
    private static Instant begun(Resource<BackupSpec, BackupStatus> backup) {
        return backup.status().startTime().orElse(Instant.MAX).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Also of a failed Backup, if this volume was saved. */
    private static RestoreSource named(RestoreSpec spec, List<Resource<BackupSpec, BackupStatus>> backups) {
        Optional<Resource<BackupSpec, BackupStatus>> backup = backups.stream()
                .filter(one -> one.metadata().name().equals(spec.backup()) && !one.deleting())
                .findFirst();
        if (backup.isEmpty()) {
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
        return status.archive(volume).isPresent()
                ? found(backup.get(), volume)
                : none(RestoreReason.VolumeNotInBackup, "Backup " + spec.backup() + " has no archive of " + volume);
    }

    private static RestoreSource found(Resource<BackupSpec, BackupStatus> backup, String volume) {
        return new Found(choice(backup, volume));
    }

    static ArchiveChoice choice(Resource<BackupSpec, BackupStatus> backup, String volume) {
        ArchiveStatus archive = backup.status().archive(volume).orElseThrow();
        return new ArchiveChoice(backup.metadata().name(), archive.store(), archive.location(), archive.sha256());
    }

    private static RestoreSource none(RestoreReason reason, String message) {
        return new None(new RestoreCause(reason, message));
    }
}
