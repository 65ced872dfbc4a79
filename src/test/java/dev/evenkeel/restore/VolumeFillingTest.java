package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeProtections;
import dev.evenkeel.volume.VolumeReason;
import dev.evenkeel.volume.VolumeReconciler;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New volumes begin with what they were declared to hold, and lost ones come back with what they held. */
final class VolumeFillingTest {

    private static final ResourceKey PGDATA = VolumeKind.INSTANCE.key(Engines.DEFAULT, "pgdata");

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private final List<String> events = new ArrayList<>();
    private RestoreWorld world;

    @BeforeEach
    void open() throws InterruptedException {
        world = new RestoreWorld(folder, engine);
        engine.createVolume(new VolumeCreation("other", "local", Map.of(), Map.of()));
        engine.writeFile("other", "table", "precious");
        world.backups.create("of-other", BackupWorld.spec("other"));
        world.backups.turn("of-other");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aNewVolumeBeginsWithABackupAndIsReadyOnlyThen() throws InterruptedException {
        declare(new VolumeSpec.Source("", "of-other", ""), VolumeSpec.LossPolicy.Recreate);
        assertThat(turn()).isInstanceOf(Outcome.CheckAgain.class);
        assertThat(reason(Condition.READY)).isEqualTo("Filling");
        assertThat(engine.volumes()).extracting(EngineVolume::name).doesNotContain("pgdata");

        settle();
        assertThat(file("table")).isEqualTo("precious");
        assertThat(reason(Condition.READY)).isEqualTo("InSync");
        assertThat(status().origin()).contains(VolumeStatus.Origin.Created);
        assertThat(status().filling()).isEmpty();
        assertThat(status().plan()).contains("declared, from Backup of-other");
        assertThat(engine.volume("pgdata").labels()).containsEntry("tier", "back");
        assertThat(engine.volume("pgdata").labels())
                .containsEntry(Ownership.UID, volume().metadata().uid());
        assertThat(events).containsExactly("Created created and filled (declared, from Backup of-other)");
    }

    @Test
    void halfFilledIsNotReady() throws InterruptedException {
        declare(new VolumeSpec.Source("", "of-other", ""), VolumeSpec.LossPolicy.Recreate);
        turn();
        String restore = restores().getFirst().metadata().name();
        world.turn(restore, MeddledEngine.after("createVolume", engine, () -> {
            turn();
            assertThat(reason(Condition.READY)).isEqualTo("Filling");
        }));
    }

    @Test
    void aCopyOfAnotherVolumeLeavesNoBackupBehind() throws InterruptedException {
        declare(new VolumeSpec.Source("other", "", ""), VolumeSpec.LossPolicy.Recreate);
        settle();
        assertThat(file("table")).isEqualTo("precious");
        world.runBackups();
        assertThat(world.backups.store.list().archives()).hasSize(1);
    }

    @Test
    void aVolumeThatIsThereIsNeverFilled() throws InterruptedException {
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of("tier", "back")));
        engine.writeFile("pgdata", "own", "x");
        declare(new VolumeSpec.Source("", "of-other", ""), VolumeSpec.LossPolicy.Recreate);
        settle();
        assertThat(reason(Condition.READY)).isEqualTo("InSync");
        assertThat(engine.file("pgdata", "table")).isEmpty();
        assertThat(restores()).isEmpty();
    }

    @Test
    void aSourceThatIsNotThereIsAConditionAndNoVolume() throws InterruptedException {
        declare(new VolumeSpec.Source("", "none", ""), VolumeSpec.LossPolicy.Recreate);
        settle();
        assertThat(reason(Condition.STALLED)).isEqualTo("FillingFailed");
        assertThat(message(Condition.STALLED)).contains("there is no Backup none", "delete it to try again");
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactly("other");
    }

    @Test
    void aLostVolumeComesBackAgainAndAgain() throws InterruptedException {
        filledAndBackedUp();
        for (int loss = 1; loss <= 2; loss++) {
            engine.removeVolume("pgdata");
            assertThat(turn()).isInstanceOf(Outcome.CheckAgain.class);
            assertThat(reason(Condition.DRIFTED)).isEqualTo("Missing");
            settle();
            assertThat(file("table")).isEqualTo("precious");
            assertThat(reason(Condition.READY)).isEqualTo("InSync");
            assertThat(status().repairs()).isEqualTo(loss);
        }
        assertThat(events).contains("Repaired created again and restored (missing, from Backup mine)");
    }

    @Test
    void withoutAVerifiedBackupItIsAConditionAndNoEmptyVolume() throws InterruptedException {
        declare(new VolumeSpec.Source("", "of-other", ""), VolumeSpec.LossPolicy.Restore);
        settle();
        engine.removeVolume("pgdata");
        assertThat(turn()).isEqualTo(Outcome.blocked(VolumeReason.NothingToRestore));
        assertThat(engine.volumes()).extracting(EngineVolume::name).containsExactly("other");

        VolumeSpec wish = volume().spec();
        VolumeSpec empty = new VolumeSpec(
                wish.driver(),
                wish.driverOptions(),
                wish.labels(),
                wish.source(),
                VolumeSpec.LossPolicy.Recreate,
                wish.adoptionPolicy(),
                wish.deletionPolicy());
        world.backups.registry.update(VolumeKind.INSTANCE, volume().withSpec(empty));
        settle();
        assertThat(reason(Condition.READY)).isEqualTo("InSync");
        assertThat(engine.file("pgdata", "table")).isEmpty();
    }

    @Test
    void anEmptyVolumeInThePlaceOfTheLostOneGoes() throws InterruptedException {
        filledAndBackedUp();
        engine.removeVolume("pgdata");
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        world.backups.create("of-the-empty-one", BackupWorld.spec("pgdata"));
        world.runBackups();
        settle();
        assertThat(file("table")).isEqualTo("precious");
        assertThat(reason(Condition.READY)).isEqualTo("InSync");
    }

    @Test
    void backupsOfAVolumeThatTookItsPlaceAreNotOfIt() throws InterruptedException {
        filledAndBackedUp();
        supplantedAndBackedUp("of-the-other");
        engine.removeVolume("pgdata");
        settle();
        assertThat(file("table")).isEqualTo("precious");
        assertThat(status().plan()).contains("from Backup mine");
    }

    @Test
    void withNoneButThoseOfAnotherItIsSaidToBeLost() throws InterruptedException {
        declare(new VolumeSpec.Source("", "of-other", ""), VolumeSpec.LossPolicy.Restore);
        settle();
        supplantedAndBackedUp("of-the-other");
        engine.removeVolume("pgdata");
        settle();
        assertThat(reason(Condition.STALLED)).isEqualTo("NothingToRestore");
        assertThat(message(Condition.STALLED)).contains("Backup of-the-other is of another volume");
    }

    @Test
    void whatWasThereBeforeUsIsKnownByItsName() throws InterruptedException {
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of("tier", "back")));
        engine.writeFile("pgdata", "table", "adopted");
        filledAndBackedUp();
        assertThat(status().origin()).contains(VolumeStatus.Origin.Adopted);
        engine.removeVolume("pgdata");
        settle();
        assertThat(file("table")).isEqualTo("adopted");
    }

    private void supplantedAndBackedUp(String backup) throws InterruptedException {
        engine.removeVolume("pgdata");
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        engine.writeFile("pgdata", "own", "of somebody");
        world.backups.clock.turn(Duration.ofMinutes(1));
        world.backups.create(backup, BackupWorld.spec("pgdata"));
        world.runBackups();
    }

    @Test
    void oneWithContentsOrUsersIsLeftAlone() throws InterruptedException {
        filledAndBackedUp();
        engine.removeVolume("pgdata");
        engine.createVolume(new VolumeCreation("pgdata", "local", Map.of(), Map.of()));
        engine.writeFile("pgdata", "own", "x");
        settle();
        assertThat(reason(Condition.STALLED)).isEqualTo("Supplanted");
        assertThat(engine.file("pgdata", "own")).isPresent();

        engine.createContainer("db", "bridge", Map.of(), Set.of("pgdata"));
        settle();
        assertThat(reason(Condition.STALLED)).isEqualTo("Supplanted");
    }

    private void filledAndBackedUp() throws InterruptedException {
        declare(new VolumeSpec.Source("", "of-other", ""), VolumeSpec.LossPolicy.Restore);
        settle();
        world.backups.create("mine", BackupWorld.spec("pgdata"));
        world.runBackups();
    }

    private void declare(VolumeSpec.Source source, VolumeSpec.LossPolicy loss) {
        VolumeSpec spec = new VolumeSpec(
                "local",
                Map.of(),
                Map.of("tier", "back"),
                Optional.of(source),
                loss,
                VolumeSpec.AdoptionPolicy.IfMatching,
                VolumeSpec.DeletionPolicy.Retain);
        assertThat(VolumeKind.INSTANCE.validate("pgdata", spec)).isEmpty();
        world.backups.registry.create(
                VolumeKind.INSTANCE,
                new Resource<>(
                        "Volume", Metadata.named(Engines.DEFAULT, "pgdata"), spec, VolumeKind.INSTANCE.emptyStatus()));
    }

    private Outcome turn() {
        Engines engines = new Engines(Map.<String, Engine>of(Engines.DEFAULT, engine));
        return new VolumeReconciler(
                        world.backups.registry,
                        engines,
                        new RestoredContents(world.backups.registry, engines),
                        DriftListener.NONE,
                        (about, type, reason, message) -> record(type, reason, message),
                        VolumeProtections.UNKNOWN,
                        world.backups.clock)
                .reconcile(PGDATA);
    }

    private void record(EventType type, String reason, String message) {
        assertThat(type).isEqualTo(EventType.Normal);
        events.add(reason + " " + message);
    }

    /** Turns for everybody until nothing is under way. */
    private void settle() throws InterruptedException {
        for (int round = 0; round < 8; round++) {
            turn();
            world.runBackups();
            for (Resource<RestoreSpec, RestoreStatus> restore : restores()) {
                world.turn(restore.metadata().name(), engine);
            }
        }
    }

    private List<Resource<RestoreSpec, RestoreStatus>> restores() {
        return world.backups
                .registry
                .list(RestoreKind.INSTANCE, Optional.of(Engines.DEFAULT))
                .items();
    }

    private Resource<VolumeSpec, VolumeStatus> volume() {
        return world.backups.registry.find(VolumeKind.INSTANCE, PGDATA).orElseThrow();
    }

    private VolumeStatus status() {
        return volume().status();
    }

    private String reason(String condition) {
        return Conditions.find(status().conditions(), condition).orElseThrow().reason();
    }

    private String message(String condition) {
        return Conditions.find(status().conditions(), condition).orElseThrow().message();
    }

    private String file(String path) {
        return new String(engine.file("pgdata", path).orElseThrow());
    }
}
