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
 * @param source the archive that is restored, chosen once
 * @param plan what is changed, or in a dry run would be
 * @param progress how far the step has come that {@code reason} names; at most two seconds old
 * @param startTime when work began, the first time
 * @param completionTime when it was over
 * @param attempts how often it was begun, at most three times
 * @param safetyBackup the Backup of the old contents, with mode Replace. It is kept, also when the Restore is deleted
 * @param replacement what must not be forgotten while a volume's contents are being replaced
 * @param entries how many files, folders and links are in the volume
 * @param bytes contents of the files in the volume, in bytes
 */
public record RestoreStatus(
        List<Condition> conditions,
        long observedGeneration,
        RestorePhase phase,
        String reason,
        String message,
        Optional<ArchiveChoice> source,
        Optional<RestorePreview> plan,
        RestoreProgress progress,
        Optional<Instant> startTime,
        Optional<Instant> completionTime,
        int attempts,
        String safetyBackup,
        Optional<Replacement> replacement,
        long entries,
        long bytes) {

    public static final String COMPLETE = "Complete";

    static final RestoreStatus EMPTY = new RestoreStatus(
            List.of(),
            0,
            RestorePhase.Pending,
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            RestoreProgress.NONE,
            Optional.empty(),
            Optional.empty(),
            0,
            "",
            Optional.empty(),
            0,
            0);

    public RestoreStatus {
        conditions = Defaults.list(conditions);
        phase = Defaults.value(phase, RestorePhase.Pending);
        reason = Defaults.text(reason, "");
        message = Defaults.text(message, "");
        source = Defaults.optional(source);
        plan = Defaults.optional(plan);
        progress = Defaults.value(progress, RestoreProgress.NONE);
        startTime = Defaults.optional(startTime);
        completionTime = Defaults.optional(completionTime);
        safetyBackup = Defaults.text(safetyBackup, "");
        replacement = Defaults.optional(replacement);
    }

    RestoreStatus withProgress(RestoreProgress newProgress) {
        return new RestoreStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                source,
                plan,
                newProgress,
                startTime,
                completionTime,
                attempts,
                safetyBackup,
                replacement,
                entries,
                bytes);
    }

    RestoreStatus withSource(ArchiveChoice newSource) {
        return new RestoreStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                Optional.of(newSource),
                plan,
                progress,
                startTime,
                completionTime,
                attempts,
                safetyBackup,
                replacement,
                entries,
                bytes);
    }

    RestoreStatus withPlan(RestorePreview newPlan) {
        return new RestoreStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                source,
                Optional.of(newPlan),
                progress,
                startTime,
                completionTime,
                attempts,
                safetyBackup,
                replacement,
                entries,
                bytes);
    }

    RestoreStatus withSafetyBackup(String name) {
        return new RestoreStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                source,
                plan,
                progress,
                startTime,
                completionTime,
                attempts,
                name,
                replacement,
                entries,
                bytes);
    }

    RestoreStatus withReplacement(Optional<Replacement> newReplacement) {
        return new RestoreStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                source,
                plan,
                progress,
                startTime,
                completionTime,
                attempts,
                safetyBackup,
                newReplacement,
                entries,
                bytes);
    }

    /** Begun once more. */
    RestoreStatus begunAgain() {
        return new RestoreStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                source,
                plan,
                progress,
                startTime,
                completionTime,
                attempts + 1,
                safetyBackup,
                replacement,
                entries,
                bytes);
    }

    RestoreStatus withContents(long newEntries, long newBytes) {
        return new RestoreStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                source,
                plan,
                progress,
                startTime,
                completionTime,
                attempts,
                safetyBackup,
                replacement,
                newEntries,
                newBytes);
    }
}
