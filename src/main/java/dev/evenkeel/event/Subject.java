package dev.evenkeel.event;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;

/**
 * What an event is about: one object at one version, as a {@code core/v1 ObjectReference}.
 *
 * @param resourceVersion the version at which it happened
 */
public record Subject(String apiVersion, ResourceKey key, String uid, String resourceVersion) {

    static Subject of(Resource<?, ?> resource) {
        return new Subject(
                ResourceKind.API_VERSION,
                resource.key(),
                resource.metadata().uid(),
                resource.metadata().resourceVersion());
    }
}
