package dev.evenkeel.registry;

import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The registry as the rest of the house sees it: typed resources with the life cycle of the Kubernetes API.
 *
 * <p>It owns uid, resourceVersion, generation, creation and deletion times. Spec and status are written apart. A write
 * that changes nothing is not a write. Listeners hear of a change after it is durable, on the thread that made it, and
 * must not block.
 */
public final class Registry {

    /** How often a write that is right at any revision is tried when somebody else wrote the object meanwhile. */
    private static final int ATTEMPTS_MAX = 20;

    private final RevisionLog log;
    private final ResourceCodec codec;
    private final Clock clock;
    private final Supplier<String> uids;
    private final List<Consumer<RegistryChange>> listeners = new CopyOnWriteArrayList<>();

    public Registry(RevisionLog log, ResourceCodec codec, Clock clock, Supplier<String> uids) {
        this.log = log;
        this.codec = codec;
        this.clock = clock;
        this.uids = uids;
    }

    /** Tells {@code listener} of every change from now on. */
    public void onChange(Consumer<RegistryChange> listener) {
        listeners.add(listener);
    }

    /** The id under which our objects are marked on engines. */
    public String id() {
        return log.registryId();
    }

    /** This registry for {@code dryRun=All}: every check is made and every answer given, but nothing is stored or told. */
    public Registry dryRun() {
        return new Registry(new DryRunLog(log), codec, clock, uids);
    }

    public <S, T> Optional<Resource<S, T>> find(ResourceKind<S, T> kind, ResourceKey key) {
        return log.get(key).map(stored -> codec.decode(kind, stored));
    }

    /** All resources of a kind, sorted by namespace and name. */
    public <S, T> ResourceList<S, T> list(ResourceKind<S, T> kind, Optional<String> namespace) {
        StoredList stored = log.list(kind.kind(), namespace);
        List<Resource<S, T>> items =
                stored.items().stream().map(item -> codec.decode(kind, item)).toList();
        return new ResourceList<>(Long.toString(stored.revision()), items);
    }

    /**
     * Stores a new resource. What the draft says of uid, generation, times and status is ignored; the finalizers of its
     * kind are added to its own.
     *
     * @throws RegistryException.AlreadyExists when the name is taken
     */
    public <S, T> Resource<S, T> create(ResourceKind<S, T> kind, Resource<S, T> draft) {
        List<String> finalizers = Stream.concat(kind.finalizers().stream(), draft.metadata().finalizers().stream())
                .distinct()
                .toList();
        Metadata born = draft.metadata().born(uids.get(), now(), finalizers);
        Resource<S, T> resource = draft.with(born).withStatus(kind.emptyStatus());
        long revision = log.create(resource.key(), codec.encode(resource));
        return announce(resource, revision, LoggedChange.Type.ADDED);
    }

    /**
     * Replaces spec, labels, annotations and finalizers of a resource; its status stays.
     *
     * @param wanted carries the resourceVersion it was made from
     * @throws RegistryException.NotFound when there is none of that name
     * @throws RegistryException.Conflict when somebody wrote it since
     */
    public <S, T> Resource<S, T> update(ResourceKind<S, T> kind, Resource<S, T> wanted) {
        Resource<S, T> stored = current(kind, wanted);
        Metadata metadata = wanted.metadata().onto(stored.metadata());
        if (!wanted.spec().equals(stored.spec())) {
            metadata = metadata.withGeneration(metadata.generation() + 1);
        }
        return write(stored, wanted.with(metadata).withStatus(stored.status()));
    }

    /**
     * Replaces the status of a resource; everything else stays.
     *
     * @param wanted carries the resourceVersion it was made from
     * @throws RegistryException.NotFound when there is none of that name
     * @throws RegistryException.Conflict when somebody wrote it since
     */
    public <S, T> Resource<S, T> replaceStatus(ResourceKind<S, T> kind, Resource<S, T> wanted) {
        Resource<S, T> stored = current(kind, wanted);
        return write(stored, stored.withStatus(wanted.status()));
    }

    /**
     * Records what a reconciler saw of {@code seen}. Writes of others in the meantime are kept: only the status is ours.
     * Does nothing if the resource is gone, or is another one of the same name by now.
     */
    public <S, T> Optional<Resource<S, T>> updateStatus(ResourceKind<S, T> kind, Resource<S, T> seen, T status) {
        return untilWritten(() -> same(kind, seen).map(stored -> write(stored, stored.withStatus(status))));
    }

