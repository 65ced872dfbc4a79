package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.backup.RunJournal;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Looks at what a Restore needs, has it planned, carries the plan out, and writes down how it went. */
public final class RestoreApplier {

    private static final Logger LOG = Logger.getLogger(RestoreApplier.class);

    private final Registry registry;
    private final Engines engines;
    private final ArchiveStores stores;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public RestoreApplier(
            Registry registry, Engines engines, ArchiveStores stores, Clock clock, LongSupplier nanoTime) {
        this.registry = registry;
        this.engines = engines;
        this.stores = stores;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    Outcome apply(Resource<RestoreSpec, RestoreStatus> restore, RestoreSource.Archive source)
            throws InterruptedException {
        Optional<Engine> engine = engines.find(restore.metadata().namespace());
        Optional<ArchiveStore> store = stores.find(source.store());
        if (engine.isEmpty()) {
            return fail(restore, RestoreCause.of(RestoreReason.EngineUnknown));
        }
        if (store.isEmpty()) {
            return fail(restore, RestoreCause.of(RestoreReason.StoreUnknown));
        }
        try {
            ManifestHead head = store.get().head(source.location());
            Optional<EngineVolume> target =
                    find(engine.get(), restore.spec().target().volume());
            RestorePlan plan = RestorePlanner.plan(restore, source, head, target, registry.id());
            LOG.debugf("planned restore=%s plan=%s", restore.key(), plan);
            return switch (plan) {
                case RestorePlan.Refuse refuse -> fail(restore, refuse.cause());
                case RestorePlan.Make make -> make(engine.get(), store.get(), restore, head, make);
            };
        } catch (ArchiveException failed) {
            return stop(restore, RestoreCause.ofArchive(failed));
        } catch (EngineException failed) {
            return stop(restore, RestoreCause.of(failed));
        }
    }

    private static Optional<EngineVolume> find(Engine engine, String volume) {
        try {
            return Optional.of(engine.volume(volume));
        } catch (EngineException.NotFound none) {
            return Optional.empty();
        }
    }

    private Outcome make(
            Engine engine,
            ArchiveStore store,
            Resource<RestoreSpec, RestoreStatus> restore,
            ManifestHead head,
            RestorePlan.Make plan)
            throws InterruptedException {
        RunJournal<RestoreSpec, RestoreStatus> journal =
                new RunJournal<>(registry, RestoreKind.INSTANCE, nanoTime, restore);
        RestoreRun run = new RestoreRun(registry.id(), engine, store, journal, clock, nanoTime);
        try {
            return switch (run.make(head, plan)) {
                case RestoreResult.Restored restored -> succeed(journal.resource(), restored.head(), plan.note());
                case RestoreResult.Broken broken -> stop(journal.resource(), broken.cause());
            };
        } catch (ArchiveException.Cancelled cancelled) {
            if (journal.unwanted()) {
                return Outcome.settled();
            }
            throw new InterruptedException(cancelled.getMessage());
        }
    }

    private Outcome succeed(Resource<RestoreSpec, RestoreStatus> restore, ManifestHead head, String note) {
        write(restore, RestoreStatuses.succeeded(restore, note, head.entries(), head.sourceBytes(), clock.instant()));
        LOG.infof(
                "restored restore=%s volume=%s",
                restore.key(), restore.spec().target().volume());
        return Outcome.settled();
    }

    private Outcome stop(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause) {
        if (!cause.reason().passing()) {
            return fail(restore, cause);
        }
        postpone(restore, cause);
        return Outcome.failed(cause.reason());
    }

    void postpone(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause) {
        write(restore, RestoreStatuses.waiting(restore, cause, clock.instant()));
    }

    Outcome fail(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause) {
        write(restore, RestoreStatuses.failed(restore, cause, clock.instant()));
        LOG.warnf("restore failed restore=%s reason=%s cause=%s", restore.key(), cause.reason(), cause.message());
        return Outcome.blocked(cause.reason());
    }

    private void write(Resource<RestoreSpec, RestoreStatus> restore, RestoreStatus status) {
        registry.updateStatus(RestoreKind.INSTANCE, restore, status);
    }
}
