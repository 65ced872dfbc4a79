package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.registry.Deletion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contents of a volume are replaced, or they are the old ones; and who ran on it runs. */
final class ReplaceTest {

    private static final String OLD = "stale PG_VERSION=17";
    private static final String NEW = "PG_VERSION=12";

    @TempDir
    Path folder;

    private FakeEngine engine = new FakeEngine();
    private RestoreWorld world;
    private String db = "";
    private String idle = "";

    @BeforeEach
    void open() throws Exception {
        begin(folder.resolve("first"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theContentsAreThoseOfTheArchiveAndTheUsersRunAgain() throws InterruptedException {
        replace(false);
        RestoreStatus status = world.finish("back");
        assertThat(status.phase()).as(status.message()).isEqualTo(RestorePhase.Succeeded);
        assertThat(contents()).isEqualTo(NEW);
        assertThat(running()).isEqualTo("db=running idle=created");
        assertThat(status.plan().orElseThrow().stops()).containsExactly("db");
        assertThat(status.plan().orElseThrow().removed()).isEqualTo(1);
        assertThat(status.plan().orElseThrow().changed()).isEqualTo(1);
        assertThat(status.replacement()).isEmpty();
        assertThat(status.entries()).isEqualTo(2);
        assertNothingIsLeft();
    }

    @Test
    void theSafetyBackupHasWhatWasThereAndStays() throws InterruptedException {
        replace(false);
        String safety = world.finish("back").safetyBackup();
        world.backups.registry.delete(RestoreKind.INSTANCE, RestoreWorld.key("back"), Deletion.ANY);
        world.turn("back", engine);
        assertThat(world.find("back")).isEmpty();

        world.create("undo", RestoreSpec.ofBackup(safety, "", "pgdata", RestoreSpec.Mode.Replace));
        assertThat(world.finish("undo").phase()).isEqualTo(RestorePhase.Succeeded);
        assertThat(contents()).isEqualTo(OLD);
    }

    @Test
    void aDryRunSaysWhatWouldBeAndChangesNothing() throws InterruptedException {
        replace(true);
        RestoreStatus status = world.finish("back");
        assertThat(status.reason()).isEqualTo("Planned");
        RestorePreview plan = status.plan().orElseThrow();
        assertThat(plan.stops()).containsExactly("db");
        assertThat(plan.text()).contains("stop container db", "empty volume pgdata");
        assertThat(contents()).isEqualTo(OLD);
        assertThat(running()).isEqualTo("db=running idle=created");
        assertNothingIsLeft();

        world.create("real", RestoreSpec.ofBackup("of-12", "", "pgdata", RestoreSpec.Mode.Replace));
        assertThat(world.finish("real").plan()).map(RestorePreview::added).contains(plan.added());
        assertThat(world.status("real").plan()).map(RestorePreview::changed).contains(plan.changed());
        assertThat(world.status("real").plan()).map(RestorePreview::removed).contains(plan.removed());
    }

    @Test
    void diedAtAnyCallItIsFinishedByTheNextProcess() throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            int calls = 1;
            for (int call = 1; call <= calls; call++) {
                again("died-" + before + call);
                replace(false);
                Engine deadly = before
                        ? FlakyEngine.failingBefore(call, engine, Died::new)
                        : FlakyEngine.failingAfter(call, engine, Died::new);
                assertThatThrownBy(() -> world.finish("back", deadly))
                        .as("call " + before + call)
                        .isInstanceOf(Died.class);
                calls = calls == 1 ? countCalls() : calls;
                RestoreStatus status = world.finish("back");
                assertThat(status.phase()).as(call + status.message()).isEqualTo(RestorePhase.Succeeded);
                assertThat(contents()).isEqualTo(NEW);
                assertThat(running()).as("died at call " + call).isEqualTo("db=running idle=created");
                assertNothingIsLeft();
            }
        }
    }

    @Test
    void whatFailsAtAnyCallLeavesTheOldContentsOrTheNewOnes() throws Exception {
        int calls = countCalls();
        for (int call = 1; call <= calls; call++) {
            again("failed-" + call);
            replace(false);
            RestoreStatus status = world.finish(
                    "back", FlakyEngine.failingBefore(call, engine, () -> new EngineException.Failed("disk on fire")));
            assertThat(contents())
                    .as("failed at call " + call + ": " + status.reason())
                    .isEqualTo(status.phase() == RestorePhase.Succeeded || notStarted(status) ? NEW : OLD);
            assertThat(notStarted(status) || running().equals("db=running idle=created"))
                    .as("failed at call " + call + ": " + status.message() + running())
                    .isTrue();
        }
    }

    @Test
    void deletedAtAnyCallItGoesBack() throws Exception {
        int calls = countCalls();
        for (int call = 1; call <= calls; call++) {
            again("deleted-" + call);
            replace(false);
            world.finish("back", FlakyEngine.failingAfter(call, engine, () -> {
                world.backups.registry.delete(RestoreKind.INSTANCE, RestoreWorld.key("back"), Deletion.ANY);
                return new EngineException.Unreachable("the reply is lost");
            }));
            for (int turn = 0; turn < 5; turn++) {
                world.turn("back", engine);
            }
            assertThat(world.find("back")).as("deleted at call " + call).isEmpty();
            assertThat(contents()).as("deleted at call " + call).isIn(OLD, NEW);
            assertThat(running()).as("deleted at call " + call).isEqualTo("db=running idle=created");
            assertNothingIsLeft();
        }
    }

    @Test
    void somebodyWhoBeginsToUseTheVolumeIsNotOverwritten() throws InterruptedException {
        replace(false);
        RestoreStatus status = world.finish("back", MeddledEngine.after("stopContainer", engine, () -> {
            engine.startContainer(idle);
        }));
        assertThat(status.reason()).isEqualTo("TargetInUse");
        assertThat(status.message()).contains("idle");
        assertThat(contents()).isEqualTo(OLD);
        assertThat(running()).isEqualTo("db=running idle=running");
    }

    @Test
    void withoutASafetyBackupNothingIsReplaced() throws Exception {
        replace(false);
        world.turn("back", engine);
        world.backups.registry.list(BackupKind.INSTANCE, Optional.of(Engines.DEFAULT)).items().stream()
                .filter(backup -> backup.metadata().name().contains("-safety-"))
                .forEach(backup -> world.backups.registry.delete(BackupKind.INSTANCE, backup.key(), Deletion.ANY));
        RestoreStatus status = world.finish("back");
        assertThat(status.reason()).isEqualTo("SafetyBackupFailed");
        assertThat(contents()).isEqualTo(OLD);
        assertThat(running()).isEqualTo("db=running idle=created");
    }

    @Test
    void twoOnOneVolumeTakeTheirTurns() throws InterruptedException {
        replace(false);
        world.turn("back", engine);
        world.create("late", RestoreSpec.ofBackup("of-12", "", "pgdata", RestoreSpec.Mode.Replace));
        world.turn("late", engine);
        assertThat(world.status("late").reason()).isEqualTo("TargetBusy");
        world.finish("back");
        assertThat(world.finish("late").phase()).isEqualTo(RestorePhase.Succeeded);
    }

    @Test
    void aVolumeThatIsNotThereCannotBeReplaced() throws InterruptedException {
        world.create("back", RestoreSpec.ofBackup("of-12", "", "absent", RestoreSpec.Mode.Replace));
        assertThat(world.finish("back").reason()).isEqualTo("TargetNotFound");
    }

    private static boolean notStarted(RestoreStatus status) {
        return status.reason().equals("UsersNotStarted");
    }

    /** How many calls change something in an undisturbed run. */
    private int countCalls() throws Exception {
        RestoreWorld disturbed = world;
        FakeEngine disturbedEngine = engine;
        String disturbedDb = db;
        String disturbedIdle = idle;
        begin(Files.createTempDirectory(folder, "count"));
        replace(false);
        FlakyEngine counting = FlakyEngine.reliable(engine);
        world.finish("back", counting);
        world.close();
        world = disturbed;
        engine = disturbedEngine;
        db = disturbedDb;
        idle = disturbedIdle;
        return counting.mutatingCalls();
    }

    private void again(String name) throws Exception {
        world.close();
        begin(folder.resolve(name));
    }

    private void begin(Path where) throws Exception {
        engine = new FakeEngine();
        world = new RestoreWorld(Files.createDirectories(where), engine);
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        engine.writeFile("pgdata", "PG_VERSION", "12");
        world.backups.create("of-12", BackupWorld.spec("pgdata"));
        world.backups.turn("of-12");
        engine.writeFile("pgdata", "PG_VERSION", "17");
        engine.writeFile("pgdata", "stale", "x");
        engine.createNetwork(new NetworkCreation(
                "net", "bridge", false, false, true, false, "default", Map.of(), List.of(), Map.of(), Map.of()));
        db = engine.createContainer("db", "net", Map.of(), Set.of("pgdata"));
        engine.startContainer(db);
        idle = engine.createContainer("idle", "net", Map.of(), Set.of("pgdata"));
    }

    private void replace(boolean dryRun) {
        world.create(
                "back",
                new RestoreSpec(
                        "of-12",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        new RestoreSpec.Target("pgdata", RestoreSpec.Mode.Replace),
                        dryRun));
    }

    private String contents() {
        return (engine.file("pgdata", "stale").isPresent() ? "stale " : "") + "PG_VERSION="
                + new String(engine.file("pgdata", "PG_VERSION").orElse(new byte[0]), StandardCharsets.UTF_8);
    }

    private String running() {
        return "db=" + engine.container(db).state() + " idle="
                + engine.container(idle).state();
    }

    private void assertNothingIsLeft() {
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactly("pgdata");
        assertThat(engine.containers()).hasSize(2);
    }

    /** The process is gone: nothing that comes after the call takes place. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
