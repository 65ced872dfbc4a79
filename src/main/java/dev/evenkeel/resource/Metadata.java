package dev.evenkeel.resource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the registry knows of every resource, in the Kubernetes API's words.
 *
 * @param resourceVersion the registry revision of the last write, a decimal; empty on an object never stored
 * @param generation counts changes of the spec (and the request for deletion), not of metadata or status
 * @param finalizers work to be done on the engine before a deleted resource may go; the last one out ends it
 */
public record Metadata(
        String name,
        String namespace,
        String uid,
        String resourceVersion,
        long generation,
        Optional<Instant> creationTimestamp,
        Optional<Instant> deletionTimestamp,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> finalizers,
        List<OwnerReference> ownerReferences) {

    public Metadata {
        name = Defaults.text(name, "");
        namespace = Defaults.text(namespace, "");
        uid = Defaults.text(uid, "");
        resourceVersion = Defaults.text(resourceVersion, "");
        creationTimestamp = Defaults.optional(creationTimestamp);
        deletionTimestamp = Defaults.optional(deletionTimestamp);
        labels = Defaults.map(labels);
        annotations = Defaults.map(annotations);
        finalizers = Defaults.list(finalizers);
        ownerReferences = Defaults.list(ownerReferences);
    }

    /** The metadata of a resource that somebody wants and the registry has not seen. */
    public static Metadata named(String namespace, String name) {
        return new Metadata(
                name,
                namespace,
                "",
                "",
                0,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    public boolean deleting() {
        return deletionTimestamp.isPresent();
    }

    /** A resource born now: the registry's own fields are set and whatever the client sent for them is dropped. */
    public Metadata born(String newUid, Instant now, List<String> initialFinalizers) {
        return new Metadata(
                name,
                namespace,
                newUid,
                "",
                1,
                Optional.of(now),
                Optional.empty(),
                labels,
                annotations,
                initialFinalizers,
                ownerReferences);
    }

    /**
     * What an update may change (labels, annotations, finalizers, owners) from here, everything else from the stored.
     * Our own finalizer cannot be dropped before the deletion: a PUT that leaves it out would orphan the Docker object.
     */
    public Metadata onto(Metadata stored) {
        List<String> kept = Stream.concat(
                        stored.finalizers.stream().filter(f -> !stored.deleting() && f.equals(ResourceKind.FINALIZER)),
                        finalizers.stream())
                .distinct()
                .toList();
        return new Metadata(
                stored.name,
                stored.namespace,
                stored.uid,
                stored.resourceVersion,
                stored.generation,
                stored.creationTimestamp,
                stored.deletionTimestamp,
                labels,
                annotations,
                kept,
                ownerReferences);
    }

    public Metadata withResourceVersion(String newResourceVersion) {
        return copy(newResourceVersion, generation, deletionTimestamp, labels, finalizers, ownerReferences);
    }

    public Metadata withGeneration(long newGeneration) {
        return copy(resourceVersion, newGeneration, deletionTimestamp, labels, finalizers, ownerReferences);
    }

    /** Marked for deletion, which counts as a change of what is wanted. */
    public Metadata withDeletion(Instant now) {
        return copy(resourceVersion, generation + 1, Optional.of(now), labels, finalizers, ownerReferences);
    }

    public Metadata withoutFinalizer(String finalizer) {
        List<String> rest =
                finalizers.stream().filter(Predicate.not(finalizer::equals)).toList();
        return copy(resourceVersion, generation, deletionTimestamp, labels, rest, ownerReferences);
    }

    public Metadata withLabels(Map<String, String> newLabels) {
        return copy(resourceVersion, generation, deletionTimestamp, newLabels, finalizers, ownerReferences);
    }

    public Metadata withOwner(OwnerReference owner) {
        return copy(resourceVersion, generation, deletionTimestamp, labels, finalizers, List.of(owner));
    }

    private Metadata copy(
            String newResourceVersion,
            long newGeneration,
            Optional<Instant> newDeletionTimestamp,
            Map<String, String> newLabels,
            List<String> newFinalizers,
            List<OwnerReference> newOwnerReferences) {
        return new Metadata(
                name,
                namespace,
                uid,
                newResourceVersion,
                newGeneration,
                creationTimestamp,
                newDeletionTimestamp,
                newLabels,
                annotations,
                newFinalizers,
                newOwnerReferences);
    }
}
