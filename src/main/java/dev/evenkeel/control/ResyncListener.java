package dev.evenkeel.control;

import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;

/** Hears of resyncs. The metrics room listens. */
@FunctionalInterface
public interface ResyncListener {

    /** Everything on {@code engine} was listed and compared in {@code took}. */
    void resynced(String engine, Duration took);

    /** A resource differs, and is about to be put into the queue of its kind. */
    default void woken(ResourceKey key) {}
}
