package dev.evenkeel.garbage;

import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Propagation;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.OwnerReference;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Deletes what was made for resources that are gone, and lets owners go that wait for that.
 *
 * <p>A sweep looks at everything and can be repeated at any time. Most resources have no owner and wait for nobody:
 * they are told apart by their text, without being decoded.
 */
public final class Collector {

    private static final Logger LOG = Logger.getLogger(Collector.class);

    private final Registry registry;
    private final RevisionLog log;
    private final Kinds kinds;

    public Collector(Registry registry, RevisionLog log, Kinds kinds) {
        this.registry = registry;
        this.log = log;
        this.kinds = kinds;
    }

    /** A resource with its kind, so that it can be written. */
    private record Found<S, T>(ResourceKind<S, T> kind, Resource<S, T> resource) {

        List<OwnerReference> owners() {
            return resource.metadata().ownerReferences();
        }

        String uid() {
            return resource.metadata().uid();
        }
    }

    /**
     * Looks once.
     *
     * @return false when somebody else wrote something at the same time, and another look is needed
     * @throws RegistryException.Unavailable when the registry does not answer; nothing is taken to be gone then
     */
    public boolean sweep() {
        List<Found<?, ?>> dependents = marked("\"ownerReferences\":[");
        boolean done = true;
        for (Found<?, ?> dependent : dependents) {
            done &= undisturbed(() -> look(dependent));
        }
        for (Found<?, ?> owner : marked('"' + Propagation.ORPHAN_FINALIZER + '"')) {
            done &= undisturbed(() -> orphan(owner, dependents));
        }
        for (Found<?, ?> owner : marked('"' + Propagation.FOREGROUND_FINALIZER + '"')) {
            done &= undisturbed(() -> empty(owner, dependents));
        }
        return done;
    }

    private <S, T> void look(Found<S, T> dependent) {
        List<OwnerReference> gone = dependent.owners().stream()
                .filter(owner -> gone(owner, dependent))
                .toList();
        if (gone.isEmpty() || dependent.resource().deleting()) {
            return;
        }
        if (gone.size() == dependent.owners().size() && gone.stream().allMatch(this::takesAlong)) {
            delete(dependent, gone.getFirst());
        } else {
            forget(dependent, gone::contains);
        }
    }

    /** The dependents stay. */
    private <S, T> void orphan(Found<S, T> owner, List<Found<?, ?>> dependents) {
        if (waits(owner, Propagation.ORPHAN_FINALIZER)) {
            of(owner, dependents).forEach(dependent -> forget(dependent, reference -> reference.isTo(owner.uid())));
            registry.finish(owner.kind(), owner.resource(), Propagation.ORPHAN_FINALIZER);
        }
    }

    /** The dependents go first; those that have another owner stay with it. */
    private <S, T> void empty(Found<S, T> owner, List<Found<?, ?>> dependents) {
        if (!waits(owner, Propagation.FOREGROUND_FINALIZER)) {
            return;
        }
        for (Found<?, ?> dependent : of(owner, dependents)) {
            if (!dependent.resource().deleting()) {
                leave(dependent, owner);
            }
        }
        if (of(owner, dependents).stream().noneMatch(dependent -> blocks(dependent, owner))) {
            registry.finish(owner.kind(), owner.resource(), Propagation.FOREGROUND_FINALIZER);
        }
    }

    private <S, T> void leave(Found<S, T> dependent, Found<?, ?> owner) {
        Optional<OwnerReference> only = dependent.owners().stream()
                .filter(reference -> reference.isTo(owner.uid()))
                .findFirst()
                .filter(reference -> dependent.owners().size() == 1);
        if (only.isPresent()) {
            delete(dependent, only.get());
        } else {
            forget(dependent, reference -> reference.isTo(owner.uid()));
        }
    }

