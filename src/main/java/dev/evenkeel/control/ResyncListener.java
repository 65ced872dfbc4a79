package dev.evenkeel.control;

import java.time.Duration;

/** Hears of resyncs. The metrics room listens. */
@FunctionalInterface
public interface ResyncListener {

    /** Everything on {@code engine} was listed and compared in {@code took}. */
    void resynced(String engine, Duration took);
}
