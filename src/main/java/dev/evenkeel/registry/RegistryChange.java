package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;

/**
 * Says that a key changed; told to listeners after the write is durable.
 *
 * @param statusOnly nothing is wanted otherwise than before: no reason for a reconciler to look again
 */
public record RegistryChange(long revision, ResourceKey key, LoggedChange.Type type, boolean statusOnly) {}
