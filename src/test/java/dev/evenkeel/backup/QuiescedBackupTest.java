package dev.evenkeel.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.ContainerBonds;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineMount;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.StagedEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.hook.HooksSpec;
import dev.evenkeel.quiesce.QuiesceMode;
import dev.evenkeel.quiesce.QuiesceSpec;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.quiesce.QuiescedContainer;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Containers that stand still for a Backup run again afterwards, whatever happened in between. */
final class QuiescedBackupTest {

    @TempDir
    Path folder;

    /** Two volumes, three writers, one of them stopped and one paused, and somebody who has nothing to do with it. */
    private static final class Shop implements AutoCloseable {
        final FakeEngine engine = new FakeEngine();
        final BackupWorld world;
        final String web;
        final String db;
        final Map<String, String> before;

        Shop(Path folder, QuiesceMode mode) {
            world = new BackupWorld(folder, engine);
            for (String volume : List.of("pgdata", "uploads")) {
                engine.createVolume(new VolumeCreation(volume, "local", Map.of(), Map.of()));
                engine.writeFile(volume, "file", "text");
            }
            db = run("db", Set.of(), "pgdata");
            web = run("web", Set.of("db"), "uploads");
            engine.stopContainer(run("stopped", Set.of(), "pgdata"));
            engine.pauseContainer(run("paused", Set.of(), "pgdata"));
            run("bystander", Set.of(), "other");
            before = states();
            world.create(
                    "one",
                    new BackupSpec(
                            List.of("pgdata", "uploads"),
                            "local",
                            CompressionSpec.standard(),
                            Verification.Full,
                            CaptureMode.Auto,
                            new QuiesceSpec(mode, 5),
                            HooksSpec.NONE,
                            List.of()));
        }

        private String run(String name, Set<String> joins, String volume) {
            return engine.runUser(
                    name,
                    Map.of(),
                    List.of(EngineMount.ofVolume(volume)),
                    new ContainerBonds(0, false, joins, List.of()));
        }

        Map<String, String> states() {
            Map<String, String> states = new TreeMap<>();
            engine.containers().forEach(container -> states.put(container.name(), container.state()));
            return states;
        }

        BackupStatus status() {
            return world.status("one");
        }

        Outcome turn(Engine through) throws InterruptedException {
            return turn(through, BackupListener.SILENT);
        }

