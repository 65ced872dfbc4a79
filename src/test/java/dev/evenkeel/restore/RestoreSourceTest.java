package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which archive a Restore takes, and what it says when there is none. */
final class RestoreSourceTest {

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private RestoreWorld world;

    @BeforeEach
    void open() throws InterruptedException {
        world = new RestoreWorld(folder, engine);
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        for (String version : new String[] {"12", "13", "14"}) {
            engine.writeFile("pgdata", "PG_VERSION", version);
            world.backups.create("of-" + version, BackupWorld.spec("pgdata"));
            world.backups.turn("of-" + version);
            world.backups.clock.turn(Duration.ofHours(1));
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theNewestOfTheTimeIsTaken() throws InterruptedException {
        assertThat(restored("at-13", asOf(BackupWorld.NOON.plus(Duration.ofMinutes(90)))))
                .isEqualTo("13");
        assertThat(restored("sharp", asOf(BackupWorld.NOON.plus(Duration.ofHours(1)))))
                .isEqualTo("13");
        assertThat(restored("before", asOf(BackupWorld.NOON.plus(Duration.ofMinutes(59)))))
                .isEqualTo("12");
        assertThat(restored("newest", newest())).isEqualTo("14");
        assertThat(world.status("at-13").source()).map(ArchiveChoice::backup).contains("of-13");
    }

    @Test
    void noneOfTheTimeIsAFailureAndNoVolume() throws InterruptedException {
        world.create("back", asOf(BackupWorld.NOON.minusSeconds(1)));
        assertThat(world.finish("back").reason()).isEqualTo("BackupNotFound");
        assertThat(world.status("back").message()).contains("the oldest is of-12", "2026-11-20T12:00:00Z");
        assertThat(engine.volumes()).hasSize(1);

        world.create("none", new RestoreSpec("", "uploads", Optional.empty(), Optional.empty(), target("new"), false));
        assertThat(world.finish("none").message()).isEqualTo("there is no good Backup of volume uploads");
    }

    @Test
    void anArchiveOfAStoreNeedsNoBackup() throws InterruptedException {
        String location = world.backups.status("of-13").archives().getFirst().location();
        world.create(
                "back",
                new RestoreSpec(
                        "",
                        "",
                        Optional.empty(),
                        Optional.of(new RestoreSpec.ArchiveReference("local", location, false)),
                        target("new"),
                        false));
        assertThat(world.finish("back").phase()).isEqualTo(RestorePhase.Succeeded);
        assertThat(engine.file("new", "PG_VERSION")).contains("13".getBytes());
    }

    @Test
    void aStoreThatIsNotThereIsNamed() throws InterruptedException {
        world.create(
                "back",
                new RestoreSpec(
                        "",
                        "",
                        Optional.empty(),
                        Optional.of(new RestoreSpec.ArchiveReference(
                                "elsewhere", "default/pgdata-20261120T120000Z.tar.zst", false)),
                        target("new"),
                        false));
        assertThat(world.finish("back").reason()).isEqualTo("StoreUnknown");
    }

    @Test
    void whatHasTooLittleRoomIsNotBegun() throws InterruptedException {
        world.freeBytes(10);
        world.create("back", newest());
        assertThat(world.finish("back").reason()).isEqualTo("TargetFull");
        assertThat(engine.volumes()).hasSize(1);
    }

    @Test
    void whatNeverComesToItsEndIsGivenUp() throws InterruptedException {
        world.create("back", newest());
        for (int attempt = 1; attempt <= 3; attempt++) {
            world.turn("back", MeddledEngine.after("writeArchive", engine, engine::goAway));
            engine.comeBack();
            assertThat(world.status("back").attempts()).isEqualTo(attempt);
        }
        assertThat(world.status("back").phase()).isEqualTo(RestorePhase.Failed);
        assertThat(world.status("back").reason()).isEqualTo("EngineUnreachable");
    }

    @Test
    void aDryRunIntoANewVolumeChangesNothing() throws InterruptedException {
        world.create("back", new RestoreSpec("", "pgdata", Optional.empty(), Optional.empty(), target("new"), true));
        RestoreStatus status = world.finish("back");
        assertThat(status.reason()).isEqualTo("Planned");
        assertThat(status.plan().orElseThrow().added()).isEqualTo(1);
        assertThat(status.plan().orElseThrow().bytes()).isEqualTo(2);
        assertThat(status.plan().orElseThrow().text()).contains("2 create volume new");
        assertThat(engine.volumes()).hasSize(1);
    }

    private String restored(String name, RestoreSpec spec) throws InterruptedException {
        RestoreSpec own = new RestoreSpec("", spec.volume(), spec.asOf(), Optional.empty(), target(name), false);
        world.create(name, own);
        RestoreStatus status = world.finish(name);
        assertThat(status.phase()).as(status.message()).isEqualTo(RestorePhase.Succeeded);
        return new String(engine.file(name, "PG_VERSION").orElseThrow());
    }

    private static RestoreSpec asOf(Instant time) {
        return new RestoreSpec("", "pgdata", Optional.of(time), Optional.empty(), target("new"), false);
    }

    private static RestoreSpec newest() {
        return new RestoreSpec("", "pgdata", Optional.empty(), Optional.empty(), target("new"), false);
    }

    private static RestoreSpec.Target target(String volume) {
        return new RestoreSpec.Target(volume, RestoreSpec.Mode.New);
    }
}
