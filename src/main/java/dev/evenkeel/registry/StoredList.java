package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;
import java.util.List;

/** Objects as of one revision of the registry. */
public record StoredList(long revision, List<StoredObject> items) {

    public StoredList {
        items = List.copyOf(items);
    }

    List<ResourceKey> keys() {
        return items.stream().map(StoredObject::key).toList();
    }
}
