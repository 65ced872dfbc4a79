package dev.evenkeel.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.HelperCreation;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against an engine in memory and a store on disk, to the end and not to the end. */
final class BackupReconcilerTest {

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private BackupWorld world;

    @BeforeEach
    void open() {
        world = new BackupWorld(folder, engine);
        volume("pgdata");
        engine.writeFile("pgdata", "PG_VERSION", "17");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aVolumeIsArchivedAndVerified() throws InterruptedException {
        world.create("one", BackupWorld.spec("pgdata"));
        assertThat(world.turn("one")).isEqualTo(Outcome.settled());

        BackupStatus status = world.status("one");
        assertThat(status.phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(status.reason()).isEqualTo("Archived");
        assertThat(status.verified()).isTrue();
        assertThat(status.startTime()).contains(BackupWorld.NOON);
        assertThat(status.completionTime()).contains(BackupWorld.NOON);
        assertThat(status.attempts()).isEqualTo(1);
        assertThat(status.archives()).singleElement().satisfies(archive -> {
            assertThat(archive.volume()).isEqualTo("pgdata");
            assertThat(archive.location()).isEqualTo("default/pgdata-20261120T120000Z.tar.zst");
            assertThat(archive.entries()).isEqualTo(2);
            assertThat(archive.sourceBytes()).isEqualTo(2);
            assertThat(archive.capture()).isEqualTo("Archive");
            assertThat(archive.losses()).isNotEmpty();
            assertThat(archive.verified()).isTrue();
        });
        assertThat(truths(status)).containsExactly("Ready", "Complete", "Verified");
    }

    @Test
    void aSecondTurnChangesNothing() throws InterruptedException {
        world.create("one", BackupWorld.spec("pgdata"));
        world.turn("one");
        Resource<BackupSpec, BackupStatus> before = world.backup("one");
        world.turn("one");
        assertThat(world.backup("one")).isEqualTo(before);
        assertThat(world.store.list().archives()).hasSize(1);
    }

    @Test
    void noHelperStaysBehind() throws InterruptedException {
        world.create("one", BackupWorld.spec("pgdata"));
        world.turn("one");
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void anEmptyVolumeIsNoPlainSuccess() throws InterruptedException {
        volume("empty");
        world.create("one", BackupWorld.spec("empty"));
        world.turn("one");
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.SucceededWithWarnings);
        assertThat(world.status("one").reason()).isEqualTo("EmptySource");
        assertThat(world.status("one").message()).isEqualTo("volume empty: the volume is empty");
    }

    @Test
    void aVolumeThatIsNotThereFailsAndTheOthersAreSaved() throws InterruptedException {
        world.create("one", BackupWorld.spec("gone", "pgdata"));
        assertThat(world.turn("one")).isEqualTo(Outcome.blocked(BackupReason.VolumeNotFound));
        BackupStatus status = world.status("one");
        assertThat(status.phase()).isEqualTo(BackupPhase.Failed);
        assertThat(status.message()).startsWith("volume gone: ");
        assertThat(status.archive("pgdata")).isPresent();
        assertThat(truths(status)).containsExactly("Stalled");
    }

    @Test
    void anEngineThatIsAwayIsWaitedForAndUsesUpNoAttempt() throws InterruptedException {
        world.create("one", BackupWorld.spec("pgdata"));
        engine.goAway();
        for (int i = 0; i < 5; i++) {
            assertThat(world.turn("one")).isEqualTo(Outcome.failed(BackupReason.EngineUnreachable));
        }
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Pending);
        assertThat(world.status("one").attempts()).isZero();
        assertThat(truths(world.status("one"))).containsExactly("Reconciling");

        engine.comeBack();
        world.turn("one");
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Succeeded);
    }

