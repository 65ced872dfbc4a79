package dev.evenkeel.schedule;

import dev.evenkeel.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides which run to start and which old ones to let go. Pure. */
final class SchedulePlanner {

    /** So many due times to come are shown. */
    static final int UPCOMING = 5;

    /** So many runs of one schedule may wait for each other. */
    static final int ACTIVE_MAX = 10;

    /** From one Backup of volumes that never had one to the next. */
    static final Duration EARLY_PAUSE = Duration.ofMinutes(1);

    private SchedulePlanner() {}

    /**
     * @param runs all Backups of the schedule that are not on their way out
     * @param review which of them are to be kept
     * @param selection what is to be backed up
     */
    static SchedulePlan plan(
            Resource<ScheduleSpec, ScheduleStatus> schedule,
            List<Run> runs,
            RetentionReview review,
            Selection selection,
            Instant now) {
        ScheduleSpec spec = schedule.spec();
        List<ScheduleStep> removals = removals(spec.retention(), review);
        if (spec.suspend()) {
            return new SchedulePlan(removals, Optional.empty(), 0, List.of());
        }
        ScheduleTiming timing = ScheduleTiming.of(schedule);
        Instant since = since(schedule, timing, now);
        DueRuns due = DueRuns.of(timing, since, now, spec);
        List<Instant> next = upcoming(timing, now);
        if (due.total() == 0) {
            List<ScheduleStep> steps = new ArrayList<>(early(schedule, runs, selection, now));
            steps.addAll(removals);
            return new SchedulePlan(steps, Optional.empty(), 0, next);
        }
        if (selection.undecided()) {
            return new SchedulePlan(removals, Optional.empty(), 0, upcoming(timing, since));
        }
        if (selection.volumes().isEmpty()) {
            return new SchedulePlan(removals, Optional.of(ScheduleReason.NothingSelected), due.total(), next);
        }
        if (due.newest().isEmpty()) {
            return new SchedulePlan(removals, Optional.of(ScheduleReason.DeadlineExceeded), due.total(), next);
        }
        Instant scheduledTime = timing.scheduledTime(due.newest().get());
        String name = RunName.of(schedule.metadata().name(), scheduledTime);
        List<Run> others = runs.stream()
                .filter(run -> run.active() && !run.name().equals(name))
                .toList();
        if (inTheWay(spec.concurrencyPolicy(), others)) {
            return new SchedulePlan(removals, Optional.of(ScheduleReason.StillRunning), due.total(), next);
        }
        List<ScheduleStep> steps = new ArrayList<>(replaced(spec.concurrencyPolicy(), others, name));
        int missed = due.others() + steps.size();
        steps.add(new ScheduleStep.CreateBackup(
                name,
                scheduledTime,
                selection.volumes(),
                "due at " + due.newest().get()));
        steps.addAll(removals);
        return new SchedulePlan(steps, Optional.of(ScheduleReason.Started), missed, next);
    }

    /**
     * Volumes that a selector found, and that nobody has ever backed up, do not wait for the next due time. However
     * many come, there is one such Backup at a time, and a pause after each. Not where containers would stand still for
     * it: nobody expects that before the time that he chose.
     */
    private static List<ScheduleStep> early(
            Resource<ScheduleSpec, ScheduleStatus> schedule, List<Run> runs, Selection selection, Instant now) {
        boolean busy = runs.stream().anyMatch(run -> run.active() || run.time().isAfter(now.minus(EARLY_PAUSE)));
        if (selection.unsaved().isEmpty()
                || busy
                || schedule.spec().template().quiesce().wanted()) {
            return List.of();
        }
        Instant time = now.truncatedTo(ChronoUnit.SECONDS);
        return List.of(new ScheduleStep.CreateBackup(
                RunName.of(schedule.metadata().name(), time), time, selection.unsaved(), "never backed up so far"));
    }

    private static List<Instant> upcoming(ScheduleTiming timing, Instant now) {
        return Stream.iterate(timing.next(now), timing::next).limit(UPCOMING).toList();
    }

    private static boolean inTheWay(ScheduleSpec.ConcurrencyPolicy policy, List<Run> active) {
        return switch (policy) {
            case Forbid -> !active.isEmpty();
            case Allow -> active.size() >= ACTIVE_MAX;
            case Replace -> active.stream().anyMatch(Run::pinned);
        };
    }

    private static List<ScheduleStep> replaced(
            ScheduleSpec.ConcurrencyPolicy policy, List<Run> active, String successor) {
        return switch (policy) {
            case Forbid, Allow -> List.of();
            case Replace ->
                active.stream()
                        .<ScheduleStep>map(
                                run -> new ScheduleStep.DeleteBackup(run.name(), run.uid(), "replaced by " + successor))
                        .toList();
        };
    }

    private static List<ScheduleStep> removals(RetentionRule rule, RetentionReview review) {
        return switch (rule.policy()) {
            case Prune -> review.removals();
            case Report -> List.of();
        };
    }

    /**
     * The moment up to which everything is decided. That is just before the next due time as it was last worked out,
     * if the schedule still has that due time. If not, somebody changed or resumed the schedule: it starts afresh,
     * because what the new line would have done in the past is not missed by anybody.
     */
    private static Instant since(Resource<ScheduleSpec, ScheduleStatus> schedule, ScheduleTiming timing, Instant now) {
        if (schedule.status().untouched()) {
            return schedule.metadata().creationTimestamp().orElse(now);
        }
        return schedule.status()
                .nextScheduleTime()
                .filter(next -> !next.isAfter(now) && timing.includes(next))
                .map(next -> next.minusNanos(1))
                .orElse(now);
    }
}
