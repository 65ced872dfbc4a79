package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** A Backup as its schedule sees it. */
record Run(String name, String uid, Instant created, BackupPhase phase, boolean verified, Optional<Instant> completed) {

    /** The name decides between runs of one second: it carries the due time. */
    static final Comparator<Run> NEWEST_FIRST =
            Comparator.comparing(Run::created).thenComparing(Run::name).reversed();

    static Run of(Resource<BackupSpec, BackupStatus> backup) {
        BackupStatus status = backup.status();
        return new Run(
                backup.metadata().name(),
                backup.metadata().uid(),
                backup.metadata().creationTimestamp().orElse(Instant.EPOCH),
                status.phase(),
                status.verified(),
                status.completionTime());
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
}
