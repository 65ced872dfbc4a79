package dev.evenkeel.restore;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of the restore. Fields that are empty are left out.
 *
 * @param conditions Ready, Complete, Reconciling and Stalled
 * @param observedGeneration the {@code metadata.generation} that this was seen of
 * @param phase how far the restore has come
 * @param reason why it is where it is, one word for programs
 * @param message why it is where it is
 * @param progress how much of the archive is unpacked; at most two seconds old
 * @param startTime when work began, the first time
 * @param completionTime when it was over
 * @param entries how many files, folders and links are in the new volume
 * @param bytes contents of the files in the new volume, in bytes
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
