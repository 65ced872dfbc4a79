package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveProgress;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.VerificationLevel;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Archives the volumes of one Backup, verifies what it stored, and writes down each as it is done. */
final class BackupRun {

    private static final Logger LOG = Logger.getLogger(BackupRun.class);

    private final Engine engine;
    private final ArchiveStore store;
    private final VolumeArchiver archiver;
    private final RunJournal<BackupSpec, BackupStatus> journal;
    private final BackupListener listener;
    private final LongSupplier nanoTime;

    BackupRun(
            Engine engine,
            ArchiveStore store,
            VolumeArchiver archiver,
            RunJournal<BackupSpec, BackupStatus> journal,
            BackupListener listener,
            LongSupplier nanoTime) {
        this.engine = engine;
        this.store = store;
        this.archiver = archiver;
        this.journal = journal;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /**
     * Archives all of {@code volumes} that can be: one that fails does not keep the others from being saved.
     *
     * @return what failed; everything else has its archive in the journal
     * @throws ArchiveException.Cancelled when the Backup is being deleted, or the thread is interrupted
     */
    List<BackupCause> archive(List<String> volumes) {
        List<BackupCause> failures = new ArrayList<>();
        for (String volume : volumes) {
            journal.enter(journal.resource().status());
            archive(volume).map(cause -> cause.about(volume)).ifPresent(failures::add);
        }
        return failures;
    }

    private Optional<BackupCause> archive(String volume) {
        long start = nanoTime.getAsLong();
        StoredArchive stored;
        try {
            stored = archiver.archive(engine, store, journal.resource(), volume, reading());
        } catch (ArchiveException.Cancelled cancelled) {
            throw cancelled;
        } catch (ArchiveException failed) {
            return Optional.of(BackupCause.ofCapture(failed));
        } catch (EngineException failed) {
            return Optional.of(BackupCause.of(failed));
        }
        Optional<BackupCause> unproven = verify(stored);
        if (unproven.isEmpty()) {
            ArchiveStatus archive = BackupStatuses.archive(
                    journal.resource().spec().store(), stored, level() != VerificationLevel.None);
            journal.write(journal.resource().status().withArchive(archive));
            listener.archived(journal.resource(), archive, Duration.ofNanos(nanoTime.getAsLong() - start));
        }
        return unproven;
    }

    /** An archive that cannot be proven to be what was written is not kept: nobody shall count on it. */
    private Optional<BackupCause> verify(StoredArchive stored) {
        try {
            new ArchiveVerifier(store, nanoTime).verify(stored.location(), level(), verifying());
            return Optional.empty();
        } catch (ArchiveException.Cancelled cancelled) {
            throw cancelled;
        } catch (ArchiveException failed) {
            discard(stored);
            return Optional.of(BackupCause.ofVerification(failed));
        }
    }

    private void discard(StoredArchive stored) {
        try {
            store.delete(stored.location());
        } catch (ArchiveException stays) {
            LOG.warnf("unproven archive stays for now location=%s cause=%s", stored.location(), stays.getMessage());
        }
    }

    /** Reports of one more volume being read, on top of those that are archived. */
    private ArchiveProgress reading() {
        BackupStatus before = journal.resource().status();
        BackupProgress archived = BackupProgress.of(before.archives());
        return (bytes, entries) -> journal.report(before.withProgress(archived.plus(bytes, entries)));
    }

    /** While an archive is verified there is nothing to tell, but somebody to ask whether it is still wanted. */
    private ArchiveProgress verifying() {
        return (bytes, entries) -> journal.report(journal.resource().status());
    }

    private VerificationLevel level() {
        return switch (journal.resource().spec().verify()) {
            case None -> VerificationLevel.None;
            case Checksum -> VerificationLevel.Checksum;
            case Full -> VerificationLevel.Full;
        };
    }
}
