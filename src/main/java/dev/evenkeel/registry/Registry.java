package dev.evenkeel.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.fields.Claim;
import dev.evenkeel.fields.FieldConflictException;
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

    private static final String STATUS = "status";

    /** How often a write that is right at any revision is tried when somebody else wrote the object meanwhile. */
    private static final int ATTEMPTS_MAX = 20;

    /** In whose name the reconcilers write. */
    private static final Claim OURSELVES = new Claim.Update("evenkeel");

    private final RevisionLog log;
    private final ResourceCodec codec;
    private final Clock clock;
    private final Supplier<String> uids;
    private final List<Consumer<RegistryChange>> listeners;
    private final Ownerships ownerships;

    public Registry(RevisionLog log, ResourceCodec codec, Clock clock, Supplier<String> uids) {
        this(log, codec, clock, uids, new CopyOnWriteArrayList<>(), new Ownerships(codec, OURSELVES));
    }

    private Registry(
            RevisionLog log,
            ResourceCodec codec,
            Clock clock,
            Supplier<String> uids,
            List<Consumer<RegistryChange>> listeners,
            Ownerships ownerships) {
        this.log = log;
        this.codec = codec;
        this.clock = clock;
        this.uids = uids;
        this.listeners = listeners;
        this.ownerships = ownerships;
    }

    /** Tells {@code listener} of every change from now on. */
    public void onChange(Consumer<RegistryChange> listener) {
        listeners.add(listener);
    }

    /** Under which our objects are marked on engines. */
    public String id() {
        return log.registryId();
    }

    /** This registry for {@code dryRun=All}: everything is checked and answered, but nothing is stored or told. */
    public Registry dryRun() {
        return new Registry(new DryRunLog(log), codec, clock, uids, List.of(), ownerships);
    }

    /** This registry for writes in somebody's name: what they change, or apply, is recorded as his. */
    public Registry as(Claim claim) {
        return new Registry(log, codec, clock, uids, listeners, ownerships.as(claim));
    }

    /**
     * What {@code seen} becomes by applying to its spec and metadata, or to its status; nothing is stored.
     *
     * @return the whole object, as a tree without defaults for what the configuration adds
     */
    public <S, T> ObjectNode applied(
            ResourceKind<S, T> kind, Resource<S, T> seen, Claim.Apply claim, String subresource) {
        return ownerships.applied(kind, seen, claim, subresource);
    }

    /** The newest revision: every write so far is at or below it. */
    public long revision() {
        return log.revision();
    }

    public <S, T> Optional<Resource<S, T>> find(ResourceKind<S, T> kind, ResourceKey key) {
        return log.get(key).map(stored -> codec.decode(kind, stored));
    }

    /** How many resources of a kind there are, in all namespaces. */
    public long count(ResourceKind<?, ?> kind) {
        return log.count(kind.kind());
    }

    /** The keys of all resources of a kind, also of those that cannot be read. */
    public List<ResourceKey> keys(ResourceKind<?, ?> kind, Optional<String> namespace) {
        return log.list(kind.kind(), namespace).keys();
    }

    /** All resources of a kind, sorted by namespace and name; none if one is unreadable: it would be taken for gone. */
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
        Metadata born = ownerships.ofNew(kind, draft, now()).born(uids.get(), now(), finalizers);
        Resource<S, T> resource = draft.with(born).withStatus(kind.emptyStatus());
        long revision = log.create(resource.key(), codec.encode(resource));
        return announce(resource, revision, LoggedChange.Type.ADDED, false);
    }

    /** Stores resources as they were in another registry, uids, times and statuses included: all of them or none. */
    public void adopt(List<? extends Resource<?, ?>> resources) {
        log.createAll(resources.stream()
                .map(one -> new RevisionLog.NewObject(one.key(), codec.encode(one)))
                .toList());
        long revision = log.revision();
        resources.forEach(one -> announce(one, revision, LoggedChange.Type.ADDED, false));
    }

    /**
     * Replaces spec, labels, annotations and finalizers of a resource; its status stays.
     *
     * @param wanted carries the resourceVersion it was made from, and who owned its fields until now
     * @throws RegistryException.NotFound when there is none of that name
     * @throws RegistryException.Conflict when somebody wrote it since
     * @throws FieldConflictException when it is applied without force, and would change what others own
     */
    public <S, T> Resource<S, T> update(ResourceKind<S, T> kind, Resource<S, T> wanted) {
        Resource<S, T> stored = current(kind, wanted);
        Metadata metadata = wanted.metadata().onto(stored.metadata());
        if (!wanted.spec().equals(stored.spec())) {
            metadata = metadata.withGeneration(metadata.generation() + 1);
        }
        return write(kind, stored, wanted.with(metadata).withStatus(stored.status()), "");
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
        return write(kind, stored, stored.withStatus(wanted.status()), STATUS);
    }

    /**
     * Records what a reconciler saw of {@code seen}. Writes of others in the meantime are kept: only the status is
     * ours. Does nothing if the resource is gone, or is another one of the same name by now.
     */
    public <S, T> Optional<Resource<S, T>> updateStatus(ResourceKind<S, T> kind, Resource<S, T> seen, T status) {
        return untilWritten(
                () -> same(kind, seen).map(stored -> write(kind, stored, stored.withStatus(status), STATUS)));
    }

    /**
     * Asks for the end of a resource. With finalizers it stays, marked, until the last of them is gone. What is on its
     * way out already stays as it is.
     *
     * @throws RegistryException.Conflict when it is another object, or another version, than {@code deletion} means
     */
    public <S, T> Resource<S, T> delete(ResourceKind<S, T> kind, ResourceKey key, Deletion deletion) {
        Resource<S, T> seen = find(kind, key).orElseThrow(() -> new RegistryException.NotFound(key));
        if (!deletion.means(seen.metadata())) {
            throw new RegistryException.Conflict(key);
        }
        if (deletion.resourceVersion().isPresent()) {
            return end(kind, seen, deletion.propagation());
        }
        return untilWritten(() -> same(kind, seen).map(stored -> end(kind, stored, deletion.propagation())))
                .orElseThrow(() -> new RegistryException.NotFound(key));
    }

    /** Says that the clean-up is done: our finalizer goes, and with the last one the resource. */
    public <S, T> void finish(ResourceKind<S, T> kind, Resource<S, T> seen) {
        finish(kind, seen, ResourceKind.FINALIZER);
    }

    /** Says that the work behind {@code finalizer} is done. */
    public <S, T> void finish(ResourceKind<S, T> kind, Resource<S, T> seen, String finalizer) {
        untilWritten(() -> same(kind, seen).map(stored -> {
            Metadata metadata = stored.metadata().withoutFinalizer(finalizer);
            return write(kind, stored, stored.with(metadata), "");
        }));
    }

    /** Takes away an annotation that has been answered. Does nothing if it is gone, or says something else by now. */
    public <S, T> void answered(ResourceKind<S, T> kind, Resource<S, T> seen, String annotation) {
        Optional<String> value = seen.metadata().annotation(annotation);
        untilWritten(() -> same(kind, seen)
                .filter(stored -> stored.metadata().annotation(annotation).equals(value))
                .map(stored -> write(kind, stored, stored.with(stored.metadata().withoutAnnotation(annotation)), "")));
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

    private <S, T> Resource<S, T> end(ResourceKind<S, T> kind, Resource<S, T> stored, Propagation propagation) {
        if (stored.deleting()) {
            return stored;
        }
        Metadata metadata = propagation
                .finalizer(kind, stored.spec())
                .map(stored.metadata()::withFinalizer)
                .orElse(stored.metadata());
        return metadata.finalizers().isEmpty()
                ? remove(stored)
                : write(kind, stored, stored.with(metadata.withDeletion(now())), "");
    }

    private <S, T> Resource<S, T> write(
            ResourceKind<S, T> kind, Resource<S, T> stored, Resource<S, T> draft, String subresource) {
        Resource<S, T> wanted = ownerships.settled(kind, stored, draft, subresource, now());
        if (wanted.equals(stored)) {
            return stored;
        }
        if (wanted.deleting() && wanted.metadata().finalizers().isEmpty()) {
            return remove(wanted);
        }
        long revision =
                log.update(wanted.key(), Long.parseLong(stored.metadata().resourceVersion()), codec.encode(wanted));
        return announce(wanted, revision, LoggedChange.Type.MODIFIED, subresource.equals(STATUS));
    }

    private <S, T> Resource<S, T> remove(Resource<S, T> last) {
        long revision = log.delete(last.key(), Long.parseLong(last.metadata().resourceVersion()), codec.encode(last));
        return announce(last, revision, LoggedChange.Type.DELETED, false);
    }

    private <S, T> Resource<S, T> announce(
            Resource<S, T> resource, long revision, LoggedChange.Type type, boolean statusOnly) {
        RegistryChange change = new RegistryChange(revision, resource.key(), type, statusOnly);
        listeners.forEach(listener -> listener.accept(change));
        String version = revision == DryRunLog.NEVER_STORED ? "" : Long.toString(revision);
        return resource.with(resource.metadata().withResourceVersion(version));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
