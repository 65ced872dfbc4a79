package dev.evenkeel.schedule;

import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.drill.DrillCandidate;
import dev.evenkeel.drill.DrillPlan;
import dev.evenkeel.drill.DrillRequest;
import dev.evenkeel.drill.Drills;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.Violation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts what is due, lets go what is too old, drills, and asks to be called again when the next run is due. */
public final class ScheduleReconciler implements Reconciler {

    /** The wall clock runs away from the queue's when the machine sleeps or somebody sets it. */
    static final Duration UNSEEN_MAX = Duration.ofMinutes(1);

    private final Registry registry;
    private final ScheduleRuns runs;
    private final Discovery discovery;
    private final Drills drills;
    private final ScheduleApplier applier;
    private final Clock clock;

    /** Tells nobody. */
    public ScheduleReconciler(
            Registry registry, Engines engines, ArchiveStores stores, EventRecorder events, Clock clock) {
        this(
                registry,
                new ScheduleRuns(registry, stores),
                new Discovery(registry, engines),
                new Drills(registry, engines, events),
                new ScheduleApplier(registry, events, ScheduleListener.SILENT),
                clock);
    }

    private ScheduleReconciler(
            Registry registry,
            ScheduleRuns runs,
            Discovery discovery,
            Drills drills,
            ScheduleApplier applier,
            Clock clock) {
        this.registry = registry;
        this.runs = runs;
        this.discovery = discovery;
        this.drills = drills;
        this.applier = applier;
        this.clock = clock;
    }

    /** This one, telling {@code who} what is let go. */
    public ScheduleReconciler telling(ScheduleListener who) {
        return new ScheduleReconciler(registry, runs, discovery, drills, applier.telling(who), clock);
    }

    @Override
    public Outcome reconcile(ResourceKey key) {
        try {
            return registry.find(ScheduleKind.INSTANCE, key)
                    .filter(schedule -> !schedule.deleting())
                    .map(this::follow)
                    .orElse(Outcome.settled());
        } catch (RegistryException unanswered) {
            return Outcome.failed(ScheduleReason.RegistryUnavailable);
        }
    }

    private Outcome follow(Resource<ScheduleSpec, ScheduleStatus> schedule) {
        Instant now = clock.instant();
        List<Violation> broken =
                ScheduleKind.INSTANCE.validate(schedule.metadata().name(), schedule.spec());
        if (!broken.isEmpty()) {
            record(schedule, ScheduleStatuses.invalid(schedule, broken.getFirst(), now));
            return Outcome.blocked(ScheduleReason.InvalidSpec);
        }
        List<Run> own = runs.of(schedule);
        RetentionReview review = runs.review(schedule.spec(), own, now);
        Selection selection = discovery.of(schedule);
        SchedulePlan plan = SchedulePlanner.plan(schedule, own, review, selection, now);
        DrillPlan drill = drill(schedule, own, plan, selection, now);
        applier.apply(schedule, plan);
        record(schedule, ScheduleStatuses.after(schedule, plan, own, review, selection, drill.status(), now));
        drills.apply(schedule, schedule.status().drill(), drill);
        if (selection.trouble().isPresent()) {
            return Outcome.failed(selection.trouble().get().reason());
        }
        return next(plan, drill, now).map(Outcome::checkAgain).orElse(Outcome.settled());
    }

    private static Optional<Duration> next(SchedulePlan plan, DrillPlan drill, Instant now) {
        if (drill.impatient()) {
            return Optional.of(Drills.PATIENCE);
        }
        return Stream.concat(plan.next().stream(), drill.status().nextScheduleTime().stream())
                .map(time -> Duration.between(now, time))
                .min(Comparator.naturalOrder())
                .map(wait -> wait.compareTo(UNSEEN_MAX) < 0 ? wait : UNSEEN_MAX);
    }

    /** Of each volume the newest archive that is good. */
    private DrillPlan drill(
            Resource<ScheduleSpec, ScheduleStatus> schedule,
            List<Run> own,
            SchedulePlan plan,
            Selection selection,
            Instant now) {
        ScheduleSpec spec = schedule.spec();
        List<DrillCandidate> candidates = selection.volumes().stream()
                .flatMap(volume -> own.stream()
                        .filter(run -> !run.active() && run.goodArchive(volume).isPresent())
                        .min(Run.NEWEST_FIRST)
                        .map(run -> new DrillCandidate(volume, run.name()))
                        .stream())
                .toList();
        DrillRequest request = new DrillRequest(
                schedule,
                spec.drill(),
                spec.zone(),
                spec.suspend(),
                schedule.status().drill(),
                candidates,
                plan.creates() || own.stream().anyMatch(Run::active));
        return drills.plan(request, now);
    }

    private void record(Resource<ScheduleSpec, ScheduleStatus> schedule, ScheduleStatus status) {
        registry.updateStatus(ScheduleKind.INSTANCE, schedule, status);
    }
}
