package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A Backup as its schedule sees it.
 *
 * @param time when it was due, or made, if its name does not say; nothing that somebody does to its files changes it
 * @param pinned whether it must not be removed by its schedule
 * @param sizeAccepted whether somebody says that what is in it may well be so little
 * @param restoring whether a Restore that is not over needs it
 * @param volumes all that it is to archive
 */
record Run(
        String name,
        String uid,
        Instant time,
        BackupPhase phase,
        Optional<Instant> completed,
        boolean pinned,
        boolean sizeAccepted,
        boolean restoring,
        List<String> volumes,
        List<RunArchive> archives) {

    /** The name decides between runs of one second. */
    static final Comparator<Run> NEWEST_FIRST =
            Comparator.comparing(Run::time).thenComparing(Run::name).reversed();

    private static final String NO = "false";

    Run {
        completed = Defaults.optional(completed);
        volumes = Defaults.list(volumes);
        archives = Defaults.list(archives);
    }

    static Run of(Resource<BackupSpec, BackupStatus> backup, boolean restoring) {
        BackupStatus status = backup.status();
        Metadata metadata = backup.metadata();
        return new Run(
                metadata.name(),
                metadata.uid(),
                RunName.scheduledTime(metadata.name())
                        .or(metadata::creationTimestamp)
                        .orElse(Instant.EPOCH),
                status.phase(),
                status.completionTime(),
                says(metadata, ScheduleKind.PIN),
                says(metadata, ScheduleKind.SIZE_ACCEPTED),
                restoring,
                backup.spec().volumes(),
                status.archives().stream()
                        .filter(archive -> archive.store().equals(backup.spec().store()))
                        .map(archive -> new RunArchive(
                                archive.volume(),
                                archive.store(),
                                archive.location(),
                                archive.sourceBytes(),
                                archive.verified(),
                                false))
                        .toList());
    }

    /** As an annotation or as a label. A word that we do not know is no "no": too much kept does no harm. */
    private static boolean says(Metadata metadata, String word) {
        return metadata.annotation(word)
                .or(() -> Optional.ofNullable(metadata.labels().get(word)))
                .filter(value -> !value.equals(NO))
                .isPresent();
    }

    boolean active() {
        return !phase.finished();
    }

    boolean good() {
        return phase.good();
    }

    boolean failed() {
        return phase == BackupPhase.Failed;
    }

    /** The archive of that volume, if it can be relied on: it is verified, or the whole run is good. */
    Optional<RunArchive> goodArchive(String volume) {
        return archives.stream()
                .filter(archive -> archive.volume().equals(volume))
                .filter(archive -> !archive.missing() && (phase.good() || archive.verified()))
                .findFirst();
    }

    Run with(UnaryOperator<RunArchive> change) {
        return new Run(
                name,
                uid,
                time,
                phase,
                completed,
                pinned,
                sizeAccepted,
                restoring,
                volumes,
                archives.stream().map(change).toList());
    }
}
