package dev.evenkeel.schedule;

import java.util.List;
import java.util.Optional;

/**
 * What is to be kept of the Backups of a schedule.
 *
 * @param judgements one for each Backup, newest first
 * @param hold why no good one may go now
 */
record RetentionReview(List<Judgement> judgements, Optional<Hold> hold) {

    RetentionReview {
        judgements = List.copyOf(judgements);
    }

    /**
     * Whether a Backup stays.
     *
     * @param reasons what keeps it, or why nothing does
     */
    record Judgement(Run run, boolean kept, List<String> reasons) {
        Judgement {
            reasons = List.copyOf(reasons);
        }
    }

    /** Why no good Backup may go now, in a word and in a sentence. */
    record Hold(ScheduleReason reason, String message) {}

    /** The runs to delete, oldest first. */
    List<ScheduleStep> removals() {
        return judgements.reversed().stream()
                .filter(one -> !one.kept())
                .<ScheduleStep>map(one -> new ScheduleStep.DeleteBackup(
                        one.run().name(), one.run().uid(), String.join(", ", one.reasons())))
                .toList();
    }

    /** The same, but that everything stays. */
    RetentionReview held(Hold why) {
        return new RetentionReview(
                judgements.stream()
                        .map(one -> one.kept()
                                ? one
                                : new Judgement(
                                        one.run(), true, List.of(why.reason().name())))
                        .toList(),
                Optional.of(why));
    }
}