        Outcome turn(Engine through, BackupListener listener) throws InterruptedException {
            return world.on(through).reconciler(listener).reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, "one"));
        }

        void settle() throws InterruptedException {
            for (int i = 0; i < 6 && !(turn(engine) instanceof Outcome.Settled); i++) {
                world.clock.turn(Duration.ofMinutes(1));
            }
        }

        @Override
        public void close() {
            world.close();
        }
    }

    @Test
    void writersAreStoppedInOrderAndOnlyThoseThatRanAreStartedAgain() throws InterruptedException {
        List<Quiesced> heard = new ArrayList<>();
        try (Shop shop = new Shop(folder, QuiesceMode.Stop)) {
            shop.turn(shop.engine, new BackupListener() {
                @Override
                public void quiesced(Resource<BackupSpec, BackupStatus> backup, Quiesced window) {
                    heard.add(window);
                    assertThat(backup.status().archives())
                            .as("nothing is proven yet")
                            .isEmpty();
                    assertThat(shop.states()).isEqualTo(shop.before);
                }
            });
            assertThat(shop.status().phase()).isEqualTo(BackupPhase.Succeeded);
            assertThat(shop.status().quiesced()).hasValueSatisfying(window -> {
                assertThat(window.open()).isFalse();
                assertThat(window.mode()).isEqualTo(QuiesceMode.Stop);
                assertThat(window.containers())
                        .extracting(QuiescedContainer::name)
                        .containsExactly("web", "db");
            });
            assertThat(heard).hasSize(1);
            assertThat(shop.world.events.lines())
                    .hasSize(2)
                    .first()
                    .isEqualTo("Backup/one Normal ContainersHeld by Stop: web, db");
            assertThat(shop.world.events.lines().getLast())
                    .startsWith("Backup/one Normal ContainersReleased after ")
                    .endsWith(" ms: web, db");
        }
    }

    @Test
    void whoDoesNotEndInTimeIsStartedAgainAndNothingIsArchived() throws InterruptedException {
        try (Shop shop = new Shop(folder, QuiesceMode.Stop)) {
            shop.engine.makeStubborn(shop.db);
            Engine slow = StagedEngine.after(
                    "stopContainer", shop.engine, () -> shop.world.clock.turn(Duration.ofSeconds(5)));
            assertThat(shop.turn(slow)).isEqualTo(Outcome.blocked(BackupReason.QuiesceTimedOut));
            assertThat(shop.states()).isEqualTo(shop.before);
            assertThat(shop.status().message()).startsWith("volumes pgdata, uploads: container db did not end");
            assertThat(shop.world.store.list().archives()).isEmpty();
        }
    }

    @Test
    void whatWasReadWhileSomebodyWroteIsThrownAway() throws InterruptedException {
        try (Shop shop = new Shop(folder, QuiesceMode.Stop)) {
            Engine meddled = StagedEngine.after("readArchive", shop.engine, () -> shop.engine.startContainer(shop.db));
            assertThat(shop.turn(meddled)).isEqualTo(Outcome.failed(BackupReason.QuiesceDisturbed));
            assertThat(shop.world.store.list().archives()).isEmpty();
            assertThat(shop.states()).isEqualTo(shop.before);
            shop.settle();
            assertThat(shop.status().phase()).isEqualTo(BackupPhase.Succeeded);
        }
    }

    @Test
    void aVolumeThatIsMissingDoesNotKeepAnybodyStanding() throws InterruptedException {
        try (Shop shop = new Shop(folder, QuiesceMode.Stop)) {
            shop.engine.removeContainer(shop.web);
            shop.engine.removeVolume("uploads");
            assertThat(shop.turn(shop.engine)).isEqualTo(Outcome.blocked(BackupReason.VolumeNotFound));
            assertThat(shop.states().get("db")).isEqualTo("running");
        }
    }

    @Test
    void deletedInTheWindowItStartsEverybodyAndLeavesNothing() throws InterruptedException {
        for (QuiesceMode mode : List.of(QuiesceMode.Stop, QuiesceMode.Pause)) {
            try (Shop shop = new Shop(folder.resolve(mode.name()), mode)) {
                Engine meddled = StagedEngine.after(
                        "readArchive",
                        shop.engine,
                        () -> shop.world.registry.delete(
                                BackupKind.INSTANCE, BackupKind.INSTANCE.key(Engines.DEFAULT, "one"), Deletion.ANY));
                assertThat(shop.turn(meddled)).isEqualTo(Outcome.settled());
                assertThat(shop.states()).isEqualTo(shop.before);
                shop.turn(shop.engine);
                assertThat(shop.world.store.list().archives()).isEmpty();
                assertThat(shop.world.registry.find(
                                BackupKind.INSTANCE, BackupKind.INSTANCE.key(Engines.DEFAULT, "one")))
                        .isEmpty();
            }
        }
    }

    @Test
    void whoCannotBeStartedIsToldAndTriedAgain() throws InterruptedException {
        try (Shop shop = new Shop(folder, QuiesceMode.Stop)) {
            Engine refusing = StagedEngine.failing(
                    "startContainer", shop.engine, () -> new EngineException.Failed("port is taken"));
            Outcome outcome = shop.turn(refusing);
            assertThat(outcome).isEqualTo(Outcome.failed(BackupReason.ContainerNotStarted));
            assertThat(shop.status().phase()).isEqualTo(BackupPhase.SucceededWithWarnings);
            assertThat(shop.status().message()).contains("container db: port is taken");
            assertThat(shop.states().get("db")).isEqualTo("exited");
            shop.settle();
            assertThat(shop.states()).isEqualTo(shop.before);
            assertThat(shop.status().holdsContainers()).isFalse();
        }
    }

    @Test
    void anEngineThatGoesAwayInTheWindowIsWaitedFor() throws InterruptedException {
        try (Shop shop = new Shop(folder, QuiesceMode.Pause)) {
            Engine meddled = StagedEngine.after("readArchive", shop.engine, shop.engine::goAway);
            shop.turn(meddled);
            assertThat(shop.status().holdsContainers()).isTrue();
            shop.turn(shop.engine);
            assertThat(shop.status().holdsContainers()).isTrue();
            shop.engine.comeBack();
            shop.settle();
            assertThat(shop.states()).isEqualTo(shop.before);
        }
    }

    /** The process is gone: nothing that comes after the call takes place. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TestFactory
    Stream<DynamicTest> aCrashAtAnyCallEndsWithEverybodyRunning() {
        List<DynamicTest> tests = new ArrayList<>();
        for (QuiesceMode mode : List.of(QuiesceMode.Stop, QuiesceMode.Pause)) {
            int calls = calls(mode);
            assertThat(calls).isGreaterThan(6);
            for (int call = 1; call <= calls; call++) {
                int nth = call;
                tests.add(DynamicTest.dynamicTest("before " + mode + " " + nth, () -> crash(mode, nth, true)));
                tests.add(DynamicTest.dynamicTest("after " + mode + " " + nth, () -> crash(mode, nth, false)));
            }
        }
        return tests.stream();
    }

    private int calls(QuiesceMode mode) {
        try (Shop shop = new Shop(folder.resolve("count-" + mode), mode)) {
            AtomicInteger calls = new AtomicInteger();
            shop.turn(StagedEngine.counting(calls, shop.engine));
            return calls.get();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void crash(QuiesceMode mode, int nth, boolean before) throws Exception {
        try (Shop shop = new Shop(Files.createTempDirectory(folder, "crash"), mode)) {
            Engine dying = StagedEngine.dying(nth, before, shop.engine, Died::new);
            assertThatThrownBy(() -> shop.turn(dying)).isInstanceOf(Died.class);
            Optional<Quiesced> window = shop.status().quiesced();
            if (window.filter(Quiesced::open).isPresent()) {
                shop.turn(shop.engine);
            }
            assertThat(shop.states().entrySet()).as("after one reconcile").containsAll(shop.before.entrySet());
            shop.settle();
            assertThat(shop.states()).isEqualTo(shop.before);
            assertThat(shop.status().phase()).isEqualTo(BackupPhase.Succeeded);
            assertThat(shop.world.store.list().archives()).hasSize(2);
        }
    }
}
