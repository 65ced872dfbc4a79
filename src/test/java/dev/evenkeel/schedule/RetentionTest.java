package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetentionTest {

    private static final int HISTORIES = 20_000;
    private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");

    @Test
    void theNewestGoodOnesAreKept() {
        List<Run> runs = days(5, BackupPhase.Succeeded, true);
        assertThat(removed(new RetentionRule(3, 0), runs)).containsExactly("run-0", "run-1");
    }

    @Test
    void warningsCountAsGood() {
        List<Run> runs = days(3, BackupPhase.SucceededWithWarnings, true);
        assertThat(removed(new RetentionRule(2, 0), runs)).containsExactly("run-0");
    }

    @Test
    void verifiedOnesAreKeptHoweverOldTheyAre() {
        List<Run> runs = new ArrayList<>(days(6, BackupPhase.Succeeded, false));
        runs.set(0, day(0, BackupPhase.Succeeded, true));
        runs.set(1, day(1, BackupPhase.Succeeded, true));
        assertThat(removed(new RetentionRule(2, 1), runs)).containsExactly("run-0", "run-2", "run-3");
    }

    @Test
    void nothingGoodGoesWhileTheNewestRunHasFailed() {
        List<Run> runs = new ArrayList<>(days(9, BackupPhase.Succeeded, true));
        runs.add(day(9, BackupPhase.Failed, false));
        assertThat(removed(new RetentionRule(1, 0), runs)).isEmpty();
    }

    @Test
    void unfinishedRunsAreNeitherCountedNorTouched() {
        List<Run> runs = new ArrayList<>(days(3, BackupPhase.Succeeded, true));
        runs.add(day(3, BackupPhase.Running, false));
        runs.add(day(4, BackupPhase.Pending, false));
        assertThat(removed(new RetentionRule(2, 0), runs)).containsExactly("run-0");
    }

    @Test
    void ofFailedRunsTheNewestFiveStayToBeRead() {
        assertThat(removed(new RetentionRule(7, 3), days(7, BackupPhase.Failed, false)))
                .containsExactly("run-0", "run-1");
    }

    @Test
    void noHistoryLosesItsNewestGoodRunOrItsVerifiedFloor() {
        Random random = new Random(20261120);
        for (int history = 0; history < HISTORIES; history++) {
            RetentionRule rule = new RetentionRule(1 + random.nextInt(5), random.nextInt(5));
            List<Run> runs = IntStream.range(0, random.nextInt(25))
                    .mapToObj(day -> day(
                            day,
                            BackupPhase.values()[random.nextInt(BackupPhase.values().length)],
                            random.nextBoolean()))
                    .toList();
            Set<String> removed = Set.copyOf(removed(rule, runs));
            List<Run> left =
                    runs.stream().filter(run -> !removed.contains(run.name())).toList();

            assertThat(newestGood(left)).as("%s of %s", rule, runs).isEqualTo(newestGood(runs));
            assertThat(verified(left)).isGreaterThanOrEqualTo(Math.min(rule.minimumVerified(), verified(runs)));
            assertThat(left).containsAll(runs.stream().filter(Run::active).toList());
            assertThat(removed(rule, left)).as("nothing more the second time").isEmpty();
        }
    }

    private static Optional<Run> newestGood(List<Run> runs) {
        return runs.stream().filter(Run::good).max(Comparator.comparing(Run::created));
    }

    private static int verified(List<Run> runs) {
        return (int) runs.stream().filter(run -> run.good() && run.verified()).count();
    }

    private static List<String> removed(RetentionRule rule, List<Run> runs) {
        return Retention.excess(rule, runs).stream()
                .map(ScheduleStep.DeleteBackup.class::cast)
                .map(ScheduleStep.DeleteBackup::name)
                .collect(Collectors.toList());
    }

    private static List<Run> days(int count, BackupPhase phase, boolean verified) {
        return IntStream.range(0, count)
                .mapToObj(day -> day(day, phase, verified))
                .toList();
    }

    private static Run day(int day, BackupPhase phase, boolean verified) {
        Instant created = FIRST.plus(Duration.ofDays(day));
        return new Run("run-" + day, "uid-" + day, created, phase, verified, Optional.of(created));
    }
}
