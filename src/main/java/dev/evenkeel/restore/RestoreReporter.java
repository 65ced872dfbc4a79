package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.backup.RunJournal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Tells in the status of a Restore which step is being done, and how far it has come. */
final class RestoreReporter {

    private final RunJournal<RestoreSpec, RestoreStatus> journal;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private boolean toTheEnd;

    RestoreReporter(RunJournal<RestoreSpec, RestoreStatus> journal, Clock clock, LongSupplier nanoTime) {
        this.journal = journal;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** What the status says as of now. */
    RestoreStatus status() {
        return journal.resource().status();
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    /** From now on the work goes on though the Restore is being deleted: it is the clearing up. */
    void workToTheEnd() {
        toTheEnd = true;
    }

    /**
     * A step begins. While a volume's contents are being replaced all of its steps have one name.
     *
     * @return is to be told how many bytes are done
     * @throws ArchiveException.Cancelled when the Restore is being deleted, and by what is returned likewise
     */
    LongConsumer begin(RestoreReason step, long totalBytes) {
        RestoreReason reason = journal.resource()
                .status()
                .replacement()
                .map(replacement -> named(replacement.stage()))
                .orElse(step);
        RestoreStatus begun =
                RestoreStatuses.running(journal.resource(), reason, RestoreProgress.begun(totalBytes), clock.instant());
        unlessToTheEnd(() -> journal.enter(begun));
        long start = nanoTime.getAsLong();
        return bytes -> {
            Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
            RestoreProgress progress = RestoreProgress.after(elapsed, bytes, totalBytes);
            unlessToTheEnd(() -> journal.report(begun.withProgress(progress)));
        };
    }

    /** Writes down how far a replacement has come, before anything of it is begun. */
    void enter(Replacement replacement) {
        RestoreStatus status = RestoreStatuses.running(
                        journal.resource(),
                        new RestoreCause(named(replacement.stage()), whom(replacement)),
                        RestoreProgress.NONE,
                        clock.instant())
                .withReplacement(Optional.of(replacement));
        unlessToTheEnd(() -> journal.enter(status));
    }

    /** Whatever else the status is to remember. */
    void remember(RestoreStatus status) {
        unlessToTheEnd(() -> journal.enter(status));
    }

    /** Of stages that are about containers: which. */
    private static String whom(Replacement replacement) {
        return switch (replacement.stage()) {
            case Stopping, Starting, Returning ->
                replacement.stopped().stream()
                        .map(Replacement.StoppedContainer::name)
                        .collect(Collectors.joining(", "));
            case Saving, Swapping, RollingBack -> "";
        };
    }

    static RestoreReason named(ReplaceStage stage) {
        return switch (stage) {
            case Stopping -> RestoreReason.StoppingUsers;
            case Saving -> RestoreReason.TakingSafetyBackup;
            case Swapping -> RestoreReason.Swapping;
            case Starting, Returning -> RestoreReason.StartingUsers;
            case RollingBack -> RestoreReason.RollingBack;
        };
    }

    private void unlessToTheEnd(Runnable telling) {
        try {
            telling.run();
        } catch (ArchiveException.Cancelled unwanted) {
            if (!toTheEnd) {
                throw unwanted;
            }
        }
    }
}
