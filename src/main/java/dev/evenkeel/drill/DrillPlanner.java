package dev.evenkeel.drill;

import dev.evenkeel.cron.CronTiming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which drill to begin and which to end. Pure. */
final class DrillPlanner {

    private DrillPlanner() {}

    /**
     * What is known beside the request.
     *
     * @param own drills of this schedule, over or not
     * @param wantedMore whether somebody waits for a Restore that is no drill
     * @param engaged whether something is going on for which a new drill must wait
     */
    record Situation(List<DrillRun> own, boolean wantedMore, boolean engaged) {
        Situation {
            own = List.copyOf(own);
        }
    }

    static DrillPlan plan(DrillRequest request, Situation situation, Instant now) {
        List<DrillResult> results = results(request, situation);
        List<DrillStep> steps = new ArrayList<>();
        situation.own().stream().filter(DrillRun::finished).forEach(run -> steps.add(end(run, "the drill is over")));
        List<DrillRun> active =
                situation.own().stream().filter(run -> !run.finished()).toList();
        Optional<CronTiming> timing = request.timing();
        if (timing.isEmpty()) {
            active.forEach(run -> steps.add(end(run, "there are to be no drills now")));
            return new DrillPlan(
                    steps, DrillStatus.of(request.before().lastScheduleTime(), Optional.empty(), "", results), false);
        }
        Optional<Instant> round = round(timing.get(), request.before(), now);
        Optional<Instant> next = Optional.of(timing.get().next(now));
        if (situation.wantedMore()) {
            active.forEach(run -> steps.add(end(run, "somebody waits for a Restore")));
            return new DrillPlan(steps, DrillStatus.of(round, next, "", results), true);
        }
        List<DrillCandidate> outstanding = outstanding(request.candidates(), results, round);
        boolean free = situation.own().isEmpty() && !situation.engaged() && !request.busy();
        if (free && !outstanding.isEmpty()) {
            DrillCandidate first = outstanding.getFirst();
            String name = request.restore(first, round.orElseThrow());
            return new DrillPlan(
                    List.of(new DrillStep.Begin(name, first, round.get())),
                    DrillStatus.of(round, next, name, results),
                    true);
        }
        String name = active.stream().map(DrillRun::name).findFirst().orElse("");
        return new DrillPlan(steps, DrillStatus.of(round, next, name, results), !outstanding.isEmpty());
    }

    private static DrillStep end(DrillRun run, String cause) {
        return new DrillStep.End(run.name(), run.uid(), cause);
    }

    /**
     * The due time that drills are made for. Several that were missed are one, and what a changed line would have been
     * due for in the past is none.
     */
    private static Optional<Instant> round(CronTiming timing, DrillStatus before, Instant now) {
        return before.nextScheduleTime()
                .filter(next -> !next.isAfter(now) && timing.includes(next))
                .or(before::lastScheduleTime);
    }

    private static List<DrillCandidate> outstanding(
            List<DrillCandidate> candidates, List<DrillResult> results, Optional<Instant> round) {
        if (round.isEmpty()) {
            return List.of();
        }
        Set<String> done = results.stream()
                .filter(result -> !result.scheduleTime().isBefore(round.get()))
                .map(DrillResult::volume)
                .collect(Collectors.toSet());
        return candidates.stream().filter(one -> !done.contains(one.volume())).toList();
    }

    /** One for each volume: of those that are over, or else what there was before. */
    private static List<DrillResult> results(DrillRequest request, Situation situation) {
        Map<String, DrillResult> results = new LinkedHashMap<>();
        request.before().results().forEach(result -> results.put(result.volume(), result));
        situation.own().stream()
                .filter(DrillRun::finished)
                .map(DrillRun::result)
                .forEach(result -> results.merge(
                        result.volume(), result, (one, other) -> other.time().isBefore(one.time()) ? one : other));
        Set<String> volumes =
                request.candidates().stream().map(DrillCandidate::volume).collect(Collectors.toSet());
        return results.values().stream()
                .filter(result -> volumes.contains(result.volume()))
                .toList();
    }
}
