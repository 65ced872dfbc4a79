package dev.evenkeel.notify;

import java.util.List;

/**
 * What to tell a receiver.
 *
 * @param problems what is wrong, and he does not know
 * @param recoveries what was wrong, and he does not know that it is over
 * @param before what he knows
 * @param after what he will know once he was told
 */
record NotificationPlan(List<Problem> problems, List<Problem> recoveries, List<Told> before, List<Told> after) {

    NotificationPlan {
        problems = List.copyOf(problems);
        recoveries = List.copyOf(recoveries);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    boolean isEmpty() {
        return problems.isEmpty() && recoveries.isEmpty();
    }
}
