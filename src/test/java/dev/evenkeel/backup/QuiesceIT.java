package dev.evenkeel.backup;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.Workers;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.hook.HooksSpec;
import dev.evenkeel.quiesce.QuiesceMode;
import dev.evenkeel.quiesce.QuiesceSpec;
import dev.evenkeel.quiesce.QuiescedContainer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real containers that stand still. {@code -Dquiesce.rounds=100} makes as many archives of the counters in each mode,
 * and otherwise ten.
 */
final class QuiesceIT {

    private static final int ROUNDS = Integer.getInteger("quiesce.rounds", 10);

    private static final String ENDS = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

    @TempDir
    Path folder;

    private Engine engine;
    private BackupWorld world;

    @BeforeEach
    void open() {
        engine = RealEngine.openEmpty();
        world = new BackupWorld(folder, engine);
    }

    @AfterEach
    void close() {
        world.close();
        engine.close();
        RealEngine.openEmpty().close();
    }

    @Test
    void countersInTwoVolumesAreEqualWhenTheirWriterWasStopped() throws InterruptedException {
        CounterWriter.run();
        for (int round = 0; round < ROUNDS; round++) {
            await().atMost(EvenkeelProcess.PATIENCE).until(CounterWriter::counts);
            BackupStatus status = backUp("stop-" + round, QuiesceMode.Stop, "left", "right");
            assertThat(status.phase()).as(status.toString()).isEqualTo(BackupPhase.Succeeded);
            assertThat(number(status, "left")).as("round %s", round).isEqualTo(number(status, "right"));
        }
    }

    @Test
    void countersInTwoVolumesAreOfOneMomentWhenTheirWriterWasPaused() throws InterruptedException {
        CounterWriter.run();
        await().atMost(EvenkeelProcess.PATIENCE).until(CounterWriter::counts);
        BackupStatus torn = backUp("none", QuiesceMode.None, "left", "right");
        assertThat(number(torn, "right")).as("without a pause it is seen").isGreaterThan(number(torn, "left"));
        for (int round = 0; round < ROUNDS; round++) {
            BackupStatus status = backUp("pause-" + round, QuiesceMode.Pause, "left", "right");
            assertThat(status.phase()).as(status.toString()).isEqualTo(BackupPhase.Succeeded);
            assertThat(number(status, "left") - number(status, "right"))
                    .as("it is frozen between two rounds, or within one")
                    .isBetween(0L, 1L);
            await().atMost(EvenkeelProcess.PATIENCE).until(CounterWriter::counts);
        }
    }

    @Test
    void everybodyIsAsBeforeAndReadersAndPausedAndStoppedOnesAreLeftAlone() throws InterruptedException {
        docker("volume", "create", "data");
        String mountPoint = docker("volume", "inspect", "--format", "{{.Mountpoint}}", "data");
        run("vpn", "data:/data");
        run("by-path", mountPoint + ":/data");
        run("reader", "data:/data:ro");
        run("paused", "data:/data");
        run("stopped", "data:/data");
        docker("run", "--detach", "--name", "guest", "--network", "container:vpn", RealEngine.IMAGE, "sh", "-c", ENDS);
        docker("pause", "paused");
        docker("stop", "stopped");
        String before = states();
        String reader = startedAt("reader");
        BackupStatus stopped = backUp("stop", QuiesceMode.Stop, "data");
        assertThat(stopped.quiesced().orElseThrow().containers())
                .extracting(QuiescedContainer::name)
                .containsExactlyInAnyOrder("guest", "vpn", "by-path")
                .containsSubsequence("guest", "vpn");
        assertThat(states()).isEqualTo(before);
        assertThat(startedAt("reader")).isEqualTo(reader);
        assertThat(docker("inspect", "--format", "{{.State.Pid}}", "guest")).isNotEqualTo("0");
        BackupStatus paused = backUp("pause", QuiesceMode.Pause, "data");
        assertThat(paused.quiesced().orElseThrow().containers())
                .extracting(QuiescedContainer::name)
                .containsExactlyInAnyOrder("by-path", "vpn");
        assertThat(states()).isEqualTo(before);
        docker("unpause", "paused");
    }

    @Test
    void whoIgnoresTheSignalIsStartedAgainAndNothingIsKept() throws InterruptedException {
        docker("volume", "create", "data");
        docker("run", "--detach", "--name", "deaf", "-v", "data:/data", RealEngine.IMAGE, "sleep", "1000");
        BackupStatus status = backUp("stop", QuiesceMode.Stop, "data");
        assertThat(status.reason()).isEqualTo("QuiesceTimedOut");
        assertThat(status.message()).startsWith("volume data: container deaf did not end by itself within 2 s");
        assertThat(docker("inspect", "--format", "{{.State.Status}}", "deaf")).isEqualTo("running");
        assertThat(world.store.list().archives()).isEmpty();
    }

    @Test
    void whoWouldBeRemovedIsNotStopped() throws InterruptedException {
        docker("volume", "create", "data");
        docker("run", "--detach", "--rm", "--name", "once", "-v", "data:/data", RealEngine.IMAGE, "sh", "-c", ENDS);
        assertThat(backUp("stop", QuiesceMode.Stop, "data").reason()).isEqualTo("QuiesceImpossible");
        assertThat(docker("inspect", "--format", "{{.State.Status}}", "once")).isEqualTo("running");
    }

    private BackupStatus backUp(String name, QuiesceMode mode, String... volumes) throws InterruptedException {
        world.create(
                name,
                new BackupSpec(
                        List.of(volumes),
                        "local",
                        CompressionSpec.standard(),
                        Verification.Full,
                        CaptureMode.Auto,
                        new QuiesceSpec(mode, 2),
                        HooksSpec.NONE,
                        List.of()));
        VolumeArchiver archiver = new VolumeArchiver(
                world.registry.id(),
                GnuTar.find(ForkJoinPool.commonPool()),
                TarImage.NONE,
                Workers.NONE,
                world.clock,
                System::nanoTime);
        Outcome outcome = world.timedBy(System::nanoTime)
                .reconciler(archiver, BackupListener.SILENT)
                .reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, name));
        assertThat(outcome).isNotNull();
        return world.status(name);
    }

    private long number(BackupStatus status, String volume) {
        return CounterWriter.number(folder.resolve("store"), status, volume);
    }

    private static void run(String name, String mount) {
        docker("run", "--detach", "--name", name, "-v", mount, RealEngine.IMAGE, "sh", "-c", ENDS);
    }

    private static String states() {
        return docker("ps", "--all", "--format", "{{.Names}} {{.State}}")
                .lines()
                .sorted()
                .toList()
                .toString();
    }

    private static String startedAt(String container) {
        return docker("inspect", "--format", "{{.State.StartedAt}}", container);
    }
}
