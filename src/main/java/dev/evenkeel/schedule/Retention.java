package dev.evenkeel.schedule;

import dev.evenkeel.schedule.RetentionReview.Hold;
import dev.evenkeel.schedule.RetentionReview.Judgement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs may go. Pure, and made so that it cannot hurt:
 *
 * <ul>
 *   <li>The rules are applied to each volume by itself, to the runs that have a good archive of it. So a volume that is
 *       not backed up any more keeps what it has, however long ago that was.
 *   <li>Of each volume the newest good archive stays, and so do the newest verified ones that the rule asks for.
 *   <li>Nothing good goes after a run that failed, or after one that found much less than those before.
 *   <li>What is unfinished, pinned, being restored or of the future is never touched, and neither is what its store
 *       does not show.
 *   <li>Failed runs are kept to be read, but not for ever.
 * </ul>
 */
final class Retention {

    static final int FAILED_KEPT_MAX = 5;

    private final RetentionRule rule;
    private final ZoneId zone;
    private final List<Run> newestFirst;
    private final Instant now;

    /** What keeps which run. */
    private final Map<String, Set<String>> keeping = new HashMap<>();

    private Retention(RetentionRule rule, ZoneId zone, List<Run> runs, Instant now) {
        this.rule = rule;
        this.zone = zone;
        this.newestFirst = runs.stream().sorted(Run.NEWEST_FIRST).toList();
        this.now = now;
    }

    /**
     * @param zone whose days, weeks, months and years count
     * @param runs all Backups of a schedule
     */
    static RetentionReview review(RetentionRule rule, ZoneId zone, List<Run> runs, Instant now) {
        return new Retention(rule, zone, runs, now).review();
    }

    private RetentionReview review() {
        List<Run> counted = newestFirst.stream().filter(this::counts).toList();
        Set<String> volumes = new LinkedHashSet<>();
        counted.forEach(run -> run.archives().forEach(archive -> volumes.add(archive.volume())));
        for (String volume : volumes) {
            List<Run> good = counted.stream()
                    .filter(run -> run.goodArchive(volume).isPresent())
                    .toList();
            if (!good.isEmpty()) {
                keep(volume, good);
            }
        }
        counted.stream().filter(Run::failed).limit(FAILED_KEPT_MAX).forEach(run -> keep(run, "newestFailed"));
        Optional<Hold> hold = hold(counted);
        return new RetentionReview(
                newestFirst.stream().map(run -> judge(run, hold)).toList(), hold);
    }

    private boolean counts(Run run) {
        return !run.active() && !run.time().isAfter(now);
    }

    private void keep(String volume, List<Run> good) {
        good.stream().limit(rule.keepLast()).forEach(run -> keep(run, "keepLast"));
        buckets(good, Calendar.DAY, rule.keepDaily());
        buckets(good, Calendar.WEEK, rule.keepWeekly());
        buckets(good, Calendar.MONTH, rule.keepMonthly());
        buckets(good, Calendar.YEAR, rule.keepYearly());
        rule.within().map(span -> span.before(good.getFirst().time(), zone)).ifPresent(begin -> good.stream()
                .filter(run -> !run.time().isBefore(begin))
                .forEach(run -> keep(run, "keepWithin")));
        good.stream()
                .filter(run -> run.goodArchive(volume).orElseThrow().verified())
                .limit(rule.minimumVerified())
                .forEach(run -> keep(run, "minimumVerified"));
    }

    /** The newest of each of the last {@code count} days, say, that have any. */
    private void buckets(List<Run> good, Calendar calendar, int count) {
        Set<Long> seen = new HashSet<>();
        for (Run run : good) {
            if (seen.size() == count) {
                return;
            }
            if (seen.add(calendar.number(run.time(), zone))) {
                keep(run, calendar.rule() + " " + calendar.name(run.time(), zone));
            }
        }
    }

    private void keep(Run run, String reason) {
        keeping.computeIfAbsent(run.name(), any -> new LinkedHashSet<>()).add(reason);
    }

    private Optional<Hold> hold(List<Run> counted) {
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        Run newest = counted.getFirst();
        if (newest.failed()) {
            return Optional.of(new Hold(ScheduleReason.LastBackupFailed, "Backup " + newest.name() + " has failed"));
        }
        List<Run> oldestFirst = counted.reversed();
        return newest.archives().stream()
                .flatMap(archive -> SizeDrop.of(archive.volume(), oldestFirst).stream())
                .findFirst()
                .map(drop -> new Hold(
                        ScheduleReason.SuspiciouslySmall,
                        drop + "; if that is right, annotate the Backup with " + ScheduleKind.SIZE_ACCEPTED + "=true"));
    }

    private Judgement judge(Run run, Optional<Hold> hold) {
        List<String> reasons = new ArrayList<>();
        if (run.active()) {
            reasons.add("unfinished");
        } else if (run.time().isAfter(now)) {
            reasons.add("futureDated");
        }
        if (run.pinned()) {
            reasons.add("pinned");
        }
        if (run.restoring()) {
            reasons.add("beingRestored");
        }
        reasons.addAll(keeping.getOrDefault(run.name(), Set.of()));
        if (!reasons.isEmpty()) {
            return new Judgement(run, true, reasons);
        }
        if (run.archives().isEmpty() && run.failed()) {
            return new Judgement(run, false, List.of("older than the newest " + FAILED_KEPT_MAX + " failed ones"));
        }
        if (run.archives().stream().anyMatch(RunArchive::missing)) {
            return new Judgement(run, true, List.of("archiveMissing"));
        }
        return hold.map(why -> new Judgement(run, true, List.of(why.reason().name())))
                .orElseGet(() -> new Judgement(run, false, List.of("no rule keeps it")));
    }
}
