package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.schedule.RetentionReview.Hold;
import dev.evenkeel.schedule.RetentionReview.Judgement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which Backups of a schedule stay, and why. Working it out removes nothing.
 *
 * @param time when it was worked out
 * @param summary all of it in a sentence
 * @param policy what happens to those that do not stay
 * @param hold why nothing good may go now; empty when nothing keeps it
 * @param backups every Backup of the schedule, newest first
 */
public record RetentionPreview(
        Instant time, String summary, RetentionRule.Policy policy, String hold, List<Entry> backups) {

    public RetentionPreview {
        backups = List.copyOf(backups);
    }

    /** What becomes of a Backup. */
    public enum Verdict {
        /** It stays. */
        Keep,
        /** It goes. */
        Remove
    }

    /**
     * One Backup.
     *
     * @param name of the Backup
     * @param verdict whether it stays
     * @param reasons the rules that keep it, or why none does
     * @param time when it was due. Nothing else decides how old it is
     * @param phase how it ended
     * @param verified volumes whose archive was read again and found right
     * @param bytes contents of the files in all its volumes
     */
    public record Entry(
            String name,
            Verdict verdict,
            List<String> reasons,
            Instant time,
            BackupPhase phase,
            List<String> verified,
            long bytes) {

        public Entry {
            reasons = List.copyOf(reasons);
            verified = List.copyOf(verified);
        }

        static Entry of(Judgement judgement) {
            Run run = judgement.run();
            return new Entry(
                    run.name(),
                    judgement.kept() ? Verdict.Keep : Verdict.Remove,
                    judgement.reasons(),
                    run.time(),
                    run.phase(),
                    run.archives().stream()
                            .filter(RunArchive::verified)
                            .map(RunArchive::volume)
                            .toList(),
                    run.archives().stream().mapToLong(RunArchive::sourceBytes).sum());
        }
    }

    static RetentionPreview of(RetentionRule rule, RetentionReview review, Instant now) {
        return new RetentionPreview(
                now,
                summary(rule, review),
                rule.policy(),
                review.hold().map(Hold::message).orElse(""),
                review.judgements().stream().map(Entry::of).toList());
    }

    /** Of a schedule that is not followed. */
    static RetentionPreview nothing(RetentionRule rule, String why, Instant now) {
        return new RetentionPreview(now, "All Backups stay, because " + why + ".", rule.policy(), why, List.of());
    }

    private static String summary(RetentionRule rule, RetentionReview review) {
        List<String> going = review.removals().stream()
                .map(ScheduleStep.DeleteBackup.class::cast)
                .map(ScheduleStep.DeleteBackup::name)
                .toList();
        int staying = review.judgements().size() - going.size();
        if (going.isEmpty()) {
            String all =
                    switch (staying) {
                        case 0 -> "There is no Backup yet";
                        case 1 -> "The only Backup stays";
                        default -> "All " + staying + " Backups stay";
                    };
            return all + review.hold().map(why -> ", because " + why.message()).orElse("") + ".";
        }
        String verb =
                switch (rule.policy()) {
                    case Prune -> going.size() == 1 ? " goes: " : " go: ";
                    case Report -> " would go: ";
                };
        return staying + (staying == 1 ? " Backup stays, " : " Backups stay, ") + going.size() + verb
                + going.stream().collect(Collectors.joining(", ")) + ".";
    }
}
