package dev.evenkeel.backup;

import dev.evenkeel.hook.HookRuns;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What became of the run. Fields that are empty are left out.
 *
 * @param conditions Ready, Complete, Verified, Reconciling and Stalled
 * @param observedGeneration the {@code metadata.generation} that this was seen of
 * @param phase how far the run has come
 * @param reason why it is where it is, one word for programs
 * @param message why it is where it is
 * @param startTime when reading began, the first time
 * @param completionTime when the run was over
 * @param attempts how often it was begun, at most three times
 * @param progress what has been read so far, of all volumes; at most two seconds old
 * @param estimatedCompletionTime when all volumes will have been read, if it goes on like this. Missing when that
 *     cannot be told, and once they have been
 * @param quiesced who stood still while the volumes were read, and for how long
 * @param hooks the commands that were run before and after the volumes were read
 * @param archives one for each volume that is in the store
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
        Optional<Instant> estimatedCompletionTime,
        Optional<Quiesced> quiesced,
        HookRuns hooks,
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
            Optional.empty(),
            Optional.empty(),
            HookRuns.NONE,
            List.of());

    public BackupStatus {
        conditions = Defaults.list(conditions);
        phase = Defaults.value(phase, BackupPhase.Pending);
        reason = Defaults.text(reason, "");
        message = Defaults.text(message, "");
        startTime = Defaults.optional(startTime);
        completionTime = Defaults.optional(completionTime);
        progress = Defaults.value(progress, BackupProgress.NONE);
        estimatedCompletionTime = Defaults.optional(estimatedCompletionTime);
        quiesced = Defaults.optional(quiesced);
        hooks = Defaults.value(hooks, HookRuns.NONE);
        archives = Defaults.list(archives);
    }

    /** Whether every archive was read again and found right. */
    public boolean verified() {
        return Conditions.isTrue(conditions, VERIFIED);
    }

    /** The archive of that volume, if there is one so far. */
    public Optional<ArchiveStatus> archive(String volume) {
        return archives.stream().filter(one -> one.volume().equals(volume)).findFirst();
    }

    /** Whether something has to be undone or made good that this run began. */
    public boolean owes() {
        return holdsContainers() || hooks.owed();
    }

    /** Whether containers may still stand still because of this run. */
    public boolean holdsContainers() {
        return quiesced.filter(Quiesced::open).isPresent();
    }

    BackupStatus withConditions(List<Condition> newConditions, long generation) {
        return with(status -> {
            status.conditions = newConditions;
            status.observedGeneration = generation;
        });
    }

    BackupStatus withPhase(BackupPhase newPhase, BackupCause why) {
        return with(status -> {
            status.phase = newPhase;
            status.reason = why.reason().name();
            status.message = why.message();
            status.estimatedCompletionTime = Optional.empty();
        });
    }

    /** Begun for the {@code attempt}-th time. */
    BackupStatus begun(int attempt, Instant now) {
        return with(status -> {
            status.startTime = startTime.or(() -> Optional.of(now));
            status.completionTime = Optional.empty();
            status.attempts = attempt;
        });
    }

    BackupStatus ended(Instant now) {
        return with(status -> status.completionTime = Optional.of(now));
    }

    BackupStatus withProgress(BackupProgress newProgress, Optional<Instant> estimatedEnd) {
        return with(status -> {
            status.progress = newProgress;
            status.estimatedCompletionTime = estimatedEnd;
        });
    }

    BackupStatus withArchive(ArchiveStatus archive) {
        return withArchives(Stream.concat(archives.stream(), Stream.of(archive)).toList());
    }

    BackupStatus withArchives(List<ArchiveStatus> all) {
        return with(status -> {
            status.archives = all;
            status.progress = BackupProgress.of(all);
        });
    }

    BackupStatus withQuiesced(Quiesced window) {
        return with(status -> status.quiesced = Optional.of(window));
    }

    BackupStatus withHooks(HookRuns runs) {
        return with(status -> status.hooks = runs);
    }

    private BackupStatus with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A status that is being written. */
    private static final class Draft {
        private List<Condition> conditions;
        private long observedGeneration;
        private BackupPhase phase;
        private String reason;
        private String message;
        private Optional<Instant> startTime;
        private Optional<Instant> completionTime;
        private int attempts;
        private BackupProgress progress;
        private Optional<Instant> estimatedCompletionTime;
        private Optional<Quiesced> quiesced;
        private HookRuns hooks;
        private List<ArchiveStatus> archives;

        Draft(BackupStatus status) {
            conditions = status.conditions;
            observedGeneration = status.observedGeneration;
            phase = status.phase;
            reason = status.reason;
            message = status.message;
            startTime = status.startTime;
            completionTime = status.completionTime;
            attempts = status.attempts;
            progress = status.progress;
            estimatedCompletionTime = status.estimatedCompletionTime;
            quiesced = status.quiesced;
            hooks = status.hooks;
            archives = status.archives;
        }

        BackupStatus finished() {
            return new BackupStatus(
                    conditions,
                    observedGeneration,
                    phase,
                    reason,
                    message,
                    startTime,
                    completionTime,
                    attempts,
                    progress,
                    estimatedCompletionTime,
                    quiesced,
                    hooks,
                    archives);
        }
    }
}
