package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;
import java.util.Optional;

/**
 * One entry of the revision log.
 *
 * @param json the object after the change; for a deletion its last state
 * @param previousJson the object before the change: a watcher with a selector needs it to see an object leave
 */
public record LoggedChange(long revision, ResourceKey key, Type type, String json, Optional<String> previousJson) {

    /** The types of a watch event. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
