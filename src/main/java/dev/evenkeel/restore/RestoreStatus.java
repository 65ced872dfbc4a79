package dev.evenkeel.restore;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a restore.
 *
 * @param reason a word of {@link RestoreReason}
 * @param startTime when work began, the first time
 * @param entries files, folders and links in the new volume
 * @param bytes contents of the files in the new volume
 */
public record RestoreStatus(
        List<Condition> conditions,
        long observedGeneration,
        RestorePhase phase,
        String reason,
        String message,
        RestoreProgress progress,
        Optional<Instant> startTime,
        Optional<Instant> completionTime,
        long entries,
        long bytes) {

    public static final String COMPLETE = "Complete";

    static final RestoreStatus EMPTY = new RestoreStatus(
            List.of(), 0, RestorePhase.Pending, "", "", RestoreProgress.NONE, Optional.empty(), Optional.empty(), 0, 0);

    public RestoreStatus {
        conditions = Defaults.list(conditions);
        phase = Defaults.value(phase, RestorePhase.Pending);
        reason = Defaults.text(reason, "");
        message = Defaults.text(message, "");
        progress = Defaults.value(progress, RestoreProgress.NONE);
        startTime = Defaults.optional(startTime);
        completionTime = Defaults.optional(completionTime);
    }

    RestoreStatus withProgress(RestoreProgress newProgress) {
        return new RestoreStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                newProgress,
                startTime,
                completionTime,
                entries,
                bytes);
    }
}
