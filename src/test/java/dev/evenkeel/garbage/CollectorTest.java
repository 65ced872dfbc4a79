package dev.evenkeel.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.Propagation;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.OwnerReference;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleSpec.DeletionPolicy;
import dev.evenkeel.schedule.ScheduleStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lamps have a finalizer, and so do Backups; schedules have none. */
class CollectorTest {

    private final LampKind lamps = new LampKind();

    @TempDir
    Path directory;

    private RevisionLog log;
    private Registry registry;
    private Collector collector;

    @BeforeEach
    void open() {
        log = SqliteDatabase.open(directory.resolve("registry.db"));
        registry = new Registry(log, new ResourceCodec(), Clock.systemUTC(), () -> UUID.randomUUID()
                .toString());
        collector = new Collector(registry, log, new Kinds(List.of(lamps, ScheduleKind.INSTANCE, BackupKind.INSTANCE)));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatWasMadeForSomethingGoneGoesToo() {
        Resource<Lamp, Glow> owner = lamp("owner");
        lamp("made", owner.asOwner());
        lamp("alone");
        sweep();
        assertThat(found("made").deleting()).isFalse();

        delete(owner, Propagation.Background);
        registry.finish(lamps, owner);
        sweep();
        assertThat(found("made").deleting()).isTrue();
        assertThat(found("alone").deleting()).isFalse();
    }

    @Test
    void anotherOneOfTheSameNameIsNoOwner() {
        Resource<Lamp, Glow> owner = lamp("owner");
        lamp("made", owner.asOwner());
        delete(owner, Propagation.Background);
        registry.finish(lamps, owner);
        lamp("owner");
        sweep();
        assertThat(found("made").deleting()).isTrue();
    }

    @Test
    void oneOwnerThatIsLeftIsEnough() {
        Resource<Lamp, Glow> first = lamp("first");
        Resource<Lamp, Glow> second = lamp("second");
        lamp("made", first.asOwner(), second.asOwner());
        delete(first, Propagation.Background);
        registry.finish(lamps, first);
        sweep();
        assertThat(found("made").deleting()).isFalse();
        assertThat(found("made").metadata().ownerReferences()).containsExactly(second.asOwner());
    }

    @Test
    void whatBelongsToKindsOfOthersStays() {
        lamp("made", new OwnerReference("apps/v1", "Deployment", "web", "some-uid", true, true));
        sweep();
        assertThat(found("made").deleting()).isFalse();
        assertThat(found("made").metadata().ownerReferences()).hasSize(1);
    }

    @Test
    void orphansStayAndForgetTheirOwner() {
        Resource<Lamp, Glow> owner = lamp("owner");
        lamp("made", owner.asOwner());
        delete(owner, Propagation.Orphan);
        registry.finish(lamps, owner);
        assertThat(registry.find(lamps, owner.key())).isPresent();
        sweep();
        assertThat(registry.find(lamps, owner.key())).isEmpty();
        assertThat(found("made").metadata().ownerReferences()).isEmpty();
        assertThat(found("made").deleting()).isFalse();
    }

    @Test
    void inTheForegroundTheOwnerGoesLast() {
        Resource<Lamp, Glow> owner = lamp("owner");
        Resource<Lamp, Glow> made = lamp("made", owner.asOwner());
        delete(owner, Propagation.Foreground);
        registry.finish(lamps, owner);
        sweep();
        assertThat(found("made").deleting()).isTrue();
        assertThat(found("owner").metadata().finalizers()).containsExactly(Propagation.FOREGROUND_FINALIZER);
        registry.finish(lamps, made);
        sweep();
        assertThat(registry.find(lamps, owner.key())).isEmpty();
    }

    @Test
    void ownersInACircleDoNotWaitForEver() {
        Resource<Lamp, Glow> first = lamp("first");
        Resource<Lamp, Glow> second = lamp("second", first.asOwner());
        Resource<Lamp, Glow> circle = registry.update(
                lamps, first.with(first.metadata().withOwners(List.of(first.asOwner(), second.asOwner()))));
        delete(circle, Propagation.Foreground);
        delete(second, Propagation.Foreground);
        registry.finish(lamps, circle);
        registry.finish(lamps, second);
        sweep();
        assertThat(registry.list(lamps, Optional.empty()).items()).isEmpty();
    }

    @Test
    void theBackupsOfADeletedScheduleStayWhateverTheClientAsksFor() {
        for (Propagation propagation : Propagation.values()) {
            Resource<ScheduleSpec, ScheduleStatus> schedule = schedule(propagation.name(), DeletionPolicy.Retain);
            Resource<BackupSpec, BackupStatus> backup = backup("of-" + propagation.name(), schedule);
            delete(schedule, propagation);
            sweep();
            assertThat(registry.find(ScheduleKind.INSTANCE, schedule.key())).isEmpty();
            Resource<BackupSpec, BackupStatus> kept =
                    registry.find(BackupKind.INSTANCE, backup.key()).orElseThrow();
            assertThat(kept.deleting()).isFalse();
            assertThat(kept.metadata().ownerReferences()).isEmpty();
        }
    }

    @Test
    void aScheduleThatSaysSoTakesItsBackupsAlong() {
        Resource<ScheduleSpec, ScheduleStatus> schedule = schedule("nightly", DeletionPolicy.Delete);
        Resource<BackupSpec, BackupStatus> backup = backup("nightly-1", schedule);
        delete(schedule, Propagation.Background);
        sweep();
        assertThat(registry.find(BackupKind.INSTANCE, backup.key())
                        .orElseThrow()
                        .deleting())
                .isTrue();
        assertThat(registry.find(ScheduleKind.INSTANCE, schedule.key())).isPresent();
        registry.finish(BackupKind.INSTANCE, backup);
        sweep();
        assertThat(registry.find(ScheduleKind.INSTANCE, schedule.key())).isEmpty();
    }

    @Test
    void aScheduleThatWouldTakeItsBackupsAlongCanStillOrphanThem() {
        Resource<ScheduleSpec, ScheduleStatus> schedule = schedule("nightly", DeletionPolicy.Delete);
        Resource<BackupSpec, BackupStatus> backup = backup("nightly-1", schedule);
        delete(schedule, Propagation.Orphan);
        sweep();
        assertThat(registry.find(ScheduleKind.INSTANCE, schedule.key())).isEmpty();
        assertThat(registry.find(BackupKind.INSTANCE, backup.key())
                        .orElseThrow()
                        .deleting())
                .isFalse();
    }

    /** Until nothing moves any more; twice is enough for everything here. */
    private void sweep() {
        collector.sweep();
        assertThat(collector.sweep()).isTrue();
    }

    private Resource<Lamp, Glow> lamp(String name, OwnerReference... owners) {
        Metadata metadata = Metadata.named("default", name).withOwners(List.of(owners));
        return registry.create(lamps, new Resource<>(lamps.kind(), metadata, Lamp.of(40), lamps.emptyStatus()));
    }

    private Resource<Lamp, Glow> found(String name) {
        return registry.find(lamps, lamps.key("default", name)).orElseThrow();
    }

    private <S, T> void delete(Resource<S, T> resource, Propagation propagation) {
        @SuppressWarnings("unchecked")
        ResourceKind<S, T> kind =
                (ResourceKind<S, T>) (resource.kind().equals(lamps.kind()) ? lamps : ScheduleKind.INSTANCE);
        registry.delete(kind, resource.key(), new Deletion(Optional.empty(), Optional.empty(), propagation));
    }

    private Resource<ScheduleSpec, ScheduleStatus> schedule(String name, DeletionPolicy policy) {
        return create(ScheduleKind.INSTANCE, name, List.of(), """
                {"schedule":"@daily","volumes":["pgdata"],"deletionPolicy":"%s"}""".formatted(policy));
    }

    private Resource<BackupSpec, BackupStatus> backup(String name, Resource<?, ?> owner) {
        return create(BackupKind.INSTANCE, name, List.of(owner.asOwner()), "{\"volumes\":[\"pgdata\"]}");
    }

    private <S, T> Resource<S, T> create(
            ResourceKind<S, T> kind, String name, List<OwnerReference> owners, String spec) {
        try {
            S read = new ResourceCodec().mapper().readValue(spec, kind.specType());
            Metadata metadata = Metadata.named("default", name).withOwners(owners);
            return registry.create(kind, new Resource<>(kind.kind(), metadata, read, kind.emptyStatus()));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(spec, malformed);
        }
    }
}
