package dev.evenkeel.registry;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a registry held at one moment, for whoever must not write to it. */
public final class StoredResources {

    private final String registryId;
    private final Map<ResourceKey, StoredObject> objects;
    private final ResourceCodec codec;

    public StoredResources(String registryId, List<StoredObject> objects, ResourceCodec codec) {
        this.registryId = registryId;
        this.objects = objects.stream().collect(Collectors.toMap(StoredObject::key, Function.identity()));
        this.codec = codec;
    }

    /** Under which its objects are marked on engines. */
    public String registryId() {
        return registryId;
    }

    public <S, T> Optional<Resource<S, T>> find(ResourceKind<S, T> kind, ResourceKey key) {
        return Optional.ofNullable(objects.get(key)).map(stored -> codec.decode(kind, stored));
    }

    /** All resources of a kind, sorted by namespace and name. */
    public <S, T> List<Resource<S, T>> list(ResourceKind<S, T> kind) {
        return objects.values().stream()
                .filter(stored -> stored.key().kind().equals(kind.kind()))
                .sorted(Comparator.comparing(StoredObject::key))
                .map(stored -> codec.decode(kind, stored))
                .toList();
    }
}