    /** One that waits in the foreground itself blocks nobody: owners in a circle would wait for ever. */
    private static boolean blocks(Found<?, ?> dependent, Found<?, ?> owner) {
        return !dependent.resource().metadata().finalizers().equals(List.of(Propagation.FOREGROUND_FINALIZER))
                && dependent.owners().stream()
                        .anyMatch(reference -> reference.isTo(owner.uid()) && reference.blockOwnerDeletion());
    }

    private static boolean waits(Found<?, ?> owner, String finalizer) {
        return owner.resource().deleting()
                && owner.resource().metadata().finalizers().contains(finalizer);
    }

    private <S, T> void delete(Found<S, T> dependent, OwnerReference owner) {
        var metadata = dependent.resource().metadata();
        Deletion deletion = new Deletion(
                Optional.of(metadata.uid()), Optional.of(metadata.resourceVersion()), Propagation.Background);
        registry.delete(dependent.kind(), dependent.resource().key(), deletion);
        LOG.infof(
                "deleted with its owner resource=\"%s\" owner=\"%s %s\"",
                dependent.resource().key(), owner.kind(), owner.name());
    }

    private <S, T> void forget(Found<S, T> dependent, Predicate<OwnerReference> owners) {
        List<OwnerReference> rest =
                dependent.owners().stream().filter(owners.negate()).toList();
        Resource<S, T> resource = dependent.resource();
        registry.update(dependent.kind(), resource.with(resource.metadata().withOwners(rest)));
        LOG.infof("kept without its owner resource=\"%s\"", resource.key());
    }

    /** Only of our own kinds is it known whether they are there. */
    private boolean gone(OwnerReference owner, Found<?, ?> dependent) {
        String namespace = dependent.resource().metadata().namespace();
        return ourKind(owner)
                .filter(kind -> find(kind, kind.key(namespace, owner.name()))
                        .filter(found -> owner.isTo(found.uid()))
                        .isEmpty())
                .isPresent();
    }

    private boolean takesAlong(OwnerReference owner) {
        return ourKind(owner)
                .filter(kind -> kind.takesDependentsAlong(Optional.empty()))
                .isPresent();
    }

    private Optional<ResourceKind<?, ?>> ourKind(OwnerReference owner) {
        return kinds.byKind(owner.kind()).filter(kind -> owner.apiVersion().equals(ResourceKind.API_VERSION));
    }

    /** Those of {@code dependents} that were made for {@code owner}, as they are by now. */
    private List<Found<?, ?>> of(Found<?, ?> owner, List<Found<?, ?>> dependents) {
        String namespace = owner.resource().metadata().namespace();
        return dependents.stream()
                .filter(dependent -> dependent.resource().isOwnedBy(owner.uid())
                        && (!owner.kind().namespaced()
                                || dependent.resource().metadata().namespace().equals(namespace))
                        && !dependent.uid().equals(owner.uid()))
                .<Found<?, ?>>flatMap(
                        dependent -> find(dependent.kind(), dependent.resource().key()).stream())
                .filter(dependent -> dependent.resource().isOwnedBy(owner.uid()))
                .toList();
    }

    private List<Found<?, ?>> marked(String mark) {
        return kinds.all().stream()
                .<Found<?, ?>>flatMap(kind -> marked(kind, mark))
                .toList();
    }

    private <S, T> Stream<Found<S, T>> marked(ResourceKind<S, T> kind, String mark) {
        return log.list(kind.kind(), Optional.empty()).items().stream()
                .filter(stored -> stored.json().contains(mark))
                .flatMap(stored -> find(kind, stored.key()).stream());
    }

    private <S, T> Optional<Found<S, T>> find(ResourceKind<S, T> kind, ResourceKey key) {
        return registry.find(kind, key).map(resource -> new Found<>(kind, resource));
    }

    private static boolean undisturbed(Runnable look) {
        try {
            look.run();
            return true;
        } catch (RegistryException.NotFound | RegistryException.Conflict raced) {
            LOG.debugf("to be looked at again cause=\"%s\"", raced.getMessage());
            return false;
        }
    }
}
