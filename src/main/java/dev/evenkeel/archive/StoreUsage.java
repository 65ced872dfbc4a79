package dev.evenkeel.archive;

/**
 * How much is in a store.
 *
 * @param archives how many archives
 * @param bytes what they and their manifests take
 */
public record StoreUsage(long archives, long bytes) {}
