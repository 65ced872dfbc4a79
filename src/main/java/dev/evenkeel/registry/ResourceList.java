package dev.evenkeel.registry;

import dev.evenkeel.resource.Resource;
import java.util.List;

/** Resources of one kind as of one revision of the registry. */
public record ResourceList<S, T>(String resourceVersion, List<Resource<S, T>> items) {

    public ResourceList {
        items = List.copyOf(items);
    }
}
