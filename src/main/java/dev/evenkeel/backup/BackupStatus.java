package dev.evenkeel.backup;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param reason a word of {@link BackupReason}
 * @param startTime when reading began, the first time
 * @param completionTime when it was over
 * @param attempts how often it was begun
 */
public record BackupStatus(
        List<Condition> conditions,
        long observedGeneration,
        BackupPhase phase,
        String reason,
        String message,
        Optional<Instant> startTime,
        Optional<Instant> completionTime,
        int attempts,
        BackupProgress progress,
        List<ArchiveStatus> archives) {

    public static final String COMPLETE = "Complete";
    public static final String VERIFIED = "Verified";

    static final BackupStatus EMPTY = new BackupStatus(
            List.of(),
            0,
            BackupPhase.Pending,
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            0,
            BackupProgress.NONE,
            List.of());

    public BackupStatus {
        conditions = Defaults.list(conditions);
        phase = Defaults.value(phase, BackupPhase.Pending);
        reason = Defaults.text(reason, "");
        message = Defaults.text(message, "");
        startTime = Defaults.optional(startTime);
        completionTime = Defaults.optional(completionTime);
        progress = Defaults.value(progress, BackupProgress.NONE);
        archives = Defaults.list(archives);
    }

    /** Whether every archive was read again and found right. */
    public boolean verified() {
        return Conditions.isTrue(conditions, VERIFIED);
    }
}
