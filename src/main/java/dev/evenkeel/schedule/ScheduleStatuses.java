package dev.evenkeel.schedule;

import dev.evenkeel.drill.DrillStatus;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the status of a schedule says after a look at it. Pure. */
final class ScheduleStatuses {

    private ScheduleStatuses() {}

    static ScheduleStatus after(
            Resource<ScheduleSpec, ScheduleStatus> schedule,
            SchedulePlan plan,
            List<Run> runs,
            RetentionReview review,
            Selection selection,
            DrillStatus drill,
            Instant now) {
        ScheduleStatus before = schedule.status();
        List<Condition> latest = new ArrayList<>();
        latest.addAll(ready(plan));
        latest.add(reconciling(selection));
        latest.add(punctuality(before, plan));
        latest.add(succeeding(runs));
        selecting(schedule.spec(), selection).ifPresent(latest::add);
        latest.add(pruning(schedule.spec().retention(), review));
        drilled(schedule.spec(), drill).ifPresent(latest::add);
        return new ScheduleStatus(
                stamped(schedule, latest, now),
                schedule.metadata().generation(),
                plan.punctuality()
                        .flatMap(any -> plan.start())
                        .map(ScheduleStep.CreateBackup::scheduledTime)
                        .or(before::lastScheduleTime),
                lastSuccess(before, runs),
                plan.next(),
                plan.upcoming(),
                active(plan, runs),
                selection.volumes(),
                drill,
                before.missedRuns() + plan.missed());
    }

    /** The status of a schedule that cannot be followed. */
    static ScheduleStatus invalid(Resource<ScheduleSpec, ScheduleStatus> schedule, Violation broken, Instant now) {
        ScheduleStatus before = schedule.status();
        String message = broken.field() + ": " + broken.message();
        List<Condition> latest = List.of(
                Condition.no(Condition.READY, ScheduleReason.InvalidSpec, message),
                Condition.no(Condition.RECONCILING, ScheduleReason.InvalidSpec, ""),
                Condition.yes(Condition.STALLED, ScheduleReason.InvalidSpec, message));
        return new ScheduleStatus(
                stamped(schedule, latest, now),
                schedule.metadata().generation(),
                before.lastScheduleTime(),
                before.lastSuccessfulTime(),
                Optional.empty(),
                List.of(),
                before.active(),
                before.volumes(),
                before.drill(),
                before.missedRuns());
    }

    private static List<Condition> ready(SchedulePlan plan) {
        ScheduleReason reason = plan.next().isPresent() ? ScheduleReason.Scheduled : ScheduleReason.Suspended;
        String message = plan.next().isPresent() ? "" : "nothing runs until spec.suspend is false";
        return List.of(
                Condition.yes(Condition.READY, reason, message), Condition.no(Condition.STALLED, reason, message));
    }

    /** Only a look at the engine is tried again; a schedule that waits for its time is settled. */
    private static Condition reconciling(Selection selection) {
        return selection
                .trouble()
                .map(trouble -> Condition.yes(Condition.RECONCILING, trouble.reason(), Condition.RETRYING))
                .orElse(Condition.no(Condition.RECONCILING, ScheduleReason.Scheduled, ""));
    }

    /** What became of the newest due time, which may have been told before. */
    private static Condition punctuality(ScheduleStatus before, SchedulePlan plan) {
        if (plan.punctuality().isEmpty()) {
            return Conditions.find(before.conditions(), ScheduleStatus.ON_TIME)
                    .orElse(Condition.yes(ScheduleStatus.ON_TIME, ScheduleReason.NothingDueYet, ""));
        }
        ScheduleReason reason = plan.punctuality().get();
        String message = plan.missed() == 0 ? "" : plan.missed() + " due times went by without a Backup";
        return reason == ScheduleReason.Started
                ? Condition.yes(ScheduleStatus.ON_TIME, reason, message)
                : Condition.no(ScheduleStatus.ON_TIME, reason, message);
    }

