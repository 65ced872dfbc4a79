package dev.evenkeel.schedule;

import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.Violation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Starts what is due, lets go what is too old, and asks to be called again when the next run is due. */
public final class ScheduleReconciler implements Reconciler {

    /** The wall clock runs away from the queue's when the machine sleeps or somebody sets it. */
    static final Duration UNSEEN_MAX = Duration.ofMinutes(1);

    private final Registry registry;
    private final ScheduleRuns runs;
    private final ScheduleApplier applier;
    private final Clock clock;

    public ScheduleReconciler(Registry registry, ArchiveStores stores, Clock clock) {
        this.registry = registry;
        this.runs = new ScheduleRuns(registry, stores);
        this.applier = new ScheduleApplier(registry);
        this.clock = clock;
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
        SchedulePlan plan = SchedulePlanner.plan(schedule, own, review, now);
        applier.apply(schedule, plan);
        record(schedule, ScheduleStatuses.after(schedule, plan, own, review, now));
        return plan.next()
                .map(next -> Duration.between(now, next))
                .map(wait -> Outcome.checkAgain(wait.compareTo(UNSEEN_MAX) < 0 ? wait : UNSEEN_MAX))
                .orElse(Outcome.settled());
    }

    private void record(Resource<ScheduleSpec, ScheduleStatus> schedule, ScheduleStatus status) {
        registry.updateStatus(ScheduleKind.INSTANCE, schedule, status);
    }
}
