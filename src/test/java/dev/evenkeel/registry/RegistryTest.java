package dev.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a resource, from its birth to the end of its last finalizer. */
class RegistryTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:32:27.5Z");
    private static final Instant NOW_IN_SECONDS = Instant.parse("2026-11-20T09:32:27Z");

    private final LampKind lamps = new LampKind();
    private final ResourceKey desk = lamps.key("default", "desk");
    private final AtomicInteger uids = new AtomicInteger();
    private final List<RegistryChange> heard = new ArrayList<>();

    @TempDir
    Path directory;

    private RevisionLog log;
    private Registry registry;

    @BeforeEach
    void open() {
        log = SqliteDatabase.open(directory.resolve("registry.db"));
        registry = new Registry(
                log, new ResourceCodec(), Clock.fixed(NOW, ZoneOffset.UTC), () -> "uid-" + uids.incrementAndGet());
        registry.onChange(heard::add);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aResourceIsBornWithTheRegistrysOwnFields() {
        Resource<Lamp, Glow> draft = draft(40)
                .withStatus(Glow.lit())
                .with(Metadata.named("default", "desk").born("mine", Instant.EPOCH, List.of("example.com/mine")));
        Resource<Lamp, Glow> created = registry.create(lamps, draft);

        Metadata metadata = created.metadata();
        assertThat(metadata.uid()).isEqualTo("uid-1");
        assertThat(metadata.generation()).isEqualTo(1);
        assertThat(metadata.resourceVersion()).isEqualTo("2");
        assertThat(metadata.creationTimestamp()).contains(NOW_IN_SECONDS);
        assertThat(metadata.finalizers()).containsExactly(ResourceKind.FINALIZER, "example.com/mine");
        assertThat(created.status()).isEqualTo(lamps.emptyStatus());
        assertThat(registry.find(lamps, desk)).contains(created);
    }

    @Test
    void aNameIsTakenOnce() {
        create(40);
        assertThatThrownBy(() -> create(60)).isInstanceOf(RegistryException.AlreadyExists.class);
    }

    @Test
    void onlyAChangeOfTheSpecRaisesTheGeneration() {
        Resource<Lamp, Glow> created = create(40);
        Resource<Lamp, Glow> labelled =
                registry.update(lamps, created.with(created.metadata().withLabels(Map.of("room", "study"))));
        assertThat(labelled.metadata().generation()).isEqualTo(1);
        assertThat(labelled.metadata().labels()).containsEntry("room", "study");

        Resource<Lamp, Glow> brighter = registry.update(lamps, labelled.withSpec(Lamp.of(60)));
        assertThat(brighter.metadata().generation()).isEqualTo(2);
        assertThat(brighter.metadata().resourceVersion()).isEqualTo("4");
    }

    @Test
    void aWriteThatChangesNothingIsNoWrite() {
        Resource<Lamp, Glow> created = create(40);
        assertThat(registry.update(lamps, created)).isEqualTo(created);
        assertThat(registry.replaceStatus(lamps, created)).isEqualTo(created);
        assertThat(registry.updateStatus(lamps, created, created.status())).contains(created);
        assertThat(log.revision()).isEqualTo(2);
        assertThat(heard).hasSize(1);
    }

    @Test
    void specAndStatusAreWrittenApart() {
        Resource<Lamp, Glow> created = create(40);
        Resource<Lamp, Glow> lit =
                registry.replaceStatus(lamps, created.withSpec(Lamp.of(99)).withStatus(Glow.lit()));
        assertThat(lit.spec()).isEqualTo(Lamp.of(40));
        assertThat(lit.status()).isEqualTo(Glow.lit());
        assertThat(lit.metadata().generation()).isEqualTo(1);

        Resource<Lamp, Glow> brighter =
                registry.update(lamps, lit.withSpec(Lamp.of(60)).withStatus(lamps.emptyStatus()));
        assertThat(brighter.status()).isEqualTo(Glow.lit());
    }

    @Test
    void aStaleWriteIsAConflict() {
        Resource<Lamp, Glow> created = create(40);
        registry.update(lamps, created.withSpec(Lamp.of(60)));
        assertThatThrownBy(() -> registry.update(lamps, created.withSpec(Lamp.of(80))))
                .isInstanceOf(RegistryException.Conflict.class);
        assertThatThrownBy(() -> registry.replaceStatus(lamps, created.withStatus(Glow.lit())))
                .isInstanceOf(RegistryException.Conflict.class);
    }

    @Test
    void aStatusSeenOnAnOlderRevisionIsStillRecorded() {
        Resource<Lamp, Glow> seen = create(40);
        registry.update(lamps, seen.withSpec(Lamp.of(60)));
        Resource<Lamp, Glow> now =
                registry.updateStatus(lamps, seen, Glow.lit()).orElseThrow();
        assertThat(now.spec()).isEqualTo(Lamp.of(60));
        assertThat(now.status()).isEqualTo(Glow.lit());
    }

    @Test
    void aStatusOfAnotherObjectOfTheSameNameIsDropped() {
        Resource<Lamp, Glow> first = create(40);
        registry.delete(lamps, desk, Deletion.ANY);
        registry.finish(lamps, first);
        assertThat(registry.updateStatus(lamps, first, Glow.lit())).isEmpty();

        Resource<Lamp, Glow> second = create(60);
        assertThat(registry.updateStatus(lamps, first, Glow.lit())).isEmpty();
        assertThat(registry.find(lamps, desk)).contains(second);
    }

    @Test
    void aDeletedResourceStaysUntilItsCleanUpIsDone() {
        Resource<Lamp, Glow> created = create(40);
        Resource<Lamp, Glow> deleting = registry.delete(lamps, desk, Deletion.ANY);
        assertThat(deleting.metadata().deletionTimestamp()).contains(NOW_IN_SECONDS);
        assertThat(deleting.metadata().generation()).isEqualTo(2);
        assertThat(registry.delete(lamps, desk, Deletion.ANY))
                .as("deleting twice changes nothing")
                .isEqualTo(deleting);
        assertThatThrownBy(() -> create(60)).isInstanceOf(RegistryException.AlreadyExists.class);

        registry.finish(lamps, created);
        assertThat(registry.find(lamps, desk)).isEmpty();
        assertThat(heard)
                .extracting(RegistryChange::type)
                .containsExactly(LoggedChange.Type.ADDED, LoggedChange.Type.MODIFIED, LoggedChange.Type.DELETED);
    }

    @Test
    void aForeignFinalizerOutlivesOurs() {
        Resource<Lamp, Glow> created = registry.create(
                lamps, draft(40).with(Metadata.named("default", "desk").born("", NOW, List.of("example.com/mine"))));
        registry.delete(lamps, desk, Deletion.ANY);
        registry.finish(lamps, created);

        Resource<Lamp, Glow> left = registry.find(lamps, desk).orElseThrow();
        assertThat(left.metadata().finalizers()).containsExactly("example.com/mine");
        Resource<Lamp, Glow> released =
                registry.update(lamps, left.with(left.metadata().withoutFinalizer("example.com/mine")));
        assertThat(released.metadata().resourceVersion()).isEqualTo(Long.toString(log.revision()));
        assertThat(registry.find(lamps, desk)).isEmpty();
    }

    @Test
    void ourFinalizerCannotBeDroppedBeforeTheDeletion() {
        Resource<Lamp, Glow> created = create(40);
        Resource<Lamp, Glow> stripped = registry.update(
                lamps, created.withSpec(Lamp.of(60)).with(created.metadata().withoutFinalizer(ResourceKind.FINALIZER)));
        assertThat(stripped.metadata().finalizers()).containsExactly(ResourceKind.FINALIZER);
    }

    @Test
    void deletingIsRefusedForAnotherUidOrAnUnknownName() {
        create(40);
        assertThatThrownBy(() -> registry.delete(lamps, desk, Deletion.of("other")))
                .isInstanceOf(RegistryException.Conflict.class);
        assertThatThrownBy(() -> registry.delete(lamps, lamps.key("default", "none"), Deletion.ANY))
                .isInstanceOf(RegistryException.NotFound.class);
        assertThat(registry.delete(lamps, desk, Deletion.of("uid-1")).deleting())
                .isTrue();
    }

    @Test
    void listenersHearOfAChangeOnceItIsStored() {
        List<Optional<Resource<Lamp, Glow>>> seen = new ArrayList<>();
        registry.onChange(change -> seen.add(registry.find(lamps, change.key())));
        Resource<Lamp, Glow> created = create(40);
        assertThat(seen).containsExactly(Optional.of(created));
        assertThat(heard).containsExactly(new RegistryChange(2, desk, LoggedChange.Type.ADDED, false));
    }

    @Test
    void aDryRunAnswersLikeTheRealThingAndStoresNothing() {
        Registry dry = registry.dryRun();
        Resource<Lamp, Glow> imagined = dry.create(lamps, draft(40));
        assertThat(imagined.metadata().generation()).isEqualTo(1);
        assertThat(imagined.metadata().resourceVersion()).isEmpty();
        assertThat(registry.find(lamps, desk)).isEmpty();

        Resource<Lamp, Glow> created = create(40);
        assertThatThrownBy(() -> dry.create(lamps, draft(40))).isInstanceOf(RegistryException.AlreadyExists.class);
        assertThat(dry.update(lamps, created.withSpec(Lamp.of(60))).metadata().generation())
                .isEqualTo(2);
        assertThat(dry.delete(lamps, desk, Deletion.ANY).deleting()).isTrue();
        assertThat(registry.find(lamps, desk)).contains(created);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aListHasTheRevisionItWasReadAt() {
        create(40);
        registry.create(lamps, draft(10).with(Metadata.named("attic", "bare")));
        ResourceList<Lamp, Glow> list = registry.list(lamps, Optional.empty());
        assertThat(list.resourceVersion()).isEqualTo("3");
        assertThat(list.items()).extracting(lamp -> lamp.metadata().name()).containsExactly("bare", "desk");
    }

    private Resource<Lamp, Glow> create(int watts) {
        return registry.create(lamps, draft(watts));
    }

    private Resource<Lamp, Glow> draft(int watts) {
        return new Resource<>("Lamp", Metadata.named("default", "desk"), Lamp.of(watts), lamps.emptyStatus());
    }
}
