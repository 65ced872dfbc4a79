package dev.evenkeel.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs may go. Pure, and made so that it cannot hurt:
 *
 * <ul>
 *   <li>Only good runs count towards what is kept; an unfinished one is never touched.
 *   <li>The newest good one stays, and so do the newest verified ones that the rule asks for, however old.
 *   <li>As long as the newest run that is over has failed, no good one goes: something is wrong, and what is there may
 *       be needed.
 *   <li>Failed runs are kept to be read, but not for ever.
 * </ul>
 */
final class Retention {

    static final int FAILED_KEPT_MAX = 5;

    private Retention() {}

    /** The runs to delete, oldest first. */
    static List<ScheduleStep> excess(RetentionRule rule, List<Run> runs) {
        List<Run> newestFirst = runs.stream().sorted(Run.NEWEST_FIRST).toList();
        List<ScheduleStep> steps = new ArrayList<>();
        if (!newestIsFailed(newestFirst)) {
            Set<Run> kept = kept(rule, newestFirst);
            newestFirst.stream()
                    .filter(run -> run.good() && !kept.contains(run))
                    .forEach(run -> steps.add(delete(run, "older than the newest " + rule.keepLast() + " good ones")));
        }
        newestFirst.stream()
                .filter(Run::failed)
                .skip(FAILED_KEPT_MAX)
                .forEach(run -> steps.add(delete(run, "older than the newest " + FAILED_KEPT_MAX + " failed ones")));
        return steps.reversed();
    }

    private static boolean newestIsFailed(List<Run> newestFirst) {
        Optional<Run> newest = newestFirst.stream().filter(run -> !run.active()).findFirst();
        return newest.isPresent() && newest.get().failed();
    }

    private static Set<Run> kept(RetentionRule rule, List<Run> newestFirst) {
        Set<Run> kept = new HashSet<>();
        newestFirst.stream().filter(Run::good).limit(rule.keepLast()).forEach(kept::add);
        newestFirst.stream()
                .filter(run -> run.good() && run.verified())
                .limit(rule.minimumVerified())
                .forEach(kept::add);
        return kept;
    }

    private static ScheduleStep delete(Run run, String cause) {
        return new ScheduleStep.DeleteBackup(run.name(), run.uid(), cause);
    }
}
