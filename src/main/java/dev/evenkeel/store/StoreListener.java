package dev.evenkeel.store;

import dev.evenkeel.archive.StoreUsage;

/** Hears how stores are. The metrics room listens. */
public interface StoreListener {

    /** Nobody listens. */
    StoreListener SILENT = new StoreListener() {};

    /** The store answered. */
    default void answered(String store, long freeBytes, StoreUsage usage) {}

    /** The store did not answer, or may not be used. What is known of its contents stays. */
    default void absent(String store) {}

    /** There is no such store any more. */
    default void removed(String store) {}
}
