package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.archive.Disturbed;
import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.FaultyStore;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.OwnEngine;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.engine.StagedEngine;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is killed and started again while a volume streams out of it, and while one streams into it. */
final class EngineRestartIT {

    /** More than sockets hold: with a third of it on its way, the engine is in the middle. */
    private static final int BYTES = 12_000_000;

    private static final String SUM = "cd /v && sha256sum random && stat -c '%n %s %a %u:%g' . random last";

    @TempDir
    Path folder;

    @Test
    void whatWasBegunIsDoneAnewAndNothingIsLeftOfIt() throws InterruptedException {
        try (OwnEngine own = OwnEngine.up();
                Engine engine = own.open();
                RestoreWorld world = new RestoreWorld(folder, engine)) {
            inVolume(own, "pgdata", "head -c " + BYTES + " /dev/urandom > /v/random; touch /v/last; chown 7:8 /v");
            String contents = inVolume(own, "pgdata", SUM);

            world.backups.create("one", BackupWorld.spec("pgdata"));
            world.runBackups(restartedAtTheFirstRead(own, engine));
            assertThat(world.backups.status("one").phase())
                    .as(world.backups.status("one").toString())
                    .isEqualTo(BackupPhase.Pending);
            world.runBackups();
            assertThat(world.backups.status("one").phase()).isEqualTo(BackupPhase.Succeeded);
            assertThat(world.backups.status("one").attempts()).isEqualTo(2);
            assertThat(world.backups.store.list().archives()).hasSize(1);

            AtomicBoolean due = new AtomicBoolean();
            world.backups.stores.put(
                    "local",
                    FaultyStore.reading(
                            world.backups.store,
                            1,
                            archive -> Disturbed.after(BYTES / 3, archive, () -> {
                                if (due.compareAndSet(true, false)) {
                                    own.crashAndStart();
                                }
                            })));
            world.create("back", RestoreSpec.ofBackup("one", "", "restored", RestoreSpec.Mode.New));
            RestoreStatus status = world.finish("back", dueAtTheFirstWrite(engine, due));
            assertThat(status.phase()).as(status.toString()).isEqualTo(RestorePhase.Succeeded);
            assertThat(status.attempts()).isEqualTo(2);
            assertThat(inVolume(own, "restored", SUM)).isEqualTo(contents);
            assertThat(engine.containers()).isEmpty();
            assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactlyInAnyOrder("pgdata", "restored");
        }
    }

    private static Engine restartedAtTheFirstRead(OwnEngine own, Engine engine) {
        AtomicInteger reads = new AtomicInteger();
        return StagedEngine.of(engine, (method, real) -> {
            Object answer = real.done();
            return method.getName().equals("readArchive") && reads.incrementAndGet() == 1
                    ? Disturbed.after(BYTES / 3, (InputStream) answer, own::crashAndStart)
                    : answer;
        });
    }

    /** What is read of the archive before that is read to prove it. */
    private static Engine dueAtTheFirstWrite(Engine engine, AtomicBoolean due) {
        AtomicInteger writes = new AtomicInteger();
        return StagedEngine.of(engine, (method, real) -> {
            if (method.getName().equals("writeArchive") && writes.incrementAndGet() == 1) {
                due.set(true);
            }
            return real.done();
        });
    }

    private static String inVolume(OwnEngine own, String volume, String script) {
        return own.docker(
                "run", "--rm", "--network", "none", "-v", volume + ":/v", RealEngine.IMAGE, "sh", "-c", script);
    }
}
