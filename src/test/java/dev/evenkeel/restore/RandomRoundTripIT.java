package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Write, back up, restore, compare, two hundred times. {@code -Drestore.rounds=N} makes more rounds of it, and
 * {@code -Drestore.seed=N} other ones.
 */
final class RandomRoundTripIT {

    private static final int ROUNDS = Integer.getInteger("restore.rounds", 200);
    private static final int REPLACED = ROUNDS / 50;
    private static final int SEED = Integer.getInteger("restore.seed", 1);

    @TempDir
    Path folder;

    private Engine engine;
    private RestoreWorld world;

    @BeforeEach
    void open() throws InterruptedException {
        engine = RealEngine.openEmpty();
        world = new RestoreWorld(folder, engine).capturing(GnuTar.find(ForkJoinPool.commonPool()));
        RealEngine.docker("volume", "create", "source");
    }

    @AfterEach
    void close() {
        world.close();
        engine.close();
    }

    @Test
    void whatComesBackIsWhatWasThere() throws InterruptedException {
        Path source = VolumeFixture.mountPoint("source");
        for (int round = 0; round < ROUNDS; round++) {
            int seed = SEED * 100_000 + round;
            RandomContents.thinOut(source, seed);
            RandomContents.scribble(source, seed);
            back("b" + round);
            world.unpackingWith(round % 2 == 0 ? Optional.empty() : GnuTar.findToUnpack(ForkJoinPool.commonPool()));
            world.create("r" + round, RestoreSpec.ofBackup("b" + round, "", "restored", RestoreSpec.Mode.New));
            finish("r" + round);
            assertThat(RandomContents.describe(VolumeFixture.mountPoint("restored")))
                    .as("seed " + seed)
                    .isEqualTo(RandomContents.describe(source));
            engine.removeVolume("restored");
        }
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void whatADryRunPlansIsWhatIsDone() throws InterruptedException {
        Path source = VolumeFixture.mountPoint("source");
        for (int round = 0; round < REPLACED; round++) {
            int seed = SEED * 100_000 + 50_000 + round;
            RandomContents.scribble(source, seed);
            back("b" + round);
            String wanted = RandomContents.describe(source);
            RandomContents.thinOut(source, seed);
            RandomContents.scribble(source, seed + 1_000);
            String before = RandomContents.describe(source);
            Map<String, String> old = RandomContents.members(source);

            world.create("dry" + round, replace("b" + round, true));
            RestorePreview plan = finish("dry" + round).plan().orElseThrow();
            assertThat(RandomContents.describe(source)).as("seed " + seed).isEqualTo(before);

            world.create("real" + round, replace("b" + round, false));
            RestorePreview done = finish("real" + round).plan().orElseThrow();
            assertThat(RandomContents.describe(source)).as("seed " + seed).isEqualTo(wanted);
            Map<String, String> now = RandomContents.members(source);
            assertThat(counts(plan)).as("seed " + seed).isEqualTo(counts(old, now));
            assertThat(counts(done)).as("seed " + seed).isEqualTo(counts(plan));
            assertThat(engine.containers()).isEmpty();
            assertThat(engine.volumes()).hasSize(1);
        }
    }

    private void back(String name) throws InterruptedException {
        world.backups.create(name, BackupWorld.spec("source"));
        world.runBackups();
        assertThat(world.backups.status(name).phase().good())
                .as(world.backups.status(name).toString())
                .isTrue();
    }

    private RestoreStatus finish(String name) throws InterruptedException {
        RestoreStatus status = world.finish(name);
        assertThat(status.phase()).as(status.toString()).isEqualTo(RestorePhase.Succeeded);
        return status;
    }

    private static RestoreSpec replace(String backup, boolean dryRun) {
        return new RestoreSpec(
                backup,
                "",
                Optional.empty(),
                Optional.empty(),
                new RestoreSpec.Target("source", RestoreSpec.Mode.Replace),
                dryRun);
    }

    private static String counts(RestorePreview plan) {
        return "added " + plan.added() + " changed " + plan.changed() + " removed " + plan.removed();
    }

    private static String counts(Map<String, String> before, Map<String, String> after) {
        long added = after.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .count();
        long removed = before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .count();
        long changed = after.entrySet().stream()
                .filter(member -> before.containsKey(member.getKey())
                        && !before.get(member.getKey()).equals(member.getValue()))
                .count();
        return "added " + added + " changed " + changed + " removed " + removed;
    }
}
