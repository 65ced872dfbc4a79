package dev.evenkeel.restore;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

    RestoreStatus withConditions(List<Condition> newConditions, long generation) {
        return with(status -> {
            status.conditions = newConditions;
            status.observedGeneration = generation;
        });
    }

    RestoreStatus withPhase(RestorePhase newPhase, RestoreCause why) {
        return with(status -> {
            status.phase = newPhase;
            status.reason = why.reason().name();
            status.message = why.message();
        });
    }

    /** As of {@code now} it is in its phase: work begins once, and is over when the phase is a last one. */
    RestoreStatus at(Instant now) {
        return with(status -> {
            status.startTime = phase == RestorePhase.Running ? startTime.or(() -> Optional.of(now)) : startTime;
            status.completionTime = phase.finished() ? Optional.of(now) : Optional.empty();
        });
    }

    RestoreStatus withProgress(RestoreProgress newProgress) {
        return with(status -> status.progress = newProgress);
    }

    RestoreStatus withSource(ArchiveChoice newSource) {
        return with(status -> status.source = Optional.of(newSource));
    }

    RestoreStatus withPlan(RestorePreview newPlan) {
        return with(status -> status.plan = Optional.of(newPlan));
    }

    RestoreStatus withSafetyBackup(String name) {
        return with(status -> status.safetyBackup = name);
    }

    RestoreStatus withReplacement(Optional<Replacement> newReplacement) {
        return with(status -> status.replacement = newReplacement);
    }

    /** Begun once more. */
    RestoreStatus begunAgain() {
        return with(status -> status.attempts = attempts + 1);
    }

    RestoreStatus withContents(long newEntries, long newBytes) {
        return with(status -> {
            status.entries = newEntries;
            status.bytes = newBytes;
        });
    }

    private RestoreStatus with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A status that is being written. */
    private static final class Draft {
        private List<Condition> conditions;
        private long observedGeneration;
        private RestorePhase phase;
        private String reason;
        private String message;
        private Optional<ArchiveChoice> source;
        private Optional<RestorePreview> plan;
        private RestoreProgress progress;
        private Optional<Instant> startTime;
        private Optional<Instant> completionTime;
        private int attempts;
        private String safetyBackup;
        private Optional<Replacement> replacement;
        private long entries;
        private long bytes;

        Draft(RestoreStatus status) {
            conditions = status.conditions;
            observedGeneration = status.observedGeneration;
            phase = status.phase;
            reason = status.reason;
            message = status.message;
            source = status.source;
            plan = status.plan;
            progress = status.progress;
            startTime = status.startTime;
            completionTime = status.completionTime;
            attempts = status.attempts;
            safetyBackup = status.safetyBackup;
            replacement = status.replacement;
            entries = status.entries;
            bytes = status.bytes;
        }

        RestoreStatus finished() {
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
                    entries,
                    bytes);
        }
    }
}
