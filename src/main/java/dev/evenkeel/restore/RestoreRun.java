package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveReader;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.UnpackedVerifier;
import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.backup.RunJournal;
import dev.evenkeel.backup.VolumeAccess;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Carries out the plan of one Restore; what it made and could not finish, it removes. */
final class RestoreRun {

    private static final Logger LOG = Logger.getLogger(RestoreRun.class);
    private static final String PURPOSE = "restore";

    private final String registryId;
    private final Engine engine;
    private final ArchiveStore store;
    private final RunJournal<RestoreSpec, RestoreStatus> journal;
    private final Clock clock;
    private final LongSupplier nanoTime;

    RestoreRun(
            String registryId,
            Engine engine,
            ArchiveStore store,
            RunJournal<RestoreSpec, RestoreStatus> journal,
            Clock clock,
            LongSupplier nanoTime) {
        this.registryId = registryId;
        this.engine = engine;
        this.store = store;
        this.journal = journal;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * @throws ArchiveException.Cancelled when the Restore was deleted, or the thread is interrupted
     */
    RestoreResult make(ManifestHead head, RestorePlan.Make plan) {
        boolean complete = false;
        try {
            for (RestoreStep step : plan.steps()) {
                Optional<RestoreCause> failure = perform(step, plan);
                if (failure.isPresent()) {
                    return new RestoreResult.Broken(failure.get());
                }
            }
            complete = true;
            return new RestoreResult.Restored(head);
        } finally {
            if (!complete) {
                undo();
            }
        }
    }

    private Optional<RestoreCause> perform(RestoreStep step, RestorePlan.Make plan) {
        try {
            return switch (step) {
                case RestoreStep.Prove prove -> prove(prove);
                case RestoreStep.RemoveVolume remove -> remove(remove);
                case RestoreStep.CreateVolume create -> create(create);
                case RestoreStep.RequireEmpty empty -> requireEmpty(empty);
                case RestoreStep.Unpack unpack -> unpack(unpack, plan.totalBytes());
                case RestoreStep.Compare compare -> compare(compare);
            };
        } catch (ArchiveException.Cancelled cancelled) {
            throw cancelled;
        } catch (ArchiveException failed) {
            return Optional.of(
                    step instanceof RestoreStep.Compare
                            ? RestoreCause.ofComparison(failed)
                            : RestoreCause.ofArchive(failed));
        } catch (EngineException failed) {
            return Optional.of(RestoreCause.of(failed));
        }
    }

    /** In full, against its manifest; and the manifest against what the Backup wrote down at the time. */
    private Optional<RestoreCause> prove(RestoreStep.Prove step) {
        begin(RestoreReason.Verifying, RestoreProgress.NONE);
        ManifestHead head = new ArchiveVerifier(store, nanoTime)
                .admit(
                        step.location(),
                        true,
                        (bytes, entries) -> journal.report(journal.resource().status()));
        return head.sha256().equals(step.sha256())
                ? Optional.empty()
                : Optional.of(new RestoreCause(
                        RestoreReason.ArchiveMismatch, step.location() + " is not the archive that the Backup stored"));
    }

    private Optional<RestoreCause> remove(RestoreStep.RemoveVolume step) {
        HelperReaper.reap(engine, owner());
        engine.removeVolume(step.name());
        return Optional.empty();
    }

    /** The engine answers with another's volume if somebody was quicker. */
    private Optional<RestoreCause> create(RestoreStep.CreateVolume step) {
        EngineVolume volume = engine.createVolume(step.creation());
        return RestorePlanner.madeBy(owner().uid(), volume)
                ? Optional.empty()
                : Optional.of(new RestoreCause(
                        RestoreReason.TargetExists, "volume " + step.creation().name() + " exists"));
    }

    private Optional<RestoreCause> requireEmpty(RestoreStep.RequireEmpty step) {
        try (VolumeAccess access = VolumeAccess.open(engine, step.volume(), true, PURPOSE, owner());
                InputStream contents = access.read()) {
            UnpackedVerifier.requireEmpty(contents);
            return Optional.empty();
        } catch (ArchiveException.Mismatch occupied) {
            return Optional.of(new RestoreCause(
                    RestoreReason.TargetNotEmpty,
                    "the driver's options of volume " + step.volume() + " name something that has contents: "
                            + occupied.getMessage()));
        } catch (IOException unreadable) {
            throw new ArchiveException.SourceFailed("the new volume cannot be read", unreadable);
        }
    }

    private Optional<RestoreCause> unpack(RestoreStep.Unpack step, long totalBytes) {
        begin(RestoreReason.Unpacking, new RestoreProgress(0, totalBytes));
        RestoreStatus before = journal.resource().status();
        try (VolumeAccess access = VolumeAccess.open(engine, step.volume(), false, PURPOSE, owner());
                InputStream tar = new WatchedStream(
                        new ArchiveReader(store).openTar(step.location()),
                        bytes -> journal.report(before.withProgress(new RestoreProgress(bytes, totalBytes))))) {
            access.write(tar);
            return Optional.empty();
        } catch (WatchedStream.Named named) {
            throw named.failure();
        } catch (IOException unreadable) {
            throw new ArchiveException.StoreUnavailable(step.location() + " cannot be read", unreadable);
        }
    }

    private Optional<RestoreCause> compare(RestoreStep.Compare step) {
        begin(RestoreReason.Comparing, journal.resource().status().progress());
        try (VolumeAccess access = VolumeAccess.open(engine, step.volume(), true, PURPOSE, owner());
                InputStream volume = access.read()) {
            new UnpackedVerifier(store).verify(step.location(), volume);
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new ArchiveException.SourceFailed("the new volume cannot be read back", unreadable);
        }
    }

    private void begin(RestoreReason step, RestoreProgress progress) {
        journal.enter(RestoreStatuses.running(journal.resource(), step, progress, clock.instant()));
    }

    /** Removes what bears the label of this Restore; what cannot be removed now is when the Restore is begun anew. */
    private void undo() {
        String name = journal.resource().spec().target().volume();
        boolean interrupted = Thread.interrupted();
        try {
            HelperReaper.reap(engine, owner());
            if (RestorePlanner.madeBy(owner().uid(), engine.volume(name))) {
                engine.removeVolume(name);
            }
        } catch (EngineException.NotFound gone) {
            LOG.debugf("nothing to undo volume=%s", name);
        } catch (EngineException stays) {
            LOG.warnf("unfinished volume stays for now volume=%s cause=%s", name, stays.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private VolumeAccess.Owner owner() {
        return new VolumeAccess.Owner(registryId, journal.resource().metadata().uid());
    }
}
