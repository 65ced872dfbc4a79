package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
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
    private final BackupHooks hooks;
    private final RunProgress progress;
    private final BackupListener listener;
    private final LongSupplier nanoTime;
    private final LastArchives last;

    BackupRun(
            Engine engine,
            ArchiveStore store,
            VolumeArchiver archiver,
            RunJournal<BackupSpec, BackupStatus> journal,
            BackupHooks hooks,
            RunProgress progress,
            BackupListener listener,
            LongSupplier nanoTime,
            LastArchives last) {
        this.engine = engine;
        this.store = store;
        this.archiver = archiver;
        this.journal = journal;
        this.hooks = hooks;
        this.progress = progress;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.last = last;
    }

    /**
     * Archives all of {@code volumes} that can be: one that fails does not keep the others from being saved. Those that
     * have to be of one moment are all read before the first is proven, so that nobody stands still for longer.
     *
     * @return what failed; everything else has its archive in the journal
     * @throws ArchiveException.Cancelled when the Backup is being deleted, or the thread is interrupted
     */
    List<BackupCause> archive(List<String> volumes) {
        List<BackupCause> failures = new ArrayList<>();
        if (!volumes.isEmpty() && journal.resource().spec().together()) {
            archive(volumes, failures);
        } else {
            volumes.forEach(volume -> archive(List.of(volume), failures));
        }
        return failures;
    }

    /**
     * A volume that was read, and has to be proven yet.
     *
     * @param start when reading began
     */
    private record Captured(String volume, StoredArchive stored, long start) {}

    private void archive(List<String> together, List<BackupCause> failures) {
        List<Captured> captured = new ArrayList<>();
        Optional<BackupCause> hindrance =
                hooks.around(together, () -> together.forEach(volume -> capture(volume, captured, failures)));
        if (hindrance.isPresent()) {
            captured.forEach(one -> discard(one.stored()));
            failures.addFirst(hindrance.get());
            return;
        }
        captured.forEach(one -> prove(one).ifPresent(failures::add));
    }

    private void capture(String volume, List<Captured> captured, List<BackupCause> failures) {
        journal.enter(journal.resource().status());
        long start = nanoTime.getAsLong();
        try {
            BackupProgress before = captured.stream()
                    .map(one -> BackupProgress.of(one.stored().head()))
                    .reduce(BackupProgress.of(journal.resource().status().archives()), BackupProgress::plus);
            requireRoom(volume);
            StoredArchive stored =
                    archiver.archive(engine, store, journal.resource(), volume, progress.reading(before));
            captured.add(new Captured(volume, stored, start));
        } catch (ArchiveException.Cancelled cancelled) {
            throw cancelled;
        } catch (ArchiveException failed) {
            failures.add(BackupCause.ofCapture(failed).about(volume));
        } catch (EngineException failed) {
            failures.add(BackupCause.of(failed).about(volume));
        } finally {
            tell(BackupListener.Stage.archive, start);
        }
    }

    /** Looked at is only what somebody wanted to be. */
    private void tell(long start, boolean good) {
        if (level() != VerificationLevel.None) {
            tell(BackupListener.Stage.verify, start);
            listener.verified(journal.resource(), level(), good);
        }
    }

    private void tell(BackupListener.Stage stage, long start) {
        listener.passed(journal.resource(), stage, Duration.ofNanos(nanoTime.getAsLong() - start));
    }

    /** Before the first byte is read: nobody has to stand still for what cannot be stored. */
    private void requireRoom(String volume) {
        long free = store.freeBytes();
        if (free < last.of(volume)) {
            throw new ArchiveException.StoreFull(
                    "the store has room for " + free + " bytes, and the last archive took " + last.of(volume));
        }
    }

    private Optional<BackupCause> prove(Captured captured) {
        journal.enter(journal.resource().status());
        Optional<BackupCause> unproven = verify(captured.stored());
        if (unproven.isEmpty()) {
            ArchiveStatus archive = BackupStatuses.archive(
                    journal.resource().spec().store(), captured.stored(), level() != VerificationLevel.None);
            journal.write(journal.resource().status().withArchive(archive));
            Duration took = Duration.ofNanos(nanoTime.getAsLong() - captured.start());
            listener.archived(journal.resource(), archive, took);
        }
        return unproven.map(cause -> cause.about(captured.volume()));
    }

    /** An archive that cannot be proven to be what was written is not kept: nobody shall count on it. */
    private Optional<BackupCause> verify(StoredArchive stored) {
        long start = nanoTime.getAsLong();
        try {
            new ArchiveVerifier(store, nanoTime).verify(stored.location(), level(), progress.verifying());
            tell(start, true);
            return Optional.empty();
        } catch (ArchiveException.Cancelled cancelled) {
            throw cancelled;
        } catch (ArchiveException failed) {
            tell(start, false);
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

    private VerificationLevel level() {
        return level(journal.resource().spec().verify(), store);
    }

    /** What of {@code wanted} can be proven in {@code store}. */
    static VerificationLevel level(Verification wanted, ArchiveStore store) {
        return switch (wanted) {
            case None -> VerificationLevel.None;
            case Checksum -> VerificationLevel.Checksum;
            case Full -> sealed(store) ? VerificationLevel.Checksum : VerificationLevel.Full;
        };
    }

    /** Whether nobody here can look into what the store keeps. */
    static boolean sealed(ArchiveStore store) {
        return store.cipher().encrypts() && !store.cipher().decrypts();
    }
}
