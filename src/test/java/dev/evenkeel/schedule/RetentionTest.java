package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.schedule.RetentionReview.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetentionTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void theNewestGoodOnesAreKept() {
        assertThat(removed(last(3), days(5, BackupPhase.Succeeded, true))).containsExactly("run-0", "run-1");
    }

    @Test
    void warningsCountAsGood() {
        assertThat(removed(last(2), days(3, BackupPhase.SucceededWithWarnings, true)))
                .containsExactly("run-0");
    }

    @Test
    void sevenDaysFourWeeksTwelveMonths() {
        RetentionRule rule = new RetentionRule(1, 7, 4, 12, 0, "", 0, RetentionRule.Policy.Prune);
        List<Run> twoYears = days(730, BackupPhase.Succeeded, true);
        List<LocalDate> kept = review(rule, twoYears).judgements().stream()
                .filter(Judgement::kept)
                .map(one -> LocalDate.ofInstant(one.run().time(), ZoneOffset.UTC))
                .toList();
        assertThat(kept)
                .startsWith(
                        LocalDate.of(2027, 12, 31),
                        LocalDate.of(2027, 12, 30),
                        LocalDate.of(2027, 12, 29),
                        LocalDate.of(2027, 12, 28),
                        LocalDate.of(2027, 12, 27),
                        LocalDate.of(2027, 12, 26),
                        LocalDate.of(2027, 12, 25),
                        LocalDate.of(2027, 12, 19),
                        LocalDate.of(2027, 12, 12),
                        LocalDate.of(2027, 11, 30),
                        LocalDate.of(2027, 10, 31))
                .endsWith(LocalDate.of(2027, 1, 31))
                .hasSize(9 + 11);
    }

    @Test
    void whatKeepsABackupIsNamed() {
        RetentionRule rule = new RetentionRule(1, 2, 1, 1, 1, "1d", 1, RetentionRule.Policy.Prune);
        assertThat(review(rule, days(3, BackupPhase.Succeeded, true)).judgements())
                .extracting(Judgement::reasons)
                .containsExactly(
                        List.of(
                                "keepLast",
                                "keepDaily 2026-01-03",
                                "keepWeekly 2026-W01",
                                "keepMonthly 2026-01",
                                "keepYearly 2026",
                                "keepWithin",
                                "minimumVerified"),
                        List.of("keepDaily 2026-01-02", "keepWithin"),
                        List.of("no rule keeps it"));
    }

    @Test
    void daysAreThoseOfTheSchedulesZone() {
        RetentionRule rule = new RetentionRule(1, 2, 0, 0, 0, "", 0, RetentionRule.Policy.Prune);
        List<Run> runs = List.of(
                run("evening", Instant.parse("2026-01-01T14:30:00Z"), "pgdata", 100),
                run("morning", Instant.parse("2026-01-01T15:30:00Z"), "pgdata", 100),
                run("next", Instant.parse("2026-01-02T15:30:00Z"), "pgdata", 100));
        assertThat(names(Retention.review(rule, ZoneOffset.UTC, runs, NOW))).containsExactly("evening");
        assertThat(names(Retention.review(rule, ZoneId.of("Asia/Seoul"), runs, NOW)))
                .containsExactly("evening");
        assertThat(names(Retention.review(rule, ZoneId.of("Asia/Seoul"), runs.subList(0, 2), NOW)))
                .isEmpty();
        assertThat(names(Retention.review(rule, ZoneOffset.UTC, runs.subList(0, 2), NOW)))
                .containsExactly("evening");
    }

    @Test
    void aMissedDayDoesNotTakeThreeGoodOnesAlong() {
        List<Run> runs = IntStream.of(0, 1, 2, 5)
                .mapToObj(day -> day(day, BackupPhase.Succeeded, true))
                .toList();
        RetentionRule threeDays = new RetentionRule(null, 0, 0, 0, 0, "3d", null, RetentionRule.Policy.Prune);
        assertThat(removed(threeDays, runs)).isEmpty();
        RetentionRule nothingElse = new RetentionRule(1, 0, 0, 0, 0, "3d", null, RetentionRule.Policy.Prune);
        assertThat(removed(nothingElse, runs)).containsExactly("run-0");
    }

    @Test
    void timePassingAloneRemovesNothing() {
        RetentionRule rule = new RetentionRule(1, 0, 0, 0, 0, "2d", 0, RetentionRule.Policy.Prune);
        List<Run> runs = days(3, BackupPhase.Succeeded, true);
        assertThat(names(Retention.review(rule, ZoneOffset.UTC, runs, NOW.plus(Duration.ofDays(9_999)))))
                .isEmpty();
    }

    @Test
    void verifiedOnesAreKeptHoweverOldTheyAre() {
        List<Run> runs = new ArrayList<>(days(6, BackupPhase.Succeeded, false));
        runs.set(0, day(0, BackupPhase.Succeeded, true));
        runs.set(1, day(1, BackupPhase.Succeeded, true));
        RetentionRule rule = new RetentionRule(2, 0, 0, 0, 0, "", 1, RetentionRule.Policy.Prune);
        assertThat(removed(rule, runs)).containsExactly("run-0", "run-2", "run-3");
    }

    @Test
    void nothingGoodGoesWhileTheNewestRunHasFailed() {
        List<Run> runs = new ArrayList<>(days(9, BackupPhase.Succeeded, true));
        runs.add(failed(9));
        assertThat(removed(last(1), runs)).isEmpty();
        assertThat(review(last(1), runs).hold().orElseThrow().reason()).isEqualTo(ScheduleReason.LastBackupFailed);
    }

    @Test
    void nothingGoodGoesAfterARunThatFoundMuchLess() {
        List<Run> runs = new ArrayList<>(days(9, BackupPhase.Succeeded, true));
        runs.add(run("run-9", FIRST.plus(Duration.ofDays(9)), "pgdata", 49));
        RetentionReview review = review(last(1), runs);
        assertThat(names(review)).isEmpty();
        assertThat(review.hold().orElseThrow().message())
                .startsWith("volume pgdata had 49 bytes in Backup run-9, and about 100 before");
        runs.set(9, run("run-9", FIRST.plus(Duration.ofDays(9)), "pgdata", 50));
        assertThat(removed(last(1), runs)).hasSize(9);
    }

    @Test
    void muchLessDoesNotBecomeNormalByBeingRepeated() {
        List<Run> runs = new ArrayList<>(days(3, BackupPhase.Succeeded, true));
        for (int day = 3; day < 30; day++) {
            runs.add(run("run-" + day, FIRST.plus(Duration.ofDays(day)), "pgdata", 1));
        }
        assertThat(removed(last(1), runs)).isEmpty();
        runs.add(run("run-30", FIRST.plus(Duration.ofDays(30)), "pgdata", 90));
        assertThat(removed(last(1), runs)).hasSize(30);
    }

    @Test
    void muchLessIsNormalOnceSomebodySaysSo() {
        List<Run> runs = new ArrayList<>(days(3, BackupPhase.Succeeded, true));
        runs.add(accepted(run("run-3", FIRST.plus(Duration.ofDays(3)), "pgdata", 1)));
        runs.add(run("run-4", FIRST.plus(Duration.ofDays(4)), "pgdata", 1));
        assertThat(removed(last(1), runs)).hasSize(4);
    }

    @Test
    void unfinishedRunsAreNeitherCountedNorTouched() {
        List<Run> runs = new ArrayList<>(days(3, BackupPhase.Succeeded, true));
        runs.add(day(3, BackupPhase.Running, false));
        runs.add(day(4, BackupPhase.Pending, false));
        assertThat(removed(last(2), runs)).containsExactly("run-0");
    }

    @Test
    void runsOfTheFutureAreNeitherCountedNorTouched() {
        List<Run> runs = new ArrayList<>(days(3, BackupPhase.Succeeded, true));
        runs.add(run("of-tomorrow", NOW.plus(Duration.ofDays(1)), "pgdata", 100));
        assertThat(removed(last(2), runs)).containsExactly("run-0");
    }

    @Test
    void pinnedOnesStay() {
        List<Run> runs = new ArrayList<>(days(4, BackupPhase.Succeeded, true));
        Run first = runs.getFirst();
        runs.set(
                0,
                new Run(
                        first.name(),
                        first.uid(),
                        first.time(),
                        first.phase(),
                        first.completed(),
                        true,
                        false,
                        false,
                        first.volumes(),
                        first.archives()));
        assertThat(removed(last(1), runs)).containsExactly("run-1", "run-2");
    }

    @Test
    void aVolumeThatIsNotBackedUpAnyMoreKeepsWhatItHas() {
        List<Run> runs = new ArrayList<>();
        for (int day = 0; day < 40; day++) {
            runs.add(run("run-" + day, FIRST.plus(Duration.ofDays(day)), day < 10 ? "old" : "pgdata", 100));
        }
        assertThat(removed(last(3), runs)).hasSize(34).doesNotContain("run-7", "run-8", "run-9");
    }

    @Test
    void whatWasSavedOfAFailedRunCounts() {
        Run half = new Run(
                "half",
                "uid-half",
                FIRST.plus(Duration.ofDays(1)),
                BackupPhase.Failed,
                Optional.empty(),
                false,
                false,
                false,
                List.of("pgdata", "gone"),
                List.of(new RunArchive("pgdata", "local", "at/half", 100, true, false)));
        List<Run> runs = new ArrayList<>(List.of(day(0, BackupPhase.Succeeded, true), half));
        for (int day = 2; day < 9; day++) {
            runs.add(failed(day));
        }
        assertThat(removed(last(1), runs)).containsExactly("run-2", "run-3");
        assertThat(judgement(review(last(1), runs), "half").reasons()).contains("keepLast");
    }

    @Test
    void whatTheStoreDoesNotShowDoesNotCountAndIsNotTouched() {
        List<Run> runs = new ArrayList<>(days(6, BackupPhase.Succeeded, true));
        runs.set(5, runs.get(5).with(RunArchive::gone));
        runs.set(4, runs.get(4).with(RunArchive::gone));
        assertThat(removed(last(2), runs)).containsExactly("run-0", "run-1");
        runs.replaceAll(run -> run.with(RunArchive::gone));
        assertThat(removed(last(2), runs)).isEmpty();
    }

    @Test
    void ofFailedRunsTheNewestFiveStayToBeRead() {
        assertThat(removed(
                        last(7),
                        IntStream.range(0, 7).mapToObj(RetentionTest::failed).toList()))
                .containsExactly("run-0", "run-1");
    }

    static Run failed(int day) {
        return new Run(
                "run-" + day,
                "uid-" + day,
                FIRST.plus(Duration.ofDays(day)),
                BackupPhase.Failed,
                Optional.empty(),
                false,
                false,
                false,
                List.of("pgdata"),
                List.of());
    }

    private static Run accepted(Run run) {
        return new Run(
                run.name(),
                run.uid(),
                run.time(),
                run.phase(),
                run.completed(),
                false,
                true,
                false,
                run.volumes(),
                run.archives());
    }

    private static Judgement judgement(RetentionReview review, String name) {
        return review.judgements().stream()
                .filter(one -> one.run().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RetentionRule last(int count) {
        return new RetentionRule(count, 0, 0, 0, 0, "", 0, RetentionRule.Policy.Prune);
    }

    private static RetentionReview review(RetentionRule rule, List<Run> runs) {
        return Retention.review(rule, ZoneOffset.UTC, runs, NOW);
    }

    private static List<String> removed(RetentionRule rule, List<Run> runs) {
        return names(review(rule, runs));
    }

    private static List<String> names(RetentionReview review) {
        return review.removals().stream()
                .map(ScheduleStep.DeleteBackup.class::cast)
                .map(ScheduleStep.DeleteBackup::name)
                .toList();
    }

    private static List<Run> days(int count, BackupPhase phase, boolean verified) {
        return IntStream.range(0, count)
                .mapToObj(day -> day(day, phase, verified))
                .toList();
    }

    private static Run day(int day, BackupPhase phase, boolean verified) {
        return new Run(
                "run-" + day,
                "uid-" + day,
                FIRST.plus(Duration.ofDays(day)),
                phase,
                Optional.empty(),
                false,
                false,
                false,
                List.of("pgdata"),
                List.of(new RunArchive("pgdata", "local", "at/" + day, 100, verified, false)));
    }

    private static Run run(String name, Instant time, String volume, long bytes) {
        return new Run(
                name,
                "uid-" + name,
                time,
                BackupPhase.Succeeded,
                Optional.empty(),
                false,
                false,
                false,
                List.of(volume),
                List.of(new RunArchive(volume, "local", "at/" + name, bytes, true, false)));
    }
}
