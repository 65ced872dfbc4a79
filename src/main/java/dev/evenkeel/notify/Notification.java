package dev.evenkeel.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message.
 *
 * @param receiver whom it is for
 * @param problems what is wrong since the last message
 * @param recoveries what is well again since the last message
 * @param at when it was made
 */
record Notification(String receiver, List<Problem> problems, List<Problem> recoveries, Instant at) {

    /** So many are listed in one message; of the others there is their number. */
    static final int LISTED_MAX = 100;

    Notification {
        problems = List.copyOf(problems);
        recoveries = List.copyOf(recoveries);
    }

    /** Neither good nor bad news: somebody tries out whether it arrives. */
    boolean test() {
        return problems.isEmpty() && recoveries.isEmpty();
    }

    String title() {
        if (test()) {
            return "Evenkeel: a test";
        }
        Optional<Problem> only = problems.size() + recoveries.size() == 1
                ? problems.stream().findFirst().or(() -> recoveries.stream().findFirst())
                : Optional.empty();
        return only.map(problem -> "Evenkeel: " + problem.topic().subject() + ": "
                        + problem.topic().concern() + (problems.isEmpty() ? " is over" : ""))
                .orElseGet(() -> "Evenkeel: " + problems.size() + " new problems, " + recoveries.size() + " over");
    }

    boolean critical() {
        return problems.stream().anyMatch(problem -> problem.topic().concern().severity() == Severity.critical);
    }
}
