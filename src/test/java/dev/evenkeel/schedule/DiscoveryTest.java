package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.volume.LastBackup;
import dev.evenkeel.volume.VolumeContents;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeReason;
import dev.evenkeel.volume.VolumeReconciler;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
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

/** A schedule that finds its volumes by their labels, and what volumes hear of it. */
final class DiscoveryTest {

    private static final ResourceKey LABELLED = ScheduleKind.INSTANCE.key(Engines.DEFAULT, "labelled");
    private static final Map<String, String> NIGHTLY = Map.of("backup", "nightly");

    @TempDir
    Path folder;

    private final FakeEngine fake = new FakeEngine();
    private boolean down;
    private BackupWorld world;
    private Coverage coverage;

    @BeforeEach
    void open() {
        world = new BackupWorld(folder, whileUp(fake));
        coverage = new Coverage(world.registry);
        world.registry.onChange(coverage::changed);
        volume("pgdata", NIGHTLY);
        volume("cache", Map.of());
        make("labelled", "{schedule: 0 2 * * *, selector: {matchLabels: {backup: nightly}}}");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatWasNeverBackedUpIsAtOnceAndOnlyOnce() throws InterruptedException {
        look();
        assertThat(backups()).containsExactly("labelled-20261120t120000z");
        assertThat(world.backup("labelled-20261120t120000z").spec().volumes()).containsExactly("pgdata");
        assertThat(status().volumes()).containsExactly("pgdata");
        assertThat(status().lastScheduleTime()).as("nothing was due").isEmpty();
        assertThat(status().active()).containsExactly("labelled-20261120t120000z");
        look();
        workOff();
        world.clock.turn(Duration.ofMinutes(5));
        look();
        assertThat(backups()).hasSize(1);
    }

    @Test
    void containersDoNotStandStillBeforeTheTimeThatSomebodyChose() {
        change("{schedule: 0 2 * * *, selector: {matchLabels: {backup: nightly}}, template: {quiesce: {mode: Stop}}}");
        look();
        assertThat(backups()).isEmpty();
        assertThat(status().volumes()).containsExactly("pgdata");
    }

    @Test
    void aVolumeThatGetsTheLabelIsBackedUpAtTheNextLook() throws InterruptedException {
        look();
        workOff();
        world.clock.turn(Duration.ofMinutes(5));
        volume("uploads", NIGHTLY);
        look();
        assertThat(world.backup("labelled-20261120t120500z").spec().volumes()).containsExactly("uploads");
        workOff();
        world.clock.set(Instant.parse("2026-11-21T02:00:00Z"));
        look();
        assertThat(world.backup("labelled-20261121t020000z").spec().volumes()).containsExactly("pgdata", "uploads");
    }

    @Test
    void aFloodOfVolumesIsOneBackupAMinute() throws InterruptedException {
        look();
        workOff();
        for (int i = 0; i < 23; i++) {
            world.clock.turn(Duration.ofSeconds(5));
            volume("flood-" + i, NIGHTLY);
            look();
            workOff();
        }
        assertThat(backups()).hasSize(2);
    }

    @Test
    void labelsOfTheVolumeResourceCountAndCanBeChanged() throws InterruptedException {
        look();
        workOff();
        world.clock.turn(Duration.ofMinutes(5));
        declare("cache", NIGHTLY);
        look();
        assertThat(status().volumes()).containsExactly("cache", "pgdata");
        workOff();
        relabel("cache", Map.of());
        look();
        assertThat(status().volumes()).containsExactly("pgdata");
        assertThat(backups()).as("archives stay").hasSize(2);
        assertThat(world.store.list().archives()).hasSize(2);
    }

    @Test
    void optedOutAndScratchVolumesAreNotSelected() {
        volume("private", Map.of("backup", "nightly", "evenkeel.dev/backup", "false"));
        volume("evenkeel-drill-1", Map.of("backup", "nightly", Ownership.RESTORE, "uid-9"));
        look();
        assertThat(status().volumes()).containsExactly("pgdata");
    }

    @Test
    void everythingCanBeSelected() {
        change("{schedule: 0 2 * * *, volumes: [zoo], selector: {matchExpressions: [{key: none, operator:"
                + " DoesNotExist}]}}");
        volume("zoo", Map.of());
        look();
        assertThat(status().volumes()).containsExactly("zoo", "cache", "pgdata");
    }

    @Test
    void aSelectorThatMatchesNothingIsSaidAndItsRunsAreMissed() {
        change("{schedule: 0 2 * * *, selector: {matchLabels: {backup: weekly}}}");
        look();
        assertThat(condition(ScheduleStatus.SELECTING).reason()).isEqualTo("NothingSelected");
        world.clock.set(Instant.parse("2026-11-21T02:00:00Z"));
        look();
        assertThat(backups()).isEmpty();
        assertThat(condition(ScheduleStatus.ON_TIME).reason()).isEqualTo("NothingSelected");
        assertThat(status().missedRuns()).isEqualTo(1);
        change("{schedule: 0 2 * * *, volumes: [pgdata]}");
        look();
        assertThat(Conditions.find(status().conditions(), ScheduleStatus.SELECTING))
                .isEmpty();
    }

    @Test
    void whileTheEngineIsAwayARunIsMadeOfWhatThereWas() throws InterruptedException {
        look();
        workOff();
        down = true;
        world.clock.set(Instant.parse("2026-11-21T02:00:00Z"));
        assertThat(look()).isEqualTo(Outcome.failed(ScheduleReason.EngineUnreachable));
        assertThat(condition(ScheduleStatus.SELECTING).status()).isEqualTo(Condition.Status.Unknown);
        assertThat(world.backup("labelled-20261121t020000z").spec().volumes()).containsExactly("pgdata");
    }

    @Test
    void whileNothingWasEverSeenADueRunWaitsForTheEngine() {
        down = true;
        look();
        world.clock.set(Instant.parse("2026-11-21T02:00:00Z"));
        look();
        assertThat(backups()).isEmpty();
        assertThat(status().missedRuns()).isZero();
        down = false;
        world.clock.set(Instant.parse("2026-11-21T02:10:00Z"));
        look();
        assertThat(backups()).containsExactly("labelled-20261121t020000z");
    }

    @Test
    void aVolumeSaysWhetherItIsProtected() throws InterruptedException {
        declare("pgdata", Map.of());
        declare("cache", Map.of());
        assertThat(protection("pgdata")).isEqualTo(VolumeReason.NoBackupYet);
        assertThat(protection("cache")).isEqualTo(VolumeReason.NoSchedule);
        look();
        workOff();
        assertThat(protection("pgdata")).isEqualTo(VolumeReason.BackedUp);
        assertThat(volumeStatus("pgdata").lastBackup())
                .contains(new LastBackup("labelled-20261120t120000z", world.clock.instant(), true));
        change("{schedule: 0 2 * * *, suspend: true, selector: {matchLabels: {backup: nightly}}}");
        assertThat(protection("pgdata")).isEqualTo(VolumeReason.ScheduleSuspended);
        world.registry.delete(ScheduleKind.INSTANCE, LABELLED, Deletion.ANY);
        assertThat(protection("pgdata")).isEqualTo(VolumeReason.NoSchedule);
        assertThat(volumeStatus("pgdata").lastBackup()).isPresent();
        relabel("pgdata", Map.of("evenkeel.dev/backup", "false"));
        assertThat(protection("pgdata")).isEqualTo(VolumeReason.OptedOut);
        assertThat(world.store.list().archives()).hasSize(1);
    }

    private VolumeReason protection(String volume) {
        new VolumeReconciler(
                        world.registry,
                        world.engines,
                        VolumeContents.NONE,
                        DriftListener.NONE,
                        EventRecorder.NONE,
                        coverage,
                        world.clock)
                .reconcile(VolumeKind.INSTANCE.key(Engines.DEFAULT, volume));
        Condition told = Conditions.find(volumeStatus(volume).conditions(), VolumeStatus.PROTECTED)
                .orElseThrow();
        assertThat(told.status() == Condition.Status.True)
                .isEqualTo(told.reason().equals("BackedUp"));
        return VolumeReason.valueOf(told.reason());
    }

    private VolumeStatus volumeStatus(String name) {
        return volumeResource(name).status();
    }

    private Resource<VolumeSpec, VolumeStatus> volumeResource(String name) {
        return world.registry
                .find(VolumeKind.INSTANCE, VolumeKind.INSTANCE.key(Engines.DEFAULT, name))
                .orElseThrow();
    }

    private void declare(String name, Map<String, String> labels) {
        Metadata metadata = Metadata.named(Engines.DEFAULT, name).withLabels(labels);
        VolumeSpec spec = new VolumeSpec("local", Map.of(), fake.volume(name).labels(), null, null, null, null);
        world.registry.create(
                VolumeKind.INSTANCE, new Resource<>("Volume", metadata, spec, VolumeKind.INSTANCE.emptyStatus()));
    }

    private void relabel(String name, Map<String, String> labels) {
        Resource<VolumeSpec, VolumeStatus> stored = volumeResource(name);
        world.registry.update(VolumeKind.INSTANCE, stored.with(stored.metadata().withLabels(labels)));
    }

    private void volume(String name, Map<String, String> labels) {
        fake.createVolume(new VolumeCreation(name, "local", Map.of(), labels));
        fake.writeFile(name, "data", "x");
    }

    private void make(String name, String yaml) {
        world.registry.create(
                ScheduleKind.INSTANCE,
                new Resource<>(
                        "BackupSchedule",
                        Metadata.named(Engines.DEFAULT, name),
                        Schedules.spec(yaml),
                        ScheduleStatus.EMPTY));
    }

    private void change(String yaml) {
        world.registry.update(ScheduleKind.INSTANCE, schedule().withSpec(Schedules.spec(yaml)));
    }

    private Outcome look() {
        return new ScheduleReconciler(world.registry, world.engines, world.stores, EventRecorder.NONE, world.clock)
                .reconcile(LABELLED);
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

    private Resource<ScheduleSpec, ScheduleStatus> schedule() {
        return world.registry.find(ScheduleKind.INSTANCE, LABELLED).orElseThrow();
    }

    private ScheduleStatus status() {
        return schedule().status();
    }

    private Condition condition(String type) {
        return Conditions.find(status().conditions(), type).orElseThrow();
    }

    private Engine whileUp(Engine engine) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    if (down) {
                        throw new EngineException.Unreachable("the engine is away");
                    }
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
