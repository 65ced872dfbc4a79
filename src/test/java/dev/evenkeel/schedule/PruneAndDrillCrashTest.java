package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.backup.MortalProcess;
import dev.evenkeel.backup.MortalProcess.Moment;
import dev.evenkeel.drill.DrillResult;
import dev.evenkeel.drill.DrillSweep;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.registry.MemoryRevisionLog;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.FreeSpace;
import dev.evenkeel.restore.RestoreApplier;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestoreReconciler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night in which a Backup is made, an old one goes and a drill is made of two volumes, by a process that dies at one of
 * the calls by which it changes the registry, a store or the engine: whichever it is, the next one finds what it needs,
 * and leaves nothing behind. All calls with {@code -Dcrash.long=true}, otherwise some of them.
 */
final class PruneAndDrillCrashTest {

    private static final int STRIDE = Boolean.getBoolean("crash.long") ? 1 : 11;

    private static final ResourceKey NIGHTLY = ScheduleKind.INSTANCE.key(Engines.DEFAULT, "nightly");
    private static final List<String> VOLUMES = List.of("pgdata", "uploads");
    private static final Instant BEFORE = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant BACKUP = Instant.parse("2026-11-23T02:00:00Z");
    private static final Instant DRILL = Instant.parse("2026-11-23T04:00:00Z");
    private static final String KEPT = "nightly-20261122t020000z";
    private static final String NEW = "nightly-20261123t020000z";

    @TempDir
    Path folder;

    private final MemoryRevisionLog registry = new MemoryRevisionLog();

    /** One place to which a process can come back. */
    private final class Place implements AutoCloseable {
        private final Path path;
        private final FakeEngine engine = new FakeEngine();
        private final BackupWorld world;

        Place(String name, MemoryRevisionLog log) {
            path = folder.resolve(name);
            world = new BackupWorld(path, engine, log);
            for (String volume : VOLUMES) {
                engine.createVolume(new VolumeCreation(volume, "local", Map.of(), Map.of()));
                engine.writeFile(volume, "data", "of " + volume);
            }
        }

        BackupWorld seenBy(MortalProcess process) {
            return world.through(
                    process.registry(world.log()),
                    process.store(world.store, path.resolve("store")),
                    process.engine(engine));
        }

        @Override
        public void close() {
            world.close();
        }
    }

    @BeforeEach
    void threeNights() throws InterruptedException {
        try (Place place = new Place("base", registry)) {
            place.world.registry.create(
                    ScheduleKind.INSTANCE,
                    new Resource<>(
                            "BackupSchedule",
                            Metadata.named(Engines.DEFAULT, "nightly"),
                            Schedules.spec("""
                            {schedule: 0 2 * * *, volumes: [pgdata, uploads],
                             retention: {keepLast: 2, minimumVerified: 2}}
                            """),
                            ScheduleStatus.EMPTY));
            for (Instant night : List.of(BEFORE, BACKUP.minus(Duration.ofDays(2)), BACKUP.minus(Duration.ofDays(1)))) {
                at(place.world, night);
            }
            Resource<ScheduleSpec, ScheduleStatus> schedule = schedule(place.world);
            place.world.registry.update(ScheduleKind.INSTANCE, schedule.withSpec(Schedules.spec("""
                    {schedule: 0 2 * * *, volumes: [pgdata, uploads], drill: {schedule: 0 4 * * *},
                     retention: {keepLast: 2, minimumVerified: 2}}
                    """)));
            at(place.world, BACKUP.minusSeconds(60));
            assertThat(place.world.store.list().archives()).hasSize(4);
        }
    }

    @Test
    void diedAtAnyCallEverythingIsTidiedUpByTheNextProcess() throws Exception {
        List<String> calls = calls();
        assertThat(calls).filteredOn("store.delete"::equals).hasSize(2);
        assertThat(calls).filteredOn("engine.removeVolume"::equals).hasSizeGreaterThanOrEqualTo(2);
        for (int call = 1; call <= calls.size(); call++) {
            boolean removal = calls.get(call - 1).equals("store.delete");
            if (removal) {
                diedAt(call, Moment.WithinRemoval, calls);
            }
            if (removal || call % STRIDE == 0) {
                diedAt(call, Moment.After, calls);
            }
        }
    }

    /** Of a process that lives. */
    private List<String> calls() throws Exception {
        try (Place place = place("alive")) {
            MortalProcess process = new MortalProcess(Integer.MAX_VALUE, Moment.After);
            night(place.seenBy(process));
            nothingIsLeft(place, "alive");
            return process.calls();
        }
    }