    private static Condition succeeding(List<Run> runs) {
        Optional<Run> newest = runs.stream()
                .filter(run -> !run.active())
                .sorted(Run.NEWEST_FIRST)
                .findFirst();
        if (newest.isEmpty()) {
            return Condition.of(ScheduleStatus.SUCCEEDING, Condition.Status.Unknown, ScheduleReason.NoBackupYet, "");
        }
        return newest.get().good()
                ? Condition.yes(
                        ScheduleStatus.SUCCEEDING,
                        ScheduleReason.LastBackupSucceeded,
                        newest.get().name())
                : Condition.no(
                        ScheduleStatus.SUCCEEDING,
                        ScheduleReason.LastBackupFailed,
                        newest.get().name());
    }

    /** Nothing, when the spec has no selector. */
    private static Optional<Condition> selecting(ScheduleSpec spec, Selection selection) {
        if (spec.selector().selectsNothing()) {
            return Optional.empty();
        }
        Optional<Selection.Trouble> trouble = selection.trouble();
        if (trouble.isPresent()) {
            return Optional.of(Condition.of(
                    ScheduleStatus.SELECTING,
                    Condition.Status.Unknown,
                    trouble.get().reason(),
                    trouble.get().message()));
        }
        return Optional.of(
                selection.selected().isEmpty()
                        ? Condition.no(
                                ScheduleStatus.SELECTING,
                                ScheduleReason.NothingSelected,
                                "no volume of the engine matches spec.selector")
                        : Condition.yes(ScheduleStatus.SELECTING, ScheduleReason.VolumesSelected, ""));
    }

    /** Nothing, when there are to be no drills. */
    private static Optional<Condition> drilled(ScheduleSpec spec, DrillStatus drill) {
        if (!spec.drill().wanted()) {
            return Optional.empty();
        }
        if (drill.results().isEmpty()) {
            return Optional.of(
                    Condition.of(ScheduleStatus.DRILLED, Condition.Status.Unknown, ScheduleReason.NoDrillYet, ""));
        }
        String failed = drill.results().stream()
                .filter(result -> !result.passed())
                .map(result -> "volume " + result.volume() + " of Backup " + result.backup() + ": " + result.reason())
                .collect(Collectors.joining("; "));
        return Optional.of(
                failed.isEmpty()
                        ? Condition.yes(ScheduleStatus.DRILLED, ScheduleReason.DrillPassed, "")
                        : Condition.no(ScheduleStatus.DRILLED, ScheduleReason.DrillFailed, failed));
    }

    private static Condition pruning(RetentionRule rule, RetentionReview review) {
        if (review.hold().isPresent()) {
            return Condition.no(
                    ScheduleStatus.PRUNING,
                    review.hold().get().reason(),
                    review.hold().get().message());
        }
        return switch (rule.policy()) {
            case Prune -> Condition.yes(ScheduleStatus.PRUNING, ScheduleReason.RetentionApplied, "");
            case Report ->
                Condition.no(
                        ScheduleStatus.PRUNING,
                        ScheduleReason.ReportOnly,
                        review.removals().size() + " Backups would go");
        };
    }

    private static Optional<Instant> lastSuccess(ScheduleStatus before, List<Run> runs) {
        return Stream.concat(
                        before.lastSuccessfulTime().stream(),
                        runs.stream().filter(Run::good).flatMap(run -> run.completed().stream()))
                .max(Comparator.naturalOrder());
    }

    private static List<String> active(SchedulePlan plan, List<Run> runs) {
        Set<String> deleted = plan.deleted();
        Stream<String> running =
                runs.stream().filter(Run::active).map(Run::name).filter(name -> !deleted.contains(name));
        Stream<String> started = plan.start().map(ScheduleStep.CreateBackup::name).stream()
                .filter(name -> runs.stream().noneMatch(run -> run.name().equals(name)));
        return Stream.concat(running, started).sorted().toList();
    }

    /** Conditions of fields that the spec does not have any more are not told any more. */
    private static List<Condition> stamped(
            Resource<ScheduleSpec, ScheduleStatus> schedule, List<Condition> latest, Instant now) {
        List<Condition> before = schedule.status().conditions().stream()
                .filter(condition -> !condition.type().equals(ScheduleStatus.SELECTING)
                        || !schedule.spec().selector().selectsNothing())
                .filter(condition -> !condition.type().equals(ScheduleStatus.DRILLED)
                        || schedule.spec().drill().wanted())
                .toList();
        return Conditions.after(before, latest, schedule.metadata().generation(), now);
    }
}
