package dev.evenkeel.schedule;

import dev.evenkeel.cron.CronTiming;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which run to start and which old ones to let go. Pure. */
final class SchedulePlanner {

    private SchedulePlanner() {}

    /**
     * @param runs all Backups of the schedule that are not on their way out
     * @param review which of them are to be kept
     */
    static SchedulePlan plan(
            Resource<ScheduleSpec, ScheduleStatus> schedule, List<Run> runs, RetentionReview review, Instant now) {
        ScheduleSpec spec = schedule.spec();
        List<ScheduleStep> removals = removals(spec.retention(), review);
        if (spec.suspend()) {
            return new SchedulePlan(removals, Optional.empty(), 0, Optional.empty());
        }
        CronTiming timing = spec.timing();
        DueRuns due = DueRuns.of(timing, since(schedule, timing, now), now, spec);
        Optional<Instant> next = Optional.of(timing.next(now));
        if (due.total() == 0) {
            return new SchedulePlan(removals, Optional.empty(), 0, next);
        }
        if (due.newest().isEmpty()) {
            return new SchedulePlan(removals, Optional.of(ScheduleReason.DeadlineExceeded), due.total(), next);
        }
        Instant scheduledTime = due.newest().get();
        String name = RunName.of(schedule.metadata().name(), scheduledTime);
        if (runs.stream().anyMatch(run -> run.active() && !run.name().equals(name))) {
            return new SchedulePlan(removals, Optional.of(ScheduleReason.StillRunning), due.total(), next);
        }
        List<ScheduleStep> steps = new ArrayList<>();
        steps.add(new ScheduleStep.CreateBackup(name, scheduledTime));
        steps.addAll(removals);
        return new SchedulePlan(steps, Optional.of(ScheduleReason.Started), due.others(), next);
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
    private static Instant since(Resource<ScheduleSpec, ScheduleStatus> schedule, CronTiming timing, Instant now) {
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
