package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever happened before, and whatever the rule: some things are never lost. */
final class RetentionHistoriesTest {

    private static final int HISTORIES = 100_000;
    private static final int RUNS_MAX = 16;

    private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");
    private static final List<String> VOLUMES = List.of("pgdata", "uploads");
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Etc/UTC"), ZoneId.of("Pacific/Auckland"), ZoneId.of("America/St_Johns"));
    private static final List<String> SPANS = List.of("", "", "1d", "3w", "2y5m7d3h", "1h");

    private final Random random = new Random(20261120);

    @Test
    void noHistoryLosesTheNewestGoodArchiveOfAVolumeOrItsVerifiedFloor() {
        int removals = 0;
        for (int history = 0; history < HISTORIES; history++) {
            RetentionRule rule = rule();
            List<Run> runs = runs();
            ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
            Instant now = FIRST.plus(Duration.ofDays(random.nextInt(90)));
            RetentionReview review = Retention.review(rule, zone, runs, now);
            Set<String> removed = names(review);
            if (removed.isEmpty()) {
                continue;
            }
            removals++;
            List<Run> left =
                    runs.stream().filter(run -> !removed.contains(run.name())).toList();
            List<Run> gone =
                    runs.stream().filter(run -> removed.contains(run.name())).toList();
            for (String volume : VOLUMES) {
                if (!newestGood(volume, left, now).equals(newestGood(volume, runs, now))
                        || verified(volume, left, now) < Math.min(rule.minimumVerified(), verified(volume, runs, now))
                        || good(volume, left, now) < Math.min(rule.keepLast(), good(volume, runs, now))) {
                    assertThat(left).as("%s loses %s of %s", rule, volume, runs).isEmpty();
                }
            }
            Predicate<Run> untouchable = run -> run.active()
                    || run.pinned()
                    || run.restoring()
                    || run.time().isAfter(now)
                    || run.archives().stream().anyMatch(RunArchive::missing)
                    || (review.hold().isPresent()
                            && (run.good() || !run.archives().isEmpty()));
            if (gone.stream().anyMatch(untouchable)
                    || !names(Retention.review(rule, zone, left, now)).isEmpty()) {
                assertThat(gone).as("%s of %s", rule, runs).isEmpty();
            }
        }
        assertThat(removals).as("histories from which something went").isGreaterThan(HISTORIES / 3);
    }

    @Test
    void theOrderInWhichTheRegistryListsThemDoesNotMatter() {
        for (int history = 0; history < HISTORIES / 20; history++) {
            RetentionRule rule = rule();
            List<Run> runs = new ArrayList<>(runs());
            Instant now = FIRST.plus(Duration.ofDays(60));
            RetentionReview review = Retention.review(rule, ZONES.getFirst(), runs, now);
            Collections.shuffle(runs, random);
            assertThat(Retention.review(rule, ZONES.getFirst(), runs, now)).isEqualTo(review);
        }
    }

    private RetentionRule rule() {
        return new RetentionRule(
                1 + random.nextInt(4),
                random.nextInt(4),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(2),
                SPANS.get(random.nextInt(SPANS.size())),
                random.nextInt(4),
                RetentionRule.Policy.Prune);
    }

    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        Instant time = FIRST;
        int count = random.nextInt(RUNS_MAX);
        for (int i = 0; i < count; i++) {
            time = time.plus(Duration.ofHours(1 + random.nextInt(100)));
            runs.add(run("run-" + i, time));
        }
        return runs;
    }

    private Run run(String name, Instant time) {
        BackupPhase phase = random.nextInt(3) > 0
                ? BackupPhase.Succeeded
                : BackupPhase.values()[random.nextInt(BackupPhase.values().length)];
        List<RunArchive> archives = VOLUMES.stream()
                .filter(volume -> phase.good() ? random.nextInt(5) > 0 : random.nextBoolean())
                .map(volume -> new RunArchive(
                        volume,
                        "local",
                        volume + "/" + name,
                        100 + random.nextInt(random.nextInt(9) == 0 ? 900 : 100),
                        random.nextBoolean(),
                        random.nextInt(20) == 0))
                .toList();
        return new Run(
                name,
                "uid-" + name,
                time,
                phase,
                Optional.empty(),
                random.nextInt(20) == 0,
                random.nextInt(10) == 0,
                random.nextInt(20) == 0,
                VOLUMES,
                archives);
    }

    private static Optional<Run> newestGood(String volume, List<Run> runs, Instant now) {
        return runs.stream()
                .filter(run -> counts(run, now) && run.goodArchive(volume).isPresent())
                .max(Comparator.comparing(Run::time));
    }

    private static int good(String volume, List<Run> runs, Instant now) {
        return (int) runs.stream()
                .filter(run -> counts(run, now) && run.goodArchive(volume).isPresent())
                .count();
    }

    private static int verified(String volume, List<Run> runs, Instant now) {
        return (int) runs.stream()
                .filter(run -> counts(run, now)
                        && run.goodArchive(volume).filter(RunArchive::verified).isPresent())
                .count();
    }

    private static boolean counts(Run run, Instant now) {
        return !run.active() && !run.time().isAfter(now);
    }

    private static Set<String> names(RetentionReview review) {
        return review.removals().stream()
                .map(ScheduleStep.DeleteBackup.class::cast)
                .map(ScheduleStep.DeleteBackup::name)
                .collect(Collectors.toSet());
    }
}
