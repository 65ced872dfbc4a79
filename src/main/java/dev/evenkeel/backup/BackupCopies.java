package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveCopier;
import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveProgress;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.VerificationLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Copies what a Backup has in its store to its additional ones. The volumes are not read again for it, and nobody
 * stands still; a store that fails keeps no other from its copies.
 */
final class BackupCopies {

    private static final Logger LOG = Logger.getLogger(BackupCopies.class);

    private final ArchiveStores stores;
    private final RunJournal<BackupSpec, BackupStatus> journal;
    private final BackupListener listener;
    private final LongSupplier nanoTime;

    BackupCopies(
            ArchiveStores stores,
            RunJournal<BackupSpec, BackupStatus> journal,
            BackupListener listener,
            LongSupplier nanoTime) {
        this.stores = stores;
        this.journal = journal;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /**
     * @param source the Backup's store
     * @return what failed, one for each store
     * @throws ArchiveException.Cancelled when the Backup is being deleted, or the thread is interrupted
     */
    List<BackupCause> copy(ArchiveStore source) {
        List<BackupCause> failures = new ArrayList<>();
        for (String name : journal.resource().spec().additionalStores()) {
            copyTo(name, source).ifPresent(cause -> {
                failures.add(cause);
                listener.copyFailed(journal.resource());
                LOG.warnf(
                        "copy failed backup=%s cause=\"%s\"", journal.resource().key(), cause.message());
            });
        }
        return failures;
    }

    private Optional<BackupCause> copyTo(String name, ArchiveStore source) {
        Optional<ArchiveStore> target = stores.find(name);
        if (target.isEmpty()) {
            return Optional.of(failure(name, "there is no such BackupStore"));
        }
        try {
            ArchiveRemoval.removeUnrecorded(name, target.get(), journal.resource());
            for (ArchiveStatus archive : outstanding(name)) {
                journal.enter(journal.resource().status());
                copy(archive, source, name, target.get());
            }
            return Optional.empty();
        } catch (ArchiveException.Cancelled cancelled) {
            throw cancelled;
        } catch (ArchiveException failed) {
            return Optional.of(failure(name, String.valueOf(failed.getMessage())));
        }
    }

    private static BackupCause failure(String store, String why) {
        return new BackupCause(BackupReason.CopyFailed, "store " + store + ": " + why);
    }

    private List<ArchiveStatus> outstanding(String store) {
        List<ArchiveStatus> archives = journal.resource().status().archives();
        List<String> done = archives.stream()
                .filter(archive -> archive.store().equals(store))
                .map(ArchiveStatus::volume)
                .toList();
        return archives.stream()
                .filter(archive ->
                        archive.store().equals(journal.resource().spec().store()))
                .filter(archive -> !done.contains(archive.volume()))
                .toList();
    }

    private void copy(ArchiveStatus archive, ArchiveStore source, String name, ArchiveStore target) {
        long start = nanoTime.getAsLong();
        StoredArchive copy = new ArchiveCopier(nanoTime)
                .copy(source, ArchiveLocation.parse(archive.location()), target, reporting());
        listener.passed(journal.resource(), BackupListener.Stage.copy, Duration.ofNanos(nanoTime.getAsLong() - start));
        VerificationLevel level = BackupRun.level(journal.resource().spec().verify(), target);
        try {
            new ArchiveVerifier(target, nanoTime).verify(copy.location(), level, reporting());
            listener.verified(journal.resource(), level, true);
        } catch (ArchiveException unproven) {
            if (!(unproven instanceof ArchiveException.Cancelled)) {
                listener.verified(journal.resource(), level, false);
            }
            discard(target, copy);
            throw unproven;
        }
        ArchiveStatus copied = BackupStatuses.archive(name, copy, level != VerificationLevel.None);
        journal.write(journal.resource().status().withArchive(copied));
        listener.archived(journal.resource(), copied, Duration.ZERO);
    }

    private static void discard(ArchiveStore target, StoredArchive copy) {
        try {
            target.delete(copy.location());
        } catch (ArchiveException stays) {
            LOG.warnf("unproven copy stays for now location=%s cause=\"%s\"", copy.location(), stays.getMessage());
        }
    }

    private ArchiveProgress reporting() {
        return (bytes, entries) -> journal.report(journal.resource().status());
    }
}
