package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schedule over days, with a hand on the clock. */
final class ScheduleReconcilerTest {

    private static final ResourceKey NIGHTLY = ScheduleKind.INSTANCE.key(Engines.DEFAULT, "nightly");
    private static final ScheduleSpec TWO = Schedules.keeping(2, RetentionRule.Policy.Prune);
    private static final ScheduleSpec ONLY_REPORT = Schedules.keeping(2, RetentionRule.Policy.Report);
    private static final String FIRST = "nightly-20261121t020000z";

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private BackupWorld world;

    @BeforeEach
    void open() {
        world = new BackupWorld(folder, engine);
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        engine.writeFile("pgdata", "PG_VERSION", "17");
        schedule(spec("0 2 * * *", 3600, false));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aNewScheduleWaitsForItsFirstTime() {
        assertThat(look()).isEqualTo(Outcome.checkAgain(ScheduleReconciler.UNSEEN_MAX));
        assertThat(backups()).isEmpty();
        assertThat(status().nextScheduleTime()).contains(Instant.parse("2026-11-21T02:00:00Z"));
        assertThat(condition(ScheduleStatus.ON_TIME).reason()).isEqualTo("NothingDueYet");
    }

    @Test
    void shortlyBeforeItIsTimeItIsLookedAtWhenItIs() {
        look();
        world.clock.set(Instant.parse("2026-11-21T01:59:50Z"));
        assertThat(look()).isEqualTo(Outcome.checkAgain(Duration.ofSeconds(10)));
    }

    @Test
    void whenItIsTimeABackupIsMade() {
        look();
        world.clock.turn(Duration.ofHours(14));
        assertThat(look()).isEqualTo(Outcome.checkAgain(ScheduleReconciler.UNSEEN_MAX));

        Resource<BackupSpec, BackupStatus> backup = world.backup(FIRST);
        assertThat(backup.metadata().labels()).containsEntry("evenkeel.dev/schedule", "nightly");
        assertThat(backup.metadata().ownerReferences())
                .containsExactly(schedule().asOwner());
        assertThat(backup.spec()).isEqualTo(BackupWorld.spec("pgdata"));
        assertThat(status().active()).containsExactly(FIRST);
        assertThat(status().lastScheduleTime()).contains(Instant.parse("2026-11-21T02:00:00Z"));
        assertThat(status().missedRuns()).isZero();
        assertThat(world.events.lines())
                .singleElement()
                .asString()
                .startsWith("BackupSchedule/nightly Normal BackupStarted create Backup " + FIRST + " of pgdata (");
    }

    @Test
    void lookingTwiceMakesOneBackup() {
        look();
        world.clock.turn(Duration.ofHours(14));
        look();
        ScheduleStatus before = status();
        look();
        assertThat(backups()).containsExactly(FIRST);
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void aCrashBeforeTheStatusWasWrittenStartsNothingTwice() {
        look();
        ScheduleStatus before = status();
        world.clock.turn(Duration.ofHours(14));
        look();
        world.registry.updateStatus(ScheduleKind.INSTANCE, schedule(), before);
        look();
        assertThat(backups()).containsExactly(FIRST);
        assertThat(status().lastScheduleTime()).contains(Instant.parse("2026-11-21T02:00:00Z"));
        assertThat(status().missedRuns()).isZero();
    }

    @Test
    void afterThreeDaysDownTheNewestRunIsMadeUpOnceAndTheOthersAreMissed() {
        look();
        world.clock.set(Instant.parse("2026-11-23T02:59:00Z"));
        look();
        look();
        assertThat(backups()).containsExactly("nightly-20261123t020000z");
        assertThat(status().missedRuns()).isEqualTo(2);
    }

    @Test
    void aRunThatIsTooLateIsMissed() {
        look();
        world.clock.set(Instant.parse("2026-11-21T03:00:01Z"));
        look();
        assertThat(backups()).isEmpty();
        assertThat(status().missedRuns()).isEqualTo(1);
        assertThat(condition(ScheduleStatus.ON_TIME).reason()).isEqualTo("DeadlineExceeded");
    }

    @Test
    void whileARunIsGoingOnTheNextIsLeftOut() {
        look();
        world.clock.turn(Duration.ofHours(14));
        look();
        world.clock.turn(Duration.ofDays(1));
        look();
        assertThat(backups()).containsExactly(FIRST);
        assertThat(status().missedRuns()).isEqualTo(1);
        assertThat(condition(ScheduleStatus.ON_TIME).reason()).isEqualTo("StillRunning");
    }

    @Test
    void aRunMayBeMadeBesideAnother() {
        change(Schedules.spec("{schedule: 0 2 * * *, concurrencyPolicy: Allow, volumes: [pgdata]}"));
        look();
        world.clock.set(Instant.parse("2026-11-20T02:00:00Z"));
        for (int night = 21; night < 33; night++) {
            world.clock.turn(Duration.ofDays(1));
            look();
        }
        assertThat(backups()).as("no more than ten wait").hasSize(10);
        assertThat(status().active()).hasSize(10);
        assertThat(status().missedRuns()).isEqualTo(2);
        assertThat(condition(ScheduleStatus.ON_TIME).reason()).isEqualTo("StillRunning");
    }

    @Test
    void aRunMayTakeThePlaceOfAnother() throws InterruptedException {
        change(Schedules.spec("{schedule: 0 2 * * *, concurrencyPolicy: Replace, volumes: [pgdata]}"));
        look();
        world.clock.set(Instant.parse("2026-11-21T02:00:00Z"));
        look();
        world.clock.set(Instant.parse("2026-11-22T02:00:00Z"));
        look();
        String second = "nightly-20261122t020000z";
        assertThat(world.backup(FIRST).deleting()).isTrue();
        assertThat(world.events.lines())
                .anyMatch(line ->
                        line.startsWith("BackupSchedule/nightly Normal BackupPruned delete Backup " + FIRST + " ("));
        assertThat(status().active()).containsExactly(second);
        assertThat(status().missedRuns()).isEqualTo(1);
        assertThat(condition(ScheduleStatus.ON_TIME).reason()).isEqualTo("Started");
        workOff();
        look();
        assertThat(backups()).containsExactly(second);
        assertThat(world.status(second).phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(world.store.list().archives()).hasSize(1);
    }

    @Test
    void jitterIsTheSameForEveryRunAndAnotherForEverySchedule() {
        change(Schedules.spec("{schedule: 0 2 * * *, jitterSeconds: 3600, volumes: [pgdata]}"));
        look();
        Duration delay = Jitter.of("nightly", schedule().metadata().uid(), 3600);
        assertThat(delay).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
        assertThat(status().nextScheduleTimes())
                .hasSize(5)
                .allMatch(time -> time.minus(delay).toString().endsWith("T02:00:00Z"));
        world.clock.set(Instant.parse("2026-11-21T02:00:00Z").plus(delay).minusNanos(1));
        look();
        assertThat(backups()).isEmpty();
        world.clock.set(Instant.parse("2026-11-21T02:00:00Z").plus(delay));
        look();
        assertThat(backups()).as("the name is that of the line").containsExactly(FIRST);
        assertThat(status().lastScheduleTime()).contains(Instant.parse("2026-11-21T02:00:00Z"));
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> Jitter.of("nightly-" + i, "uid-" + i, 3600))
                        .distinct()
                        .count())
                .isGreaterThan(90);
        assertThat(Jitter.of("any", "any", 0)).isZero();
    }

    @Test
    void theNextFiveTimesAreShown() {
        change(Schedules.spec("{schedule: 30 2 * * *, timeZone: Europe/Berlin, volumes: [pgdata]}"));
        world.clock.set(Instant.parse("2027-03-26T12:00:00Z"));
        look();
        assertThat(status().nextScheduleTimes())
                .containsExactly(
                        Instant.parse("2027-03-27T01:30:00Z"),
                        Instant.parse("2027-03-28T01:00:00Z"),
                        Instant.parse("2027-03-29T00:30:00Z"),
                        Instant.parse("2027-03-30T00:30:00Z"),
                        Instant.parse("2027-03-31T00:30:00Z"));
        change(Schedules.spec("{schedule: 30 2 * * *, suspend: true, volumes: [pgdata]}"));
        look();
        assertThat(status().nextScheduleTimes()).isEmpty();
    }

    @Test
    void aSuspendedScheduleRunsNothingAndMakesNothingUpAfterwards() {
        look();
        change(spec("0 2 * * *", 604800, true));
        look();
        assertThat(status().nextScheduleTime()).isEmpty();
        world.clock.turn(Duration.ofDays(3));
        assertThat(look()).isEqualTo(Outcome.settled());
        change(spec("0 2 * * *", 604800, false));
        look();
        assertThat(backups()).isEmpty();
        assertThat(status().missedRuns()).isZero();
        assertThat(status().nextScheduleTime()).contains(Instant.parse("2026-11-24T02:00:00Z"));
    }

    @Test
    void aChangedTimeHoldsFromNowOn() {
        look();
        change(spec("30 11 * * *", 3600, false));
        look();
        assertThat(backups()).isEmpty();
        assertThat(status().nextScheduleTime()).contains(Instant.parse("2026-11-21T11:30:00Z"));
    }

    @Test
    void aChangeOfSomethingElseLosesNoRun() {
        look();
        world.clock.set(Instant.parse("2026-11-21T02:00:01Z"));
        change(TWO);
        look();
        assertThat(backups()).containsExactly(FIRST);
    }

    @Test
    void aWeekOfNightsKeepsWhatTheRuleSaysAndNothingElse() throws InterruptedException {
        change(TWO);
        look();
        for (int night = 21; night < 28; night++) {
            world.clock.set(Instant.parse("2026-11-" + night + "T02:00:00Z"));
            look();
            workOff();
            look();
            workOff();
        }
        assertThat(backups()).containsExactly("nightly-20261126t020000z", "nightly-20261127t020000z");
        assertThat(world.store.list().archives()).hasSize(2);
        assertThat(status().lastSuccessfulTime()).contains(Instant.parse("2026-11-27T02:00:00Z"));
        assertThat(condition(ScheduleStatus.SUCCEEDING).reason()).isEqualTo("LastBackupSucceeded");
        assertThat(status().active()).isEmpty();
    }

    @Test
    void thePreviewIsWhatIsDoneThen() throws InterruptedException {
        change(ONLY_REPORT);
        nights(21, 26);
        RetentionPreview preview = preview();
        assertThat(preview.summary())
                .isEqualTo("2 Backups stay, 3 would go: nightly-20261121t020000z, nightly-20261122t020000z,"
                        + " nightly-20261123t020000z.");
        assertThat(backups()).hasSize(5);
        assertThat(condition(ScheduleStatus.PRUNING).reason()).isEqualTo("ReportOnly");

        change(TWO);
        look();
        workOff();
        assertThat(backups())
                .containsExactlyInAnyOrderElementsOf(preview.backups().stream()
                        .filter(one -> one.verdict() == RetentionPreview.Verdict.Keep)
                        .map(RetentionPreview.Entry::name)
                        .toList());
        assertThat(preview().summary()).isEqualTo("All 2 Backups stay.");
        assertThat(condition(ScheduleStatus.PRUNING).reason()).isEqualTo("RetentionApplied");
    }

    @Test
    void nothingGoesWhileTheStoreDoesNotAnswerOrShowsNothing() throws InterruptedException, IOException {
        change(ONLY_REPORT);
        nights(21, 26);
        Path store = folder.resolve("store");
        Path away = folder.resolve("away");
        change(TWO);
        Files.move(store, away);
        look();
        assertThat(backups()).hasSize(5);
        assertThat(condition(ScheduleStatus.PRUNING).reason()).isEqualTo("StoreUnavailable");

        world.store.initialise();
        assertThat(world.store.list().archives()).isEmpty();
        look();
        assertThat(backups()).hasSize(5);
        assertThat(preview().backups())
                .allSatisfy(one -> assertThat(one.reasons()).contains("archiveMissing"));
    }

    @Test
    void aPinnedBackupStaysUntilItIsUnpinned() throws InterruptedException {
        change(ONLY_REPORT);
        nights(21, 26);
        label(FIRST, Map.of(ScheduleKind.PIN, "true"));
        change(TWO);
        look();
        workOff();
        assertThat(backups()).hasSize(3).contains(FIRST);
        label(FIRST, Map.of(ScheduleKind.PIN, "false"));
        look();
        workOff();
        assertThat(backups()).hasSize(2).doesNotContain(FIRST);
    }

    @Test
    void aBackupThatSomebodyRestoresStaysUntilThatIsOver() throws InterruptedException {
        change(ONLY_REPORT);
        nights(21, 26);
        var restore = world.registry.create(
                RestoreKind.INSTANCE,
                new Resource<>(
                        "Restore",
                        Metadata.named(Engines.DEFAULT, "back"),
                        RestoreSpec.ofBackup(FIRST, "", "restored", RestoreSpec.Mode.New),
                        RestoreKind.INSTANCE.emptyStatus()));
        change(TWO);
        look();
        workOff();
        assertThat(backups()).hasSize(3).contains(FIRST);
        assertThat(preview().backups().getLast().reasons()).containsExactly("beingRestored");
        world.registry.delete(RestoreKind.INSTANCE, restore.key(), Deletion.ANY);
        world.registry.finish(
                RestoreKind.INSTANCE,
                world.registry.find(RestoreKind.INSTANCE, restore.key()).orElseThrow());
        look();
        workOff();
        assertThat(backups()).hasSize(2).doesNotContain(FIRST);
    }

    private void nights(int from, int until) throws InterruptedException {
        look();
        for (int night = from; night < until; night++) {
            world.clock.set(Instant.parse("2026-11-" + night + "T02:00:00Z"));
            look();
            workOff();
            look();
        }
    }

    private RetentionPreview preview() {
        return new RetentionPreviews(world.registry, world.stores, world.clock)
                .view(NIGHTLY)
                .orElseThrow();
    }

    private void label(String backup, Map<String, String> labels) {
        Resource<BackupSpec, BackupStatus> stored = world.backup(backup);
        world.registry.update(BackupKind.INSTANCE, stored.with(stored.metadata().withLabels(labels)));
    }

    @Test
    void somebodyElsesBackupWithTheLabelIsNotPruned() throws InterruptedException {
        look();
        for (int i = 0; i < 9; i++) {
            world.create("mine-" + i, BackupWorld.spec("pgdata"));
        }
        workOff();
        look();
        assertThat(backups()).hasSize(9);
    }

    @Test
    void aFinishedBackupWakesItsSchedule() {
        assertThat(ScheduleTriggers.key(BackupKind.INSTANCE.key("host-a", "nightly-20261121t020000z")))
                .contains(ScheduleKind.INSTANCE.key("host-a", "nightly"));
        assertThat(ScheduleTriggers.key(BackupKind.INSTANCE.key("host-a", "by-hand")))
                .isEmpty();
        assertThat(ScheduleTriggers.key(NIGHTLY)).contains(NIGHTLY);
    }

    private void workOff() throws InterruptedException {
        for (String name : backups()) {
            world.turn(name);
        }
    }

    private List<String> backups() {
        return world.registry.list(BackupKind.INSTANCE, Optional.empty()).items().stream()
                .map(backup -> backup.metadata().name())
                .toList();
    }

    private Outcome look() {
        return new ScheduleReconciler(world.registry, world.engines, world.stores, world.events, world.clock)
                .reconcile(NIGHTLY);
    }

    private Resource<ScheduleSpec, ScheduleStatus> schedule() {
        return world.registry.find(ScheduleKind.INSTANCE, NIGHTLY).orElseThrow();
    }

    private ScheduleStatus status() {
        return schedule().status();
    }

    private Condition condition(String type) {
        return Conditions.find(status().conditions(), type).orElseThrow();
    }

    private void schedule(ScheduleSpec spec) {
        world.registry.create(
                ScheduleKind.INSTANCE,
                new Resource<>(
                        "BackupSchedule", Metadata.named(Engines.DEFAULT, "nightly"), spec, ScheduleStatus.EMPTY));
    }

    private void change(ScheduleSpec spec) {
        world.registry.update(ScheduleKind.INSTANCE, schedule().withSpec(spec));
    }

    private static ScheduleSpec spec(String line, int deadline, boolean suspend) {
        return Schedules.spec("{schedule: '%s', suspend: %s, startingDeadlineSeconds: %d, volumes: [pgdata]}"
                .formatted(line, suspend, deadline));
    }
}