    private void diedAt(int call, Moment moment, List<String> calls) throws Exception {
        String name = call + "-" + moment + "-" + calls.get(call - 1);
        try (Place place = place(name)) {
            BackupWorld seen = place.seenBy(new MortalProcess(call, moment));
            assertThatThrownBy(() -> night(seen)).as(name).isInstanceOf(MortalProcess.Died.class);
            nothingIsLost(place, name);
            place.world.store.reap();
            HelperReaper.reapAll(place.engine, place.world.registry.id());
            night(place.world);
            nothingIsLeft(place, name);
            at(place.world, BACKUP.plus(Duration.ofDays(1)));
            assertThat(backups(place.world))
                    .as("the night after " + name)
                    .extracting(backup -> backup.metadata().name())
                    .containsExactly(NEW, "nightly-20261124t020000z");
        }
    }

    private Place place(String name) throws IOException {
        Path from = folder.resolve("base/store");
        Path to = folder.resolve(name).resolve("store");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return new Place(name, registry.copy());
    }

    private static void night(BackupWorld world) throws InterruptedException {
        if (world.clock.instant().isBefore(DRILL)) {
            at(world, BACKUP);
        }
        at(world, DRILL);
    }

    /** Everybody has his turns. */
    private static void at(BackupWorld world, Instant time) throws InterruptedException {
        world.clock.set(time);
        Engine engine = world.engines.find(Engines.DEFAULT).orElseThrow();
        for (int round = 0; round < 10; round++) {
            new ScheduleReconciler(world.registry, world.engines, world.stores, EventRecorder.NONE, world.clock)
                    .reconcile(NIGHTLY);
            for (var backup : backups(world)) {
                world.turn(backup.metadata().name());
            }
            RestoreApplier restores = new RestoreApplier(
                    world.registry,
                    world.engines,
                    world.stores,
                    new QuiesceApplier(Optional.empty(), world.clock::nanoTime),
                    FreeSpace::atMountPoint,
                    world.clock,
                    world.clock::nanoTime);
            for (var restore :
                    world.registry.list(RestoreKind.INSTANCE, Optional.empty()).items()) {
                new RestoreReconciler(world.registry, restores).reconcile(restore.key());
            }
            new DrillSweep(world.registry).sweep(Engines.DEFAULT, engine, engine.volumes());
        }
    }

    /** A Backup that is not on its way out has what it says it has, and of each volume two are good. */
    private static void nothingIsLost(Place place, String name) {
        List<String> stored = place.world.store.list().archives().stream()
                .map(archive -> archive.location().toString())
                .toList();
        for (String volume : VOLUMES) {
            List<String> good = backups(place.world).stream()
                    .filter(backup ->
                            !backup.deleting() && backup.status().phase().good())
                    .map(backup -> backup.status().archive(volume).orElseThrow().location())
                    .toList();
            assertThat(good).as(name).hasSizeGreaterThanOrEqualTo(2);
            assertThat(stored).as(name).containsAll(good);
        }
    }

    private static void nothingIsLeft(Place place, String name) {
        BackupWorld world = place.world;
        assertThat(backups(world))
                .as(name)
                .extracting(backup -> backup.metadata().name())
                .containsExactly(KEPT, NEW);
        assertThat(backups(world))
                .as(name)
                .allMatch(backup -> backup.status().phase().good());
        assertThat(world.store.list().unreadable()).as(name).isEmpty();
        assertThat(files(place.path.resolve("store/default")))
                .as(name)
                .hasSize(8)
                .noneMatch(file -> file.startsWith("."));
        assertThat(schedule(world).status().drill().results())
                .as(name)
                .extracting(DrillResult::volume, DrillResult::backup, DrillResult::outcome, DrillResult::scheduleTime)
                .containsExactlyInAnyOrder(
                        tuple("pgdata", NEW, DrillResult.Outcome.Passed, DRILL),
                        tuple("uploads", NEW, DrillResult.Outcome.Passed, DRILL));
        assertThat(world.registry.list(RestoreKind.INSTANCE, Optional.empty()).items())
                .as(name)
                .isEmpty();
        assertThat(place.engine.containers()).as(name).isEmpty();
        assertThat(place.engine.volumes())
                .as(name)
                .extracting(EngineVolume::name)
                .containsExactlyInAnyOrderElementsOf(VOLUMES);
        assertThat(schedule(world).status().nextScheduleTime()).as(name).contains(BACKUP.plus(Duration.ofDays(1)));
        assertThat(Conditions.isTrue(schedule(world).status().conditions(), ScheduleStatus.PRUNING))
                .as(name)
                .isTrue();
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Resource<BackupSpec, BackupStatus>> backups(BackupWorld world) {
        return world.registry.list(BackupKind.INSTANCE, Optional.empty()).items();
    }

    private static Resource<ScheduleSpec, ScheduleStatus> schedule(BackupWorld world) {
        return world.registry.find(ScheduleKind.INSTANCE, NIGHTLY).orElseThrow();
    }
}
