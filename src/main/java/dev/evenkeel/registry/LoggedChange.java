package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;
import java.util.Optional;

/**
 * One entry of the revision log.
 *
 * @param json the object after the change; for a deletion its last state
 * @param previous the object before the change: a watcher with a selector needs it to see an object leave, and whoever
 *     wants an older state of things to undo the change
 */
public record LoggedChange(long revision, ResourceKey key, Type type, String json, Optional<StoredObject> previous) {

    /** The types of a watch event. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }

    /** The object after the change; after a deletion, what is told of it: its last state, at the revision it went. */
    public StoredObject object() {
        return new StoredObject(key, revision, json);
    }
}
