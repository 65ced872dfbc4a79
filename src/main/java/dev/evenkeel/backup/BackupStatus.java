package dev.evenkeel.backup;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** The archive of that volume, if there is one so far. */
    public Optional<ArchiveStatus> archive(String volume) {
        return archives.stream().filter(one -> one.volume().equals(volume)).findFirst();
    }

    BackupStatus withConditions(List<Condition> newConditions, long generation) {
        return new BackupStatus(
                newConditions,
                generation,
                phase,
                reason,
                message,
                startTime,
                completionTime,
                attempts,
                progress,
                archives);
    }

    BackupStatus withPhase(BackupPhase newPhase, BackupCause why) {
        return new BackupStatus(
                conditions,
                observedGeneration,
                newPhase,
                why.reason().name(),
                why.message(),
                startTime,
                completionTime,
                attempts,
                progress,
                archives);
    }

    /** Begun for the {@code attempt}-th time. */
    BackupStatus begun(int attempt, Instant now) {
        return new BackupStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                startTime.or(() -> Optional.of(now)),
                Optional.empty(),
                attempt,
                progress,
                archives);
    }

    BackupStatus ended(Instant now) {
        return new BackupStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                startTime,
                Optional.of(now),
                attempts,
                progress,
                archives);
    }

    BackupStatus withProgress(BackupProgress newProgress) {
        return new BackupStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                startTime,
                completionTime,
                attempts,
                newProgress,
                archives);
    }

    BackupStatus withArchive(ArchiveStatus archive) {
        List<ArchiveStatus> all =
                Stream.concat(archives.stream(), Stream.of(archive)).toList();
        return new BackupStatus(
                conditions,
                observedGeneration,
                phase,
                reason,
                message,
                startTime,
                completionTime,
                attempts,
                BackupProgress.of(all),
                all);
    }
}
