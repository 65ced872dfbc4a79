package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.drill.DrillResult;
import dev.evenkeel.drill.DrillStatus;
import dev.evenkeel.drill.DrillSweep;
import dev.evenkeel.drill.Drills;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.FreeSpace;
import dev.evenkeel.restore.RestoreApplier;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestorePhase;
import dev.evenkeel.restore.RestoreReconciler;
import dev.evenkeel.restore.RestoreSpec;
import dev.evenkeel.restore.RestoreStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives are proven by restoring them, and nobody is in the way of anybody. */
final class DrillTest {

    private static final ResourceKey NIGHTLY = ScheduleKind.INSTANCE.key(Engines.DEFAULT, "nightly");
    private static final Instant SUNDAY = Instant.parse("2026-11-22T04:00:00Z");

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private FreeSpace space = FreeSpace::atMountPoint;
    private BackupWorld world;

    @BeforeEach
    void aBackupOfTwoVolumes() throws InterruptedException {
        world = new BackupWorld(folder, engine);
        for (String volume : List.of("pgdata", "uploads")) {
            engine.createVolume(new VolumeCreation(volume, "local", Map.of(), Map.of("backup", "nightly")));
            engine.writeFile(volume, "data", "of " + volume);
        }
        world.registry.create(
                ScheduleKind.INSTANCE,
                new Resource<>(
                        "BackupSchedule",
                        Metadata.named(Engines.DEFAULT, "nightly"),
                        Schedules.spec(
                                "{schedule: 0 2 * * *, volumes: [pgdata, uploads], drill: {schedule: 0 4 * * 0}}"),
                        ScheduleStatus.EMPTY));
        look();
        world.clock.set(Instant.parse("2026-11-21T02:00:00Z"));
        look();
        workOff();
        look();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void nothingIsDrilledBeforeItIsTime() {
        assertThat(restores()).isEmpty();
        assertThat(drill().nextScheduleTime()).contains(SUNDAY);
        assertThat(condition().reason()).isEqualTo("NoDrillYet");
    }

    @Test
    void theNewestArchiveOfEachVolumeIsRestoredComparedAndThrownAway() throws InterruptedException {
        night(22);
        world.clock.set(SUNDAY);
        assertThat(look()).isEqualTo(Outcome.checkAgain(Drills.PATIENCE));
        assertThat(restores()).hasSize(1);
        RestoreSpec spec = restore().spec();
        assertThat(spec.backup()).isEqualTo("nightly-20261122t020000z");
        assertThat(spec.volume()).isEqualTo("pgdata");
        assertThat(spec.target().volume()).startsWith(Ownership.SCRATCH_PREFIX);
        assertThat(drill().active()).isEqualTo(restore().metadata().name());
        assertThat(ScheduleTriggers.key(restore().key())).contains(NIGHTLY);

        int rounds = drillEverything();
        assertThat(rounds).as("one after the other").isGreaterThanOrEqualTo(2);
        assertThat(drill().results())
                .extracting(DrillResult::volume, DrillResult::backup, DrillResult::outcome, DrillResult::reason)
                .containsExactly(
                        tuple("pgdata", "nightly-20261122t020000z", DrillResult.Outcome.Passed, "Restored"),
                        tuple("uploads", "nightly-20261122t020000z", DrillResult.Outcome.Passed, "Restored"));
        assertThat(drill().lastScheduleTime()).contains(SUNDAY);
        assertThat(drill().lastTime()).isPresent();
        assertThat(drill().active()).isEmpty();
        assertThat(condition().reason()).isEqualTo("DrillPassed");
        assertThat(told("DrillStarted"))
                .extracting(line -> line.split(" \\(")[0])
                .containsExactly(
                        "BackupSchedule/nightly Normal DrillStarted restore volume pgdata of Backup"
                                + " nightly-20261122t020000z beside it",
                        "BackupSchedule/nightly Normal DrillStarted restore volume uploads of Backup"
                                + " nightly-20261122t020000z beside it");
        assertThat(told("DrillPassed"))
                .hasSize(2)
                .allMatch(line -> line.contains(" was restored and compared (due " + SUNDAY + ")"));
        assertThat(new Coverage(world.registry).proven(Engines.DEFAULT, "uploads", Coverage.Level.DRILL))
                .isPresent();
        nothingIsLeft();
    }

    @Test
    void aDamagedArchiveIsFound() throws InterruptedException, IOException {
        Path archive;
        try (var files = Files.walk(folder.resolve("store"))) {
            archive = files.filter(file -> file.toString().contains("pgdata")
                            && file.toString().endsWith(".tar.zst"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        world.clock.set(SUNDAY.minusSeconds(1));
        look();
        world.clock.set(SUNDAY);
        drillEverything();
        assertThat(drill().results())
                .extracting(DrillResult::outcome)
                .containsExactlyInAnyOrder(DrillResult.Outcome.Failed, DrillResult.Outcome.Passed);
        assertThat(condition().reason()).isEqualTo("DrillFailed");
        assertThat(told("DrillFailed"))
                .singleElement()
                .asString()
                .startsWith("BackupSchedule/nightly Warning DrillFailed volume pgdata of Backup nightly-");
        assertThat(condition().message()).startsWith("volume pgdata of Backup nightly-20261121t020000z: Archive");
        nothingIsLeft();
    }

    @Test
    void aDrillDoesNotTakeTheLastOfTheRoom() throws InterruptedException {
        space = (volume, root) -> Optional.of(100L << 20);
        world.clock.set(SUNDAY);
        drillEverything();
        assertThat(drill().results())
                .extracting(DrillResult::outcome, DrillResult::reason)
                .containsExactly(
                        tuple(DrillResult.Outcome.Failed, "TargetFull"),
                        tuple(DrillResult.Outcome.Failed, "TargetFull"));
        assertThat(drill().results().getFirst().message())
                .contains("104857600 are free, of which a drill leaves 268435456");
        nothingIsLeft();

        want("urgent", "in-peace");
        restoreAll();
        assertThat(restore().status().phase()).isEqualTo(RestorePhase.Succeeded);
    }

    @Test
    void whoWantsToRestoreSomethingDoesNotWaitForADrill() throws InterruptedException {
        world.clock.set(SUNDAY);
        look();
        assertThat(restores()).hasSize(1);
        want("urgent", "in-peace");
        look();
        assertThat(restores()).containsExactly("urgent");
        look();
        assertThat(restores()).as("nothing begins while somebody waits").containsExactly("urgent");
        restoreAll();
        drillEverything();
        assertThat(drill().results()).hasSize(2).allMatch(DrillResult::passed);
        assertThat(engine.volume("in-peace")).isNotNull();
    }

    @Test
    void aDrillThatWasBrokenOffLeavesNothing() throws InterruptedException {
        world.clock.set(SUNDAY);
        look();
        Resource<RestoreSpec, RestoreStatus> begun = restore();
        engine.createVolume(new VolumeCreation(
                begun.spec().target().volume(),
                "local",
                Map.of(),
                Map.of(Ownership.RESTORE, begun.metadata().uid(), Ownership.MANAGED_BY, world.registry.id())));
        engine.writeFile(begun.spec().target().volume(), "half", "of it");
        world.registry.delete(RestoreKind.INSTANCE, begun.key(), Deletion.ANY);
        look();
        assertThat(restores()).as("there is still something to clear up").isEmpty();
        drillEverything();
        assertThat(drill().results()).hasSize(2).allMatch(DrillResult::passed);
        nothingIsLeft();
    }

    @Test
    void whatIsNotOursIsNotSweptAway() {
        String name = Ownership.SCRATCH_PREFIX + "of-somebody";
        engine.createVolume(new VolumeCreation(name, "local", Map.of(), Map.of()));
        String other = Ownership.SCRATCH_PREFIX + "of-another-registry";
        engine.createVolume(new VolumeCreation(
                other, "local", Map.of(), Map.of(Ownership.RESTORE, "uid-9", Ownership.MANAGED_BY, "another")));
        sweep();
        assertThat(engine.volumes()).extracting(EngineVolume::name).contains(name, other);
    }

    @Test
    void aScheduleThatGoesTakesItsDrillAlong() {
        world.clock.set(SUNDAY);
        look();
        assertThat(restores()).hasSize(1);
        world.registry.delete(ScheduleKind.INSTANCE, NIGHTLY, Deletion.ANY);
        Resource<RestoreSpec, RestoreStatus> orphan = restore();
        world.registry.update(
                RestoreKind.INSTANCE, orphan.with(orphan.metadata().withOwners(List.of())));
        sweep();
        assertThat(restores()).isEmpty();
    }

    @Test
    void noDrillsAreWantedAnyMore() throws InterruptedException {
        world.clock.set(SUNDAY);
        look();
        change("{schedule: 0 2 * * *, volumes: [pgdata, uploads]}");
        look();
        assertThat(restores()).isEmpty();
        look();
        assertThat(schedule().status().drill()).isEqualTo(DrillStatus.NONE);
        assertThat(Conditions.find(schedule().status().conditions(), ScheduleStatus.DRILLED))
                .isEmpty();
    }

    @Test
    void drillsThatWereMissedAreOne() throws InterruptedException {
        world.clock.set(Instant.parse("2026-12-15T02:00:00Z"));
        look();
        assertThat(restores()).as("the Backup that is due goes first").isEmpty();
        workOff();
        drillEverything();
        assertThat(drill().results()).hasSize(2).allMatch(DrillResult::passed);
        world.clock.turn(Duration.ofMinutes(1));
        look();
        assertThat(restores()).isEmpty();
        assertThat(drill().nextScheduleTime()).contains(SUNDAY.plus(Duration.ofDays(28)));
    }

    private int drillEverything() throws InterruptedException {
        int rounds = 0;
        for (int turn = 0; turn < 12; turn++) {
            look();
            workOff();
            assertThat(engine.volumes().stream().filter(volume -> Ownership.isScratch(volume.name(), volume.labels())))
                    .as("never two at once")
                    .hasSizeLessThan(2);
            rounds += restoreAll();
            look();
            sweep();
        }
        return rounds;
    }

    private void nothingIsLeft() {
        assertThat(restores()).isEmpty();
        assertThat(engine.containers()).isEmpty();
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactlyInAnyOrder("pgdata", "uploads");
        for (String volume : List.of("pgdata", "uploads")) {
            assertThat(engine.file(volume, "data"))
                    .hasValueSatisfying(bytes -> assertThat(new String(bytes)).isEqualTo("of " + volume));
        }
    }

    private void night(int day) throws InterruptedException {
        world.clock.set(Instant.parse("2026-11-" + day + "T02:00:00Z"));
        look();
        workOff();
        look();
    }

    private List<String> told(String reason) {
        return world.events.lines().stream()
                .filter(line -> line.contains(" " + reason + " "))
                .toList();
    }

    private void sweep() {
        new DrillSweep(world.registry).sweep(Engines.DEFAULT, engine, engine.volumes());
    }

    private int restoreAll() throws InterruptedException {
        int done = 0;
        for (var restore :
                world.registry.list(RestoreKind.INSTANCE, Optional.empty()).items()) {
            ResourceKey key = restore.key();
            boolean open = !restore.deleting() && restore.status().phase() == RestorePhase.Pending;
            new RestoreReconciler(
                            world.registry,
                            new RestoreApplier(
                                    world.registry,
                                    world.engines,
                                    world.stores,
                                    new QuiesceApplier(Optional.empty(), System::nanoTime),
                                    space,
                                    world.clock,
                                    world.clock::nanoTime))
                    .reconcile(key);
            done += open ? 1 : 0;
        }
        return done;
    }

    private void want(String name, String target) {
        world.registry.create(
                RestoreKind.INSTANCE,
                new Resource<>(
                        "Restore",
                        Metadata.named(Engines.DEFAULT, name),
                        RestoreSpec.ofBackup("nightly-20261121t020000z", "pgdata", target, RestoreSpec.Mode.New),
                        RestoreKind.INSTANCE.emptyStatus()));
    }

    private Resource<RestoreSpec, RestoreStatus> restore() {
        return world.registry
                .list(RestoreKind.INSTANCE, Optional.empty())
                .items()
                .getFirst();
    }

    /** Those that are not on their way out. */
    private List<String> restores() {
        return world.registry.list(RestoreKind.INSTANCE, Optional.empty()).items().stream()
                .filter(restore -> !restore.deleting())
                .map(restore -> restore.metadata().name())
                .toList();
    }

    private void workOff() throws InterruptedException {
        for (var backup :
                world.registry.list(BackupKind.INSTANCE, Optional.empty()).items()) {
            world.turn(backup.metadata().name());
        }
    }

    private Outcome look() {
        return new ScheduleReconciler(world.registry, world.engines, world.stores, world.events, world.clock)
                .reconcile(NIGHTLY);
    }

    private void change(String yaml) {
        world.registry.update(ScheduleKind.INSTANCE, schedule().withSpec(Schedules.spec(yaml)));
    }

    private Resource<ScheduleSpec, ScheduleStatus> schedule() {
        return world.registry.find(ScheduleKind.INSTANCE, NIGHTLY).orElseThrow();
    }

    private DrillStatus drill() {
        return schedule().status().drill();
    }

    private Condition condition() {
        return Conditions.find(schedule().status().conditions(), ScheduleStatus.DRILLED)
                .orElseThrow();
    }
}
