package dev.evenkeel.resource;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the registry knows of every resource, in the Kubernetes API's words.
 *
 * @param name the name of the resource, and of the Docker object: a letter or digit, then letters, digits, '_', '.' and
 *     '-', at most 128. It does not change
 * @param generateName what a generated name begins with, if {@code name} is left out
 * @param namespace the engine the resource lives on; {@code default} is the local one. Empty for what is on none. It
 *     does not change
 * @param uid tells this resource from others that had its name before. Set by the registry
 * @param resourceVersion the registry's revision of the last write, a decimal. Sent with a write, it refuses to
 *     overwrite what somebody else wrote meanwhile; empty on an object never stored
 * @param generation counts changes of the spec (and the request for deletion), not of metadata or status. Set by the
 *     registry
 * @param creationTimestamp when the resource was made. Set by the registry
 * @param deletionTimestamp when deletion was asked for; absent until it is. Set by the registry
 * @param labels words to select resources by. At most 63 letters, digits, '-', '_' and '.' each
 * @param annotations what programs note down, at most 256 KiB in sum
 * @param finalizers work to be done on the engine before a deleted resource may go; the last one out ends it
 * @param ownerReferences what this resource was made for: it goes when its last owner is gone
 * @param managedFields who wrote which field last
 */
public record Metadata(
        String name,
        String generateName,
        String namespace,
        String uid,
        String resourceVersion,
        long generation,
        Optional<Instant> creationTimestamp,
        Optional<Instant> deletionTimestamp,
        Map<String, String> labels,
        Map<String, String> annotations,
        @ListSet List<String> finalizers,
        List<OwnerReference> ownerReferences,
        List<ManagedFields> managedFields) {

    public Metadata {
        name = Defaults.text(name, "");
        generateName = Defaults.text(generateName, "");
        namespace = Defaults.text(namespace, "");
        uid = Defaults.text(uid, "");
        resourceVersion = Defaults.text(resourceVersion, "");
        creationTimestamp = Defaults.optional(creationTimestamp);
        deletionTimestamp = Defaults.optional(deletionTimestamp);
        labels = Defaults.map(labels);
        annotations = Defaults.map(annotations);
        finalizers = Defaults.list(finalizers);
        ownerReferences = Defaults.list(ownerReferences);
        managedFields = Defaults.list(managedFields);
    }

    /** The metadata of a resource that somebody wants and the registry has not seen. */
    public static Metadata named(String namespace, String name) {
        return new Metadata(
                name,
                "",
                namespace,
                "",
                "",
                0,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public Optional<String> annotation(String annotation) {
        return Optional.ofNullable(annotations.get(annotation));
    }

    public boolean deleting() {
        return deletionTimestamp.isPresent();
    }

    /** A resource born now: the registry's own fields are set and whatever the client sent for them is dropped. */
    public Metadata born(String newUid, Instant now, List<String> initialFinalizers) {
        return new Metadata(
                name,
                generateName,
                namespace,
                newUid,
                "",
                1,
                Optional.of(now),
                Optional.empty(),
                labels,
                annotations,
                initialFinalizers,
                ownerReferences,
                managedFields);
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
                stored.generateName,
                stored.namespace,
                stored.uid,
                stored.resourceVersion,
                stored.generation,
                stored.creationTimestamp,
                stored.deletionTimestamp,
                labels,
                annotations,
                kept,
                ownerReferences,
                managedFields);
    }

    public Metadata withResourceVersion(String newResourceVersion) {
        return copy(
                newResourceVersion, generation, deletionTimestamp, labels, finalizers, ownerReferences, managedFields);
    }

    public Metadata withGeneration(long newGeneration) {
        return copy(
                resourceVersion, newGeneration, deletionTimestamp, labels, finalizers, ownerReferences, managedFields);
    }

    /** Marked for deletion, which counts as a change of what is wanted. */
    public Metadata withDeletion(Instant now) {
        return copy(
                resourceVersion, generation + 1, Optional.of(now), labels, finalizers, ownerReferences, managedFields);
    }

    public Metadata withFinalizer(String finalizer) {
        List<String> more = Stream.concat(finalizers.stream(), Stream.of(finalizer))
                .distinct()
                .toList();
        return copy(resourceVersion, generation, deletionTimestamp, labels, more, ownerReferences, managedFields);
    }

    public Metadata withoutFinalizer(String finalizer) {
        List<String> rest =
                finalizers.stream().filter(Predicate.not(finalizer::equals)).toList();
        return copy(resourceVersion, generation, deletionTimestamp, labels, rest, ownerReferences, managedFields);
    }

    public Metadata withLabels(Map<String, String> newLabels) {
        return copy(
                resourceVersion, generation, deletionTimestamp, newLabels, finalizers, ownerReferences, managedFields);
    }

    public Metadata withoutAnnotation(String annotation) {
        Map<String, String> rest = new LinkedHashMap<>(annotations);
        rest.remove(annotation);
        return new Metadata(
                name,
                generateName,
                namespace,
                uid,
                resourceVersion,
                generation,
                creationTimestamp,
                deletionTimestamp,
                labels,
                rest,
                finalizers,
                ownerReferences,
                managedFields);
    }

    public Metadata withOwners(List<OwnerReference> owners) {
        return copy(resourceVersion, generation, deletionTimestamp, labels, finalizers, owners, managedFields);
    }

    public Metadata withManagedFields(List<ManagedFields> newManagedFields) {
        return copy(
                resourceVersion, generation, deletionTimestamp, labels, finalizers, ownerReferences, newManagedFields);
    }

    private Metadata copy(
            String newResourceVersion,
            long newGeneration,
            Optional<Instant> newDeletionTimestamp,
            Map<String, String> newLabels,
            List<String> newFinalizers,
            List<OwnerReference> newOwnerReferences,
            List<ManagedFields> newManagedFields) {
        return new Metadata(
                name,
                generateName,
                namespace,
                uid,
                newResourceVersion,
                newGeneration,
                creationTimestamp,
                newDeletionTimestamp,
                newLabels,
                annotations,
                newFinalizers,
                newOwnerReferences,
                newManagedFields);
    }
}
