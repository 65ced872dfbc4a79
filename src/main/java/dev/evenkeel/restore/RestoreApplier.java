package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.backup.RunJournal;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.quiesce.QuiesceException;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Looks at what a Restore needs, has it planned and done, and writes down how it went. */
public final class RestoreApplier {

    private static final Logger LOG = Logger.getLogger(RestoreApplier.class);

    /** How often to look whether the safety backup is there: containers are stopped meanwhile. */
    private static final Duration SAFETY_PATIENCE = Duration.ofMillis(250);

    private final Registry registry;
    private final Engines engines;
    private final ArchiveStores stores;
    private final QuiesceApplier quiesce;
    private final FreeSpace space;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RestoreListener listener;
    private final Optional<GnuTar> tar;

    /**
     * Tells nobody.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public RestoreApplier(
            Registry registry,
            Engines engines,
            ArchiveStores stores,
            QuiesceApplier quiesce,
            FreeSpace space,
            Clock clock,
            LongSupplier nanoTime) {
        this(registry, engines, stores, quiesce, space, clock, nanoTime, RestoreListener.SILENT, Optional.empty());
    }

    private RestoreApplier(
            Registry registry,
            Engines engines,
            ArchiveStores stores,
            QuiesceApplier quiesce,
            FreeSpace space,
            Clock clock,
            LongSupplier nanoTime,
            RestoreListener listener,
            Optional<GnuTar> tar) {
        this.registry = registry;
        this.engines = engines;
        this.stores = stores;
        this.quiesce = quiesce;
        this.space = space;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.tar = tar;
    }

    /** This one, telling {@code who} how Restores end. */
    public RestoreApplier telling(RestoreListener who) {
        return new RestoreApplier(registry, engines, stores, quiesce, space, clock, nanoTime, who, tar);
    }

    /** This one, filling volumes that the engine keeps on this machine with {@code tool}, if there is one. */
    public RestoreApplier unpackingWith(Optional<GnuTar> tool) {
        return new RestoreApplier(registry, engines, stores, quiesce, space, clock, nanoTime, listener, tool);
    }

    Outcome apply(Resource<RestoreSpec, RestoreStatus> restore, ArchiveChoice archive) throws InterruptedException {
        Optional<Engine> engine = engines.find(restore.metadata().namespace());
        Optional<ArchiveStore> store = stores.find(archive.store());
        if (engine.isEmpty()) {
            return fail(restore, RestoreCause.of(RestoreReason.EngineUnknown));
        }
        if (store.isEmpty()) {
            return fail(restore, new RestoreCause(RestoreReason.StoreUnknown, "there is no store " + archive.store()));
        }
        RunJournal<RestoreSpec, RestoreStatus> journal =
                new RunJournal<>(registry, RestoreKind.INSTANCE, nanoTime, restore);
        RestoreErrand errand = errand(engine.get(), journal, archive);
        try {
            return conclude(journal, errand.run(() -> head(store.get(), restore, archive)));
        } catch (ArchiveException.Cancelled cancelled) {
            return leaveOff(journal, cancelled);
        } catch (QuiesceException refused) {
            return conclude(
                    journal,
                    new RestoreResult.Broken(
                            new RestoreCause(RestoreReason.UsersCannotStop, String.valueOf(refused.getMessage()))));
        } catch (ArchiveException failed) {
            return conclude(journal, brokenOff(journal, RestoreCause.ofArchive(failed)));
        } catch (EngineException failed) {
            return conclude(journal, brokenOff(journal, RestoreCause.of(failed)));
        }
    }

    /** A Restore that is being deleted: what it has begun is taken back, then it goes. */
    Outcome abandon(Resource<RestoreSpec, RestoreStatus> restore) throws InterruptedException {
        Optional<Engine> engine = engines.find(restore.metadata().namespace());
        boolean untouched = restore.status().phase() == RestorePhase.Succeeded
                || restore.status().attempts() == 0
                || restore.status().source().isEmpty();
        if (engine.isEmpty() || untouched) {
            registry.finish(RestoreKind.INSTANCE, restore);
            return Outcome.settled();
        }
        RunJournal<RestoreSpec, RestoreStatus> journal =
                new RunJournal<>(registry, RestoreKind.INSTANCE, nanoTime, restore);
        try {
            Optional<RestoreCause> left = errand(
                            engine.get(), journal, restore.status().source().get())
                    .abandon();
            if (left.isPresent()) {
                postpone(journal.resource(), left.get());
                return Outcome.failed(left.get().reason());
            }
            registry.finish(RestoreKind.INSTANCE, restore);
            if (!restore.status().phase().finished()) {
                listener.cancelled(restore);
            }
            return Outcome.settled();
        } catch (ArchiveException.Cancelled interrupted) {
            throw new InterruptedException(interrupted.getMessage());
        } catch (EngineException failed) {
            postpone(journal.resource(), RestoreCause.of(failed));
            return Outcome.failed(RestoreReason.of(failed));
        }
    }

