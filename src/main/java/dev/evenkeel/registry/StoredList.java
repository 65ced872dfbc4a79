package dev.evenkeel.registry;

import java.util.List;

/** Objects as of one revision of the registry. */
public record StoredList(long revision, List<StoredObject> items) {

    public StoredList {
        items = List.copyOf(items);
    }
}
