package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.drill.DrillResult;
import dev.evenkeel.drill.DrillStatus;
import dev.evenkeel.drill.DrillSweep;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.FreeSpace;
import dev.evenkeel.restore.RestoreApplier;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestoreReconciler;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill on a real engine: what was backed up is not so much as touched. */
final class DrillIT {

    private static final ResourceKey NIGHTLY = ScheduleKind.INSTANCE.key(Engines.DEFAULT, "nightly");
    private static final String STATE = "cd /v && find . -exec stat -c '%n %s %Y %Z %a %u' {} + | sort && cat file";

    @TempDir
    Path folder;

    @Test
    void anArchiveIsRestoredAndNothingIsLeftOrTouched() throws InterruptedException {
        try (Engine engine = RealEngine.openEmpty();
                BackupWorld world = new BackupWorld(folder, engine)) {
            engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
            inVolume("cd /v && echo precious > file && mkdir empty && ln -s ../.. link && chown 70:71 .");
            world.registry.create(
                    ScheduleKind.INSTANCE,
                    new Resource<>(
                            "BackupSchedule",
                            Metadata.named(Engines.DEFAULT, "nightly"),
                            Schedules.spec("{schedule: 0 2 * * *, volumes: [pgdata], drill: {schedule: 0 4 * * *}}"),
                            ScheduleStatus.EMPTY));
            turn(world, engine);
            world.clock.set(Instant.parse("2026-11-21T02:00:00Z"));
            turn(world, engine);
            String before = inVolume(STATE);
            world.clock.set(Instant.parse("2026-11-21T04:00:00Z"));
            for (int turn = 0; turn < 3; turn++) {
                turn(world, engine);
            }
            DrillStatus drill = world.registry
                    .find(ScheduleKind.INSTANCE, NIGHTLY)
                    .orElseThrow()
                    .status()
                    .drill();
            assertThat(drill.results()).singleElement().satisfies(result -> assertThat(result.outcome())
                    .as(result.reason() + " " + result.message())
                    .isEqualTo(DrillResult.Outcome.Passed));
            assertThat(inVolume(STATE)).isEqualTo(before);
            assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactly("pgdata");
            assertThat(world.registry
                            .list(RestoreKind.INSTANCE, Optional.empty())
                            .items())
                    .isEmpty();
        }
    }

    /** Everybody has one. */
    private static void turn(BackupWorld world, Engine engine) throws InterruptedException {
        new ScheduleReconciler(world.registry, world.engines, world.stores, EventRecorder.NONE, world.clock)
                .reconcile(NIGHTLY);
        for (var backup :
                world.registry.list(BackupKind.INSTANCE, Optional.empty()).items()) {
            world.turn(backup.metadata().name());
        }
        RestoreApplier restores = new RestoreApplier(
                world.registry,
                world.engines,
                world.stores,
                new QuiesceApplier(Optional.empty(), System::nanoTime),
                FreeSpace::atMountPoint,
                world.clock,
                System::nanoTime);
        for (var restore :
                world.registry.list(RestoreKind.INSTANCE, Optional.empty()).items()) {
            new RestoreReconciler(world.registry, restores).reconcile(restore.key());
        }
        new DrillSweep(world.registry).sweep(Engines.DEFAULT, engine, engine.volumes());
    }

    private static String inVolume(String script) {
        return RealEngine.docker(
                "run", "--rm", "--network", "none", "-v", "pgdata:/v", RealEngine.IMAGE, "sh", "-c", script);
    }
}
