package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;

/** Says that a key changed; told to listeners after the write is durable. */
public record RegistryChange(long revision, ResourceKey key, LoggedChange.Type type) {}
