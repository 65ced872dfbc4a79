package dev.evenkeel.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.ContainerBonds;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineMount;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FakeExecs;
import dev.evenkeel.engine.StagedEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.hook.HookRun;
import dev.evenkeel.hook.HookSpec;
import dev.evenkeel.hook.HooksSpec;
import dev.evenkeel.quiesce.QuiesceMode;
import dev.evenkeel.quiesce.QuiesceSpec;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.Violation;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands around a Backup: in which order they are run, what their failure means, and that the later ones always are. */
final class HookedBackupTest {

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private BackupWorld world;
    private String db;

    @BeforeEach
    void open() {
        world = new BackupWorld(folder, engine);
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        engine.writeFile("pgdata", "file", "text");
        db = engine.runUser("db", Map.of(), List.of(EngineMount.ofVolume("pgdata")), ContainerBonds.NONE);
        engine.onExec((container, creation) -> {
            String command = String.join(" ", creation.command());
            done.add(command);
            return new FakeExecs.Result(
                    "said " + command,
                    command.startsWith("hang") ? Optional.empty() : Optional.of(command.startsWith("fail") ? 3 : 0));
        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void hooksAreRunBeforeAndAfterTheWindowInWhichTheVolumeIsRead() throws InterruptedException {
        create(List.of(hook("freeze"), hook("flush")), List.of(hook("thaw")), QuiesceMode.Stop);
        Engine told = StagedEngine.of(engine, (method, real) -> {
            if (method.getName().matches("stopContainer|startContainer|readArchive")) {
                done.add(method.getName());
            }
            return real.done();
        });
        turn(told);
        assertThat(done).containsExactly("freeze", "flush", "stopContainer", "readArchive", "startContainer", "thaw");
        BackupStatus status = world.status("one");
        assertThat(status.phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(status.hooks().owed()).isFalse();
        assertThat(status.hooks().pre()).extracting(HookRun::output).containsExactly("said freeze", "said flush");
        assertThat(status.hooks().post()).extracting(HookRun::exitCode).containsExactly(Optional.of(0));
    }

    @Test
    void whatFailsBeforeKeepsTheVolumeFromBeingReadAndTheLaterOnesAreRunNevertheless() throws InterruptedException {
        create(List.of(hook("fail"), hook("never")), List.of(hook("thaw")), QuiesceMode.None);
        assertThat(turn(engine)).isEqualTo(Outcome.blocked(BackupReason.PreHookFailed));
        assertThat(done).containsExactly("fail", "thaw");
        assertThat(world.status("one").message()).isEqualTo("volume pgdata: hook: container db: fail ended with 3");
        assertThat(world.store.list().archives()).isEmpty();
    }

    @Test
    void aFailureThatMayBeIsAWarning() throws InterruptedException {
        HookSpec lenient = new HookSpec("db", List.of("fail"), "", 5, HookSpec.OnError.Continue);
        create(List.of(lenient), List.of(), QuiesceMode.None);
        turn(engine);
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.SucceededWithWarnings);
        assertThat(world.status("one").reason()).isEqualTo("PreHookFailed");
        assertThat(world.status("one").archives()).hasSize(1);
    }

    @Test
    void whatFailsAfterwardsFailsTheBackupAndLeavesTheArchive() throws InterruptedException {
        create(List.of(), List.of(hook("fail"), hook("thaw")), QuiesceMode.None);
        assertThat(turn(engine)).isEqualTo(Outcome.blocked(BackupReason.PostHookFailed));
        assertThat(done).containsExactly("fail", "thaw");
        assertThat(world.status("one").archives()).hasSize(1);
    }

    @Test
    void whatCannotBeEndedIsSaidToGoOn() throws InterruptedException {
        create(List.of(hook("hang")), List.of(), QuiesceMode.None);
        assertThat(turn(engine)).isEqualTo(Outcome.blocked(BackupReason.HookTimedOut));
        assertThat(world.status("one").message()).contains("did not end within 5 s: it goes on in the container");
        assertThat(world.status("one").hooks().pre().getFirst().output()).isEqualTo("said hang");
    }

    @Test
    void theLaterOnesAreRunWhenTheBackupIsDeletedMeanwhile() throws InterruptedException {
        create(List.of(), List.of(hook("thaw")), QuiesceMode.Pause);
        Engine meddled = StagedEngine.after(
                "readArchive",
                engine,
                () -> world.registry.delete(
                        BackupKind.INSTANCE, BackupKind.INSTANCE.key(Engines.DEFAULT, "one"), Deletion.ANY));
        assertThat(turn(meddled)).isEqualTo(Outcome.settled());
        assertThat(done).containsExactly("thaw");
        turn(engine);
        assertThat(world.store.list().archives()).isEmpty();
    }

    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void theLaterOnesAreRunAtTheNextStartWhereverTheProcessDied() throws InterruptedException {
        create(List.of(hook("freeze")), List.of(hook("thaw")), QuiesceMode.Stop);
        int died = 0;
        for (int call = 1; call <= 8; call++) {
            done.clear();
            world.leave("one", BackupStatus.EMPTY);
            Engine dying = StagedEngine.dying(call, call % 2 == 0, engine, Died::new);
            try {
                turn(dying);
            } catch (Died now) {
                died++;
                turn(engine);
            }
            assertThat(world.status("one").owes()).isFalse();
            assertThat(done).as("call %s", call).contains("thaw");
            assertThat(engine.container(db).state()).isEqualTo("running");
        }
        assertThat(died).isGreaterThan(5);
    }

    @Test
    void hooksAreHeldAgainstTheirRules() {
        HookSpec wrong = new HookSpec("", List.of(), "", 0, HookSpec.OnError.Fail);
        assertThat(new HooksSpec(List.of(wrong), Collections.nCopies(11, hook("x"))).violations("spec.hooks"))
                .extracting(Violation::field)
                .contains(
                        "spec.hooks.pre[0].container",
                        "spec.hooks.pre[0].command",
                        "spec.hooks.pre[0].timeoutSeconds",
                        "spec.hooks.post");
        assertThat(new HooksSpec(List.of(hook("x")), List.of()).violations("spec.hooks"))
                .isEmpty();
        assertThat(new HooksSpec(List.of(hook("x")), List.of()).riskyUses("spec.hooks"))
                .containsExactly(new RiskyUse(RiskyUse.Feature.exechooks, "spec.hooks.pre[0].command", "db: x"));
    }

    private static HookSpec hook(String command) {
        return new HookSpec("db", List.of(command), "", 5, HookSpec.OnError.Fail);
    }

    private void create(List<HookSpec> pre, List<HookSpec> post, QuiesceMode mode) {
        world.create(
                "one",
                new BackupSpec(
                        List.of("pgdata"),
                        "local",
                        CompressionSpec.standard(),
                        Verification.Full,
                        CaptureMode.Auto,
                        new QuiesceSpec(mode, 5),
                        new HooksSpec(pre, post),
                        List.of()));
    }

    private Outcome turn(Engine through) throws InterruptedException {
        return world.on(through)
                .reconciler(BackupListener.SILENT)
                .reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, "one"));
    }
}