    @Test
    void aStoreThatIsNotThereIsNeverSuccess() throws InterruptedException {
        world.create("one", BackupWorld.spec("pgdata"));
        removeStore();
        assertThat(world.turn("one")).isEqualTo(Outcome.failed(BackupReason.StoreMissing));
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Pending);
    }

    @Test
    void aRunBrokenOffByTheEndOfTheProcessIsBegunAgain() throws InterruptedException {
        Resource<BackupSpec, BackupStatus> backup = world.create("one", BackupWorld.spec("pgdata"));
        world.leave("one", BackupStatuses.running(backup, 1, BackupWorld.NOON));
        world.clock.turn(Duration.ofMinutes(5));
        world.turn("one");
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(world.status("one").attempts()).isEqualTo(2);
        assertThat(world.status("one").startTime()).contains(BackupWorld.NOON);
    }

    @Test
    void afterThreeAttemptsItIsOver() throws InterruptedException {
        Resource<BackupSpec, BackupStatus> backup = world.create("one", BackupWorld.spec("pgdata"));
        world.leave("one", BackupStatuses.running(backup, BackupPlanner.ATTEMPTS_MAX, BackupWorld.NOON));
        assertThat(world.turn("one")).isEqualTo(Outcome.blocked(BackupReason.Interrupted));
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Failed);
    }

    @Test
    void whatABrokenOffAttemptPublishedUnrecordedIsReplaced() throws InterruptedException {
        Resource<BackupSpec, BackupStatus> backup = world.create("one", BackupWorld.spec("pgdata"));
        world.turn("one");
        world.leave("one", BackupStatuses.running(backup, 1, BackupWorld.NOON));
        world.clock.turn(Duration.ofMinutes(5));
        world.turn("one");
        assertThat(world.store.list().archives()).singleElement().satisfies(archive -> assertThat(
                        archive.location().toString())
                .isEqualTo(world.status("one").archives().getFirst().location()));
    }

    @Test
    void whatIsArchivedAlreadyIsNotArchivedAgain() throws InterruptedException {
        volume("uploads");
        Resource<BackupSpec, BackupStatus> backup = world.create("one", BackupWorld.spec("pgdata", "uploads"));
        ArchiveStatus done = new ArchiveStatus(
                "pgdata",
                "",
                "local",
                "default/pgdata-20261120T110000Z.tar.zst",
                9,
                9,
                9,
                "",
                "",
                List.of(),
                List.of(),
                true);
        world.leave("one", BackupStatuses.running(backup, 1, BackupWorld.NOON).withArchive(done));
        world.turn("one");
        assertThat(world.status("one").archive("pgdata")).contains(done);
        assertThat(world.store.list().archives()).hasSize(1);
    }

    @Test
    void aStoreThatNobodyDeclaredIsWaitedFor() throws InterruptedException {
        world.create("one", BackupWorld.parse("{volumes: [pgdata], store: later}"));
        assertThat(world.turn("one")).isEqualTo(Outcome.failed(BackupReason.StoreUnknown));
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Pending);
        assertThat(world.status("one").message()).isEqualTo("volume pgdata: there is no BackupStore later");
        assertThat(world.status("one").attempts()).isZero();

        world.stores.put("later", world.store);
        world.turn("one");
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(world.status("one").archives().getFirst().store()).isEqualTo("later");
    }

    @Test
    void deletingABackupRemovesItsArchivesFirst() throws InterruptedException {
        world.create("one", BackupWorld.spec("pgdata"));
        world.turn("one");
        delete("one");
        assertThat(world.backup("one").deleting()).isTrue();
        world.turn("one");
        assertThat(world.store.list().archives()).isEmpty();
        assertThat(world.registry.find(BackupKind.INSTANCE, BackupKind.INSTANCE.key(Engines.DEFAULT, "one")))
                .isEmpty();
    }

    @Test
    void aBackupStaysAsLongAsItsArchivesCannotBeRemoved() throws InterruptedException {
        world.create("one", BackupWorld.spec("pgdata"));
        world.turn("one");
        delete("one");
        removeStore();
        assertThat(world.turn("one")).isEqualTo(Outcome.failed(BackupReason.StoreMissing));
        assertThat(world.backup("one").deleting()).isTrue();
        assertThat(Conditions.find(world.status("one").conditions(), Condition.READY))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("StoreMissing"));
    }

    @Test
    void aHelperLeftByAnEarlierAttemptIsRemovedAndOthersAreLeftAlone() throws InterruptedException {
        Resource<BackupSpec, BackupStatus> backup = world.create("one", BackupWorld.spec("pgdata"));
        engine.importEmptyImage("evenkeel-empty", "latest");
        helper(world.registry.id(), backup.metadata().uid());
        String another = helper(world.registry.id(), "another");
        String foreign = helper("another-registry", backup.metadata().uid());
        world.turn("one");
        assertThat(engine.containers()).extracting("id").containsExactlyInAnyOrder(another, foreign);
        assertThat(HelperReaper.reapAll(engine, world.registry.id())).isEqualTo(1);
        assertThat(engine.containers()).extracting("id").containsExactly(foreign);
    }

    @Test
    void anInterruptLeavesNothingInTheStoreAndTheRunToTheNextStart() {
        world.create("one", BackupWorld.spec("pgdata"));
        BackupListener interrupting = new BackupListener() {
            @Override
            public void archived(Resource<BackupSpec, BackupStatus> backup, ArchiveStatus archive, Duration took) {
                Thread.currentThread().interrupt();
            }
        };
        volume("uploads");
        world.create("two", BackupWorld.spec("pgdata", "uploads"));
        assertThatThrownBy(
                        () -> world.reconciler(interrupting).reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, "two")))
                .isInstanceOf(InterruptedException.class);
        Thread.interrupted();
        assertThat(world.status("two").phase()).isEqualTo(BackupPhase.Running);
        assertThat(world.store.list().archives()).hasSize(1);
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void deletingABackupThatIsRunningEndsTheRunAndRemovesWhatItArchived() throws InterruptedException {
        volume("uploads");
        world.create("two", BackupWorld.spec("pgdata", "uploads"));
        BackupListener deleting = new BackupListener() {
            @Override
            public void archived(Resource<BackupSpec, BackupStatus> backup, ArchiveStatus archive, Duration took) {
                delete("two");
            }
        };
        assertThat(world.reconciler(deleting).reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, "two")))
                .isEqualTo(Outcome.settled());
        assertThat(world.status("two").archive("uploads")).isEmpty();
        world.turn("two");
        assertThat(world.store.list().archives()).isEmpty();
    }

    @Test
    void withoutVerificationNothingIsCalledVerified() throws InterruptedException {
        world.create("one", new BackupSpec(List.of("pgdata"), "local", CompressionSpec.standard(), Verification.None));
        world.turn("one");
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(world.status("one").verified()).isFalse();
        assertThat(world.status("one").archives().getFirst().verified()).isFalse();
    }

    @Test
    void whoListensHearsOfEachVolumeAndOfTheEnd() throws InterruptedException {
        List<String> heard = new ArrayList<>();
        world.create("one", BackupWorld.spec("pgdata"));
        world.reconciler(new BackupListener() {
                    @Override
                    public void archived(
                            Resource<BackupSpec, BackupStatus> backup, ArchiveStatus archive, Duration took) {
                        heard.add("archived " + archive.volume());
                    }

                    @Override
                    public void finished(Resource<BackupSpec, BackupStatus> backup, Duration took) {
                        heard.add("finished " + backup.status().phase());
                    }
                })
                .reconcile(BackupKind.INSTANCE.key(Engines.DEFAULT, "one"));
        assertThat(heard).containsExactly("archived pgdata", "finished Succeeded");
    }

    private void volume(String name) {
        engine.createVolume(new VolumeCreation(name, "local", Map.of(), Map.of()));
    }

    private String helper(String registryId, String uid) {
        return engine.createHelper(new HelperCreation(
                "evenkeel-empty:latest",
                "pgdata",
                "/data",
                true,
                Map.of(Ownership.MANAGED_BY, registryId, Ownership.UID, uid, VolumeAccess.PURPOSE_LABEL, "backup")));
    }

    private void delete(String name) {
        world.registry.delete(BackupKind.INSTANCE, BackupKind.INSTANCE.key(Engines.DEFAULT, name), Deletion.ANY);
    }

    /** As when the disk is not mounted. */
    private void removeStore() {
        try {
            Files.move(folder.resolve("store"), folder.resolve("unplugged"));
            Files.createDirectory(folder.resolve("store"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> truths(BackupStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.status() == Condition.Status.True)
                .map(Condition::type)
                .toList();
    }
}
