package dev.evenkeel.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong, and what a receiver knows → what to tell him. Pure.
 *
 * <p>It goes by what is true, not by what happened: whatever came and went while nobody could be told is not told
 * later, and a restart changes nothing.
 */
final class NotificationPlanner {

    private NotificationPlanner() {}

    /** @param grace how long something must be wrong before it is told */
    static NotificationPlan plan(List<Told> known, Collection<Finding> findings, Duration grace, Instant now) {
        Map<Topic, Finding> found = new LinkedHashMap<>();
        findings.forEach(finding -> found.put(finding.topic(), finding));
        List<Problem> problems = new ArrayList<>();
        List<Problem> recoveries = new ArrayList<>();
        Map<Topic, Told> before = new LinkedHashMap<>();
        Map<Topic, Told> after = new LinkedHashMap<>();
        for (Told told : known) {
            boolean well = !found.containsKey(told.topic());
            if (told.forgotten(now) || well && told.topic().lasting()) {
                continue;
            }
            Told seen = well ? told.seenWell(now) : told.over() ? told : told.seenWrong();
            before.put(told.topic(), seen);
            if (seen.isOver(grace, now)) {
                recoveries.add(seen.problem());
                after.put(told.topic(), seen.ended(now));
            } else {
                after.put(told.topic(), seen);
            }
        }
        for (Finding finding : found.values()) {
            if (finding instanceof Finding.Wrong(Problem problem)
                    && (!before.containsKey(problem.topic())
                            || before.get(problem.topic()).over())
                    && !problem.since().plus(grace).isAfter(now)) {
                problems.add(problem);
                after.put(
                        problem.topic(),
                        before.containsKey(problem.topic())
                                ? before.get(problem.topic()).relapsed(problem, now)
                                : new Told(problem, false, now, 0, Optional.empty()));
            }
        }
        return new NotificationPlan(problems, recoveries, List.copyOf(before.values()), List.copyOf(after.values()));
    }
}
