package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Carries out what was planned for a Backup, and writes down how it went. */
public final class BackupApplier {

    /** How often a run that has to wait looks whether it is its turn. */
    private static final Duration TURN_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(BackupApplier.class);

    private final Registry registry;
    private final Engines engines;
    private final ArchiveStores stores;
    private final BackupTools tools;
    private final BackupListener listener;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RunsAtWork atWork;

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public BackupApplier(
            Registry registry,
            Engines engines,
            ArchiveStores stores,
            BackupTools tools,
            BackupListener listener,
            Clock clock,
            LongSupplier nanoTime) {
        this.registry = registry;
        this.engines = engines;
        this.stores = stores;
        this.tools = tools;
        this.listener = listener;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.atWork = new RunsAtWork(registry);
    }

    Outcome apply(Resource<BackupSpec, BackupStatus> backup, BackupPlan plan) throws InterruptedException {
        return switch (plan) {
            case BackupPlan.Rest rest -> Outcome.settled();
            case BackupPlan.GiveUp giveUp ->
                fail(
                        backup,
                        new BackupCause(BackupReason.Interrupted, giveUp.toString())
                                .about(backup.spec().volumes()));
            case BackupPlan.Release release -> release(backup);
            case BackupPlan.Remove remove -> remove(backup);
            case BackupPlan.Archive archive -> archive(backup, archive);
        };
    }

    /** What comes after that is for the next turn. */
    private Outcome release(Resource<BackupSpec, BackupStatus> backup) {
        Optional<Engine> engine = engines.find(backup.metadata().namespace());
        if (engine.isEmpty()) {
            return stay(backup, unknownEngine(backup));
        }
        boolean settled = hooks(engine.get(), journal(backup)).settle();
        return settled ? Outcome.checkAgain(Duration.ZERO) : Outcome.failed(BackupReason.ContainerNotStarted);
    }

    private static BackupCause unknownEngine(Resource<BackupSpec, BackupStatus> backup) {
        String message = "no engine is called " + backup.metadata().namespace();
        return new BackupCause(BackupReason.EngineUnknown, message)
                .about(backup.spec().volumes());
    }

    private BackupHooks hooks(Engine engine, RunJournal<BackupSpec, BackupStatus> journal) {
        return new BackupHooks(
                engine,
                tools.hooks(),
                journal,
                new BackupWindow(engine, tools.quiesce(), journal, listener, tools.events(), clock));
    }

    private RunJournal<BackupSpec, BackupStatus> journal(Resource<BackupSpec, BackupStatus> backup) {
        return new RunJournal<>(registry, BackupKind.INSTANCE, nanoTime, backup, () -> atWork.news(backup.key()));
    }

    private Outcome remove(Resource<BackupSpec, BackupStatus> backup) {
        Set<String> names = new LinkedHashSet<>(backup.spec().stores());
        backup.status().archives().forEach(archive -> names.add(archive.store()));
        for (String name : names) {
            Optional<ArchiveStore> store = stores.find(name);
            if (store.isEmpty()) {
                return stay(
                        backup,
                        BackupCause.unknownStore(name).about(backup.spec().volumes()));
            }
            try {
                List<ArchiveException> kept = ArchiveRemoval.removeAll(name, store.get(), backup);
                kept.stream().map(BackupCause::ofCapture).findFirst().ifPresent(cause -> tellKept(backup, cause));
            } catch (ArchiveException failed) {
                return stay(
                        backup,
                        BackupCause.ofCapture(failed).about(backup.spec().volumes()));
            }
        }
        registry.finish(BackupKind.INSTANCE, backup);
        return Outcome.settled();
    }

    /** The Backup goes all the same: an event and the log say what is left of it. */
    private void tellKept(Resource<BackupSpec, BackupStatus> backup, BackupCause cause) {
        write(backup, BackupStatuses.staying(backup, cause, clock.instant()));
        listener.kept(backup);
        LOG.warnf("archive kept by its store backup=%s cause=\"%s\"", backup.key(), cause.message());
    }

    private Outcome stay(Resource<BackupSpec, BackupStatus> backup, BackupCause cause) {
        write(backup, BackupStatuses.staying(backup, cause, clock.instant()));
        return Outcome.failed(cause.reason());
    }

    private Outcome archive(Resource<BackupSpec, BackupStatus> backup, BackupPlan.Archive plan)
            throws InterruptedException {
        Optional<Engine> engine = engines.find(backup.metadata().namespace());
        Optional<ArchiveStore> store = stores.find(backup.spec().store());
        if (engine.isEmpty()) {
            return fail(backup, unknownEngine(backup));
        }
        if (store.isEmpty()) {
            return postpone(
                    backup,
                    BackupCause.unknownStore(backup.spec().store())
                            .about(backup.spec().volumes()));
        }
        String namespace = backup.metadata().namespace();
        if (!tools.turns().begin(namespace)) {
            return await(backup);
        }
        atWork.begin(backup.key());
        try {
            Resource<BackupSpec, BackupStatus> begun = plan.afresh() ? afresh(backup) : backup;
            Optional<BackupCause> hindrance = prepare(engine.get(), store.get(), begun);
            return hindrance.isPresent()
                    ? postpone(begun, hindrance.get())
                    : run(engine.get(), store.get(), begun, plan);
        } finally {
            atWork.end(backup.key());
            tools.turns().end(namespace);
        }
    }

