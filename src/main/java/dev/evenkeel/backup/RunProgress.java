package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reports how far a run is, and asks by that whether it is still wanted. */
final class RunProgress {

    private final RunJournal<BackupSpec, BackupStatus> journal;
    private final Optional<Long> totalBytes;
    private final long bytesBefore;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final long start;

    /** @param totalBytes of all volumes, if that is known */
    RunProgress(
            RunJournal<BackupSpec, BackupStatus> journal,
            Optional<Long> totalBytes,
            Clock clock,
            LongSupplier nanoTime) {
        this.journal = journal;
        this.totalBytes = totalBytes;
        this.bytesBefore =
                BackupProgress.of(journal.resource().status().archives()).bytes();
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Reports of one more volume being read, on top of {@code before}. */
    ArchiveProgress reading(BackupProgress before) {
        return (bytes, entries) -> {
            BackupProgress read =
                    before.plus(new BackupProgress(bytes, entries)).outOf(totalBytes);
            Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
            Optional<Instant> end = ExpectedSize.end(
                    totalBytes.map(total -> total - read.bytes()),
                    read.bytes() - bytesBefore,
                    elapsed,
                    clock.instant());
            journal.report(journal.resource().status().withProgress(read, end));
        };
    }

    /** While an archive is verified there is nothing to tell, but somebody to ask whether it is still wanted. */
    ArchiveProgress verifying() {
        return (bytes, entries) -> journal.report(journal.resource()
                .status()
                .withProgress(journal.resource().status().progress(), Optional.empty()));
    }
}