    private RestoreErrand errand(Engine engine, RunJournal<RestoreSpec, RestoreStatus> journal, ArchiveChoice archive) {
        RestoreReporter reporter = new RestoreReporter(journal, clock, nanoTime);
        ContainerUsers users = new ContainerUsers(engine, quiesce);
        return new RestoreErrand(registry, engine, users, stores, space, tar, reporter, journal.resource(), archive);
    }

    /** A manifest that is not there in the middle of a replacement must not keep the old contents from coming back. */
    private static Optional<ManifestHead> head(
            ArchiveStore store, Resource<RestoreSpec, RestoreStatus> restore, ArchiveChoice archive) {
        try {
            return Optional.of(store.head(archive.place()));
        } catch (ArchiveException unreadable) {
            if (restore.status().replacement().isPresent()) {
                LOG.warnf("manifest unreadable restore=%s cause=%s", restore.key(), unreadable.getMessage());
                return Optional.empty();
            }
            throw unreadable;
        }
    }

    /** In the middle of a replacement there is no giving up: containers would stay stopped. */
    private static RestoreResult brokenOff(RunJournal<RestoreSpec, RestoreStatus> journal, RestoreCause cause) {
        return journal.resource().status().replacement().isPresent()
                ? new RestoreResult.Again(cause)
                : new RestoreResult.Broken(cause);
    }

    private Outcome conclude(RunJournal<RestoreSpec, RestoreStatus> journal, RestoreResult result) {
        Resource<RestoreSpec, RestoreStatus> restore = journal.resource();
        return switch (result) {
            case RestoreResult.Restored restored -> succeed(restore, restored.note());
            case RestoreResult.Planned planned -> {
                write(restore, RestoreStatuses.planned(restore, planned.plan(), planned.note(), clock.instant()));
                yield Outcome.settled();
            }
            case RestoreResult.Broken broken -> stop(restore, broken.cause());
            case RestoreResult.Again again -> {
                postpone(restore, again.cause());
                yield Outcome.failed(again.cause().reason());
            }
            case RestoreResult.Waiting waiting -> Outcome.checkAgain(SAFETY_PATIENCE);
            case RestoreResult.Busy busy -> {
                postpone(restore, busy.cause());
                yield Outcome.checkAgain(RestoreReconciler.PATIENCE);
            }
        };
    }

    /** Either nobody wants the Restore any more, whose deletion has its own turn, or the process is going down. */
    private static Outcome leaveOff(
            RunJournal<RestoreSpec, RestoreStatus> journal, ArchiveException.Cancelled cancelled)
            throws InterruptedException {
        if (journal.unwanted()) {
            return Outcome.settled();
        }
        throw new InterruptedException(cancelled.getMessage());
    }

    private Outcome succeed(Resource<RestoreSpec, RestoreStatus> restore, String note) {
        end(restore, RestoreStatuses.succeeded(restore, note, clock.instant()));
        LOG.infof(
                "restored restore=%s volume=%s",
                restore.key(), restore.spec().target().volume());
        return Outcome.settled();
    }

    private Outcome stop(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause) {
        boolean again =
                restore.status().replacement().isEmpty() && restore.status().attempts() < RestorePlanner.ATTEMPTS_MAX;
        if (cause.reason().passing() && again) {
            postpone(restore, cause);
            return Outcome.failed(cause.reason());
        }
        return fail(restore, cause);
    }

    void postpone(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause) {
        write(restore, RestoreStatuses.waiting(restore, cause, clock.instant()));
    }

    Outcome fail(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause) {
        end(restore, RestoreStatuses.failed(restore, cause, clock.instant()));
        LOG.warnf("restore failed restore=%s reason=%s cause=%s", restore.key(), cause.reason(), cause.message());
        return Outcome.blocked(cause.reason());
    }

    private void end(Resource<RestoreSpec, RestoreStatus> restore, RestoreStatus status) {
        write(restore, status);
        if (!restore.spec().dryRun()) {
            listener.finished(restore.withStatus(status));
        }
    }

    private void write(Resource<RestoreSpec, RestoreStatus> restore, RestoreStatus status) {
        registry.updateStatus(RestoreKind.INSTANCE, restore, status);
    }
}
