package dev.evenkeel.resource;

/**
 * One declared thing: what is wanted (spec) and what was seen of it (status).
 *
 * @param <S> the spec of its kind
 * @param <T> the status of its kind
 */
public record Resource<S, T>(String kind, Metadata metadata, S spec, T status) {

    public ResourceKey key() {
        return new ResourceKey(kind, metadata.namespace(), metadata.name());
    }

    public boolean deleting() {
        return metadata.deleting();
    }

    public Resource<S, T> with(Metadata newMetadata) {
        return new Resource<>(kind, newMetadata, spec, status);
    }

    public Resource<S, T> withSpec(S newSpec) {
        return new Resource<>(kind, metadata, newSpec, status);
    }

    public Resource<S, T> withStatus(T newStatus) {
        return new Resource<>(kind, metadata, spec, newStatus);
    }

    /** Whether this was made for the object that has {@code ownerUid}. */
    public boolean isOwnedBy(String ownerUid) {
        return metadata.ownerReferences().stream().anyMatch(owner -> owner.isTo(ownerUid));
    }

    /** A reference to this resource for the things it brings into being. */
    public OwnerReference asOwner() {
        return new OwnerReference(ResourceKind.API_VERSION, kind, metadata.name(), metadata.uid(), true, true);
    }
}