    /**
     * Asks for the end of a resource. With finalizers it stays, marked, until the last of them is gone.
     *
     * @param expectedUid delete only this very object; any when empty
     * @return the resource as it is now, or as it was last
     * @throws RegistryException.NotFound when there is none of that name
     * @throws RegistryException.Conflict when it is another object
     */
    public <S, T> Resource<S, T> delete(ResourceKind<S, T> kind, ResourceKey key, Optional<String> expectedUid) {
        Resource<S, T> seen = find(kind, key).orElseThrow(() -> new RegistryException.NotFound(key));
        if (expectedUid.filter(uid -> !uid.equals(seen.metadata().uid())).isPresent()) {
            throw new RegistryException.Conflict(key);
        }
        return untilWritten(() -> same(kind, seen).map(this::end))
                .orElseThrow(() -> new RegistryException.NotFound(key));
    }

    /** Says that the clean-up is done: the finalizer goes, and with the last one the resource. */
    public <S, T> void finish(ResourceKind<S, T> kind, Resource<S, T> seen) {
        untilWritten(() -> same(kind, seen).map(stored -> {
            Metadata metadata = stored.metadata().withoutFinalizer(ResourceKind.FINALIZER);
            return write(stored, stored.with(metadata));
        }));
    }

    private <S, T> Resource<S, T> current(ResourceKind<S, T> kind, Resource<S, T> wanted) {
        Resource<S, T> stored =
                find(kind, wanted.key()).orElseThrow(() -> new RegistryException.NotFound(wanted.key()));
        String uid = wanted.metadata().uid();
        boolean sameObject = uid.isEmpty() || uid.equals(stored.metadata().uid());
        boolean sameVersion =
                stored.metadata().resourceVersion().equals(wanted.metadata().resourceVersion());
        if (!sameObject || !sameVersion) {
            throw new RegistryException.Conflict(wanted.key());
        }
        return stored;
    }

    /** What {@code seen} is by now; empty if it is gone, or another one bears its name. */
    private <S, T> Optional<Resource<S, T>> same(ResourceKind<S, T> kind, Resource<S, T> seen) {
        return find(kind, seen.key())
                .filter(stored -> stored.metadata().uid().equals(seen.metadata().uid()));
    }

    /** For writes that do not depend on what others write at the same time: a lost race is run again, not reported. */
    private <R> Optional<R> untilWritten(Supplier<Optional<R>> attempt) {
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.get();
            } catch (RegistryException.NotFound gone) {
                return Optional.empty();
            } catch (RegistryException.Conflict raced) {
                if (attempts == ATTEMPTS_MAX) {
                    throw raced;
                }
            }
        }
    }

    private <S, T> Resource<S, T> end(Resource<S, T> stored) {
        Metadata metadata = stored.metadata();
        if (stored.deleting()) {
            return stored;
        }
        return metadata.finalizers().isEmpty()
                ? remove(stored)
                : write(stored, stored.with(metadata.withDeletion(now())));
    }

    private <S, T> Resource<S, T> write(Resource<S, T> stored, Resource<S, T> wanted) {
        if (wanted.equals(stored)) {
            return stored;
        }
        if (wanted.deleting() && wanted.metadata().finalizers().isEmpty()) {
            return remove(wanted);
        }
        long revision = log.update(wanted.key(), revisionOf(stored), codec.encode(wanted));
        return announce(wanted, revision, LoggedChange.Type.MODIFIED);
    }

    private <S, T> Resource<S, T> remove(Resource<S, T> last) {
        long revision = log.delete(last.key(), revisionOf(last), codec.encode(last));
        return announce(last, revision, LoggedChange.Type.DELETED);
    }

    private <S, T> Resource<S, T> announce(Resource<S, T> resource, long revision, LoggedChange.Type type) {
        RegistryChange change = new RegistryChange(revision, resource.key(), type);
        listeners.forEach(listener -> listener.accept(change));
        String version = revision == DryRunLog.NEVER_STORED ? "" : Long.toString(revision);
        return resource.with(resource.metadata().withResourceVersion(version));
    }

    private static long revisionOf(Resource<?, ?> resource) {
        return Long.parseLong(resource.metadata().resourceVersion());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
