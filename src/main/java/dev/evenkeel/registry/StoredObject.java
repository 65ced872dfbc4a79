package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;

/**
 * An object as the database has it.
 *
 * @param revision of its last write
 * @param json the object without its resourceVersion, which is {@code revision}
 */
public record StoredObject(ResourceKey key, long revision, String json) {}