    private Outcome await(Resource<BackupSpec, BackupStatus> backup) {
        BackupCause cause = new BackupCause(BackupReason.WaitingForTurn, "others are running on this engine")
                .about(backup.spec().volumes());
        if (!backup.status().reason().equals(cause.reason().name())) {
            write(backup, BackupStatuses.waiting(backup, cause, clock.instant()));
        }
        return Outcome.checkAgain(TURN_INTERVAL);
    }

    /** What is not written down any more is removed from the store. */
    private Resource<BackupSpec, BackupStatus> afresh(Resource<BackupSpec, BackupStatus> backup) {
        if (backup.status().archives().isEmpty()) {
            return backup;
        }
        BackupStatus status = backup.status().withArchives(List.of());
        write(backup, status);
        return backup.withStatus(status);
    }

    /** Whether there is an engine and a store to begin with: as long as there is not, no attempt is used up. */
    private Optional<BackupCause> prepare(
            Engine engine, ArchiveStore store, Resource<BackupSpec, BackupStatus> backup) {
        try {
            engine.version();
            ArchiveRemoval.removeUnrecorded(backup.spec().store(), store, backup);
            return Optional.empty();
        } catch (EngineException absent) {
            return Optional.of(BackupCause.of(absent).about(backup.spec().volumes()));
        } catch (ArchiveException absent) {
            return Optional.of(BackupCause.ofCapture(absent).about(backup.spec().volumes()));
        }
    }

    private Outcome run(
            Engine engine, ArchiveStore store, Resource<BackupSpec, BackupStatus> backup, BackupPlan.Archive plan)
            throws InterruptedException {
        long start = nanoTime.getAsLong();
        RunJournal<BackupSpec, BackupStatus> journal = journal(backup);
        LastArchives last = LastArchives.of(
                registry.list(BackupKind.INSTANCE, Optional.of(backup.metadata().namespace()))
                        .items(),
                backup.spec().store());
        RunProgress progress = new RunProgress(journal, expectedSize(backup), clock, nanoTime);
        BackupRun run = new BackupRun(
                engine, store, tools.archiver(), journal, hooks(engine, journal), progress, listener, nanoTime, last);
        try {
            journal.write(BackupStatuses.running(backup, plan.attempt(), clock.instant()));
            List<BackupCause> failures = run.archive(plan.volumes());
            Optional<BackupCause> passing =
                    failures.stream().filter(cause -> cause.reason().passing()).findFirst();
            if (passing.isPresent() && plan.attempt() < BackupPlanner.ATTEMPTS_MAX) {
                return postpone(journal.resource(), passing.get());
            }
            List<BackupCause> copies = new BackupCopies(stores, journal, listener, nanoTime).copy(store);
            return end(
                    journal.resource(),
                    BackupStatuses.finished(
                            journal.resource(), failures, copies, BackupRun.sealed(store), clock.instant()),
                    Duration.ofNanos(nanoTime.getAsLong() - start));
        } catch (ArchiveException.Cancelled cancelled) {
            return leaveOff(journal, cancelled);
        }
    }

    private Optional<Long> expectedSize(Resource<BackupSpec, BackupStatus> backup) {
        String engine = backup.metadata().namespace();
        return ExpectedSize.of(
                backup.spec().volumes(),
                registry.list(BackupKind.INSTANCE, Optional.of(engine)).items(),
                engine,
                tools.sizes());
    }

    /** Either nobody wants the Backup any more, whose deletion has its own turn, or the process is going down. */
    private Outcome leaveOff(RunJournal<BackupSpec, BackupStatus> journal, ArchiveException.Cancelled cancelled)
            throws InterruptedException {
        if (journal.unwanted()) {
            listener.cancelled(journal.resource());
            return Outcome.settled();
        }
        throw new InterruptedException(cancelled.getMessage());
    }

    Outcome postpone(Resource<BackupSpec, BackupStatus> backup, BackupCause cause) {
        write(backup, BackupStatuses.waiting(backup, cause, clock.instant()));
        boolean told = backup.status().reason().equals(cause.reason().name());
        LOG.logf(
                told ? Logger.Level.DEBUG : Logger.Level.WARN,
                "backup postponed backup=%s reason=%s cause=%s",
                backup.key(),
                cause.reason(),
                cause.message());
        return Outcome.failed(cause.reason());
    }

    private Outcome fail(Resource<BackupSpec, BackupStatus> backup, BackupCause cause) {
        return end(backup, BackupStatuses.failed(backup, cause, clock.instant()), Duration.ZERO);
    }

    private Outcome end(Resource<BackupSpec, BackupStatus> backup, BackupStatus status, Duration took) {
        write(backup, status);
        listener.finished(backup.withStatus(status), took);
        if (status.holdsContainers()) {
            LOG.warnf("containers do not run yet backup=%s cause=%s", backup.key(), status.message());
            return Outcome.failed(BackupReason.ContainerNotStarted);
        }
        if (status.phase().good()) {
            LOG.infof("backup finished backup=%s phase=%s", backup.key(), status.phase());
            return Outcome.settled();
        }
        LOG.warnf("backup failed backup=%s reason=%s cause=%s", backup.key(), status.reason(), status.message());
        return Outcome.blocked(BackupReason.valueOf(status.reason()));
    }

    private void write(Resource<BackupSpec, BackupStatus> backup, BackupStatus status) {
        registry.updateStatus(BackupKind.INSTANCE, backup, status);
    }
}
