package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fourteen days in fast motion, in two zones whose clocks are put back in between, a week apart. */
final class ScheduleFortnightTest {

    private static final Instant BEGIN = Instant.parse("2026-10-22T10:00:00Z");
    private static final Instant END = Instant.parse("2026-11-05T10:00:00Z");

    /** Both lines fall into the hour that is there twice. */
    private static final Map<String, String> LINES =
            Map.of("Europe/Berlin", "30 2 * * *", "America/New_York", "30 1 * * *");

    @TempDir
    Path folder;

    @Test
    void everyDayHasItsBackupAndNoneHasTwo() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        engine.writeFile("pgdata", "PG_VERSION", "17");
        try (BackupWorld world = new BackupWorld(folder, engine)) {
            world.clock.set(BEGIN);
            LINES.forEach((zone, line) -> make(world, zone, line));
            Instant now = BEGIN;
            while (now.isBefore(END)) {
                world.clock.set(now);
                Duration pause = Duration.ofHours(1);
                for (String zone : LINES.keySet()) {
                    Duration wait = look(world, zone);
                    pause = wait.compareTo(pause) < 0 ? wait : pause;
                }
                for (var backup : world.registry
                        .list(BackupKind.INSTANCE, Optional.empty())
                        .items()) {
                    if (!backup.status().phase().finished()) {
                        world.turn(backup.metadata().name());
                    }
                }
                now = now.plus(pause);
            }
            LINES.keySet().forEach(zone -> check(world, ZoneId.of(zone)));
            assertThat(world.store.list().archives()).hasSize(28);
        }
    }

    private static void check(BackupWorld world, ZoneId zone) {
        Resource<ScheduleSpec, ScheduleStatus> schedule =
                world.registry.find(ScheduleKind.INSTANCE, key(zone.getId())).orElseThrow();
        List<LocalDate> days = new ScheduleRuns(world.registry, world.stores)
                .of(schedule).stream()
                        .filter(Run::good)
                        .map(run -> LocalDate.ofInstant(run.time(), zone))
                        .toList();
        assertThat(days)
                .containsExactlyElementsOf(LocalDate.of(2026, 10, 23)
                        .datesUntil(LocalDate.of(2026, 11, 6))
                        .toList());
        assertThat(schedule.status().missedRuns()).isZero();
    }

    /** A process that has just started looks once. Nobody would wait longer than it asks for. */
    private static Duration look(BackupWorld world, String zone) {
        Outcome outcome = new ScheduleReconciler(
                        world.registry, world.engines, world.stores, EventRecorder.NONE, world.clock)
                .reconcile(key(zone));
        Instant next = world.registry
                .find(ScheduleKind.INSTANCE, key(zone))
                .orElseThrow()
                .status()
                .nextScheduleTime()
                .orElseThrow();
        assertThat(outcome).isInstanceOf(Outcome.CheckAgain.class);
        return Duration.between(world.clock.instant(), next);
    }

    private static void make(BackupWorld world, String zone, String line) {
        ScheduleSpec spec = Schedules.spec(
                "{schedule: '%s', timeZone: %s, volumes: [pgdata], retention: {keepLast: 99}}".formatted(line, zone));
        Metadata metadata = Metadata.named(Engines.DEFAULT, name(zone));
        world.registry.create(
                ScheduleKind.INSTANCE, new Resource<>("BackupSchedule", metadata, spec, ScheduleStatus.EMPTY));
    }

    private static ResourceKey key(String zone) {
        return ScheduleKind.INSTANCE.key(Engines.DEFAULT, name(zone));
    }

    private static String name(String zone) {
        return zone.substring(zone.indexOf('/') + 1).toLowerCase(java.util.Locale.ROOT);
    }
}
