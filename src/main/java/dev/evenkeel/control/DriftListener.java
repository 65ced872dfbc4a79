package dev.evenkeel.control;

import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;

/** Hears of drift. The metrics room listens. */
public interface DriftListener {

    /** Nobody listens. */
    DriftListener NONE = new DriftListener() {};

    /** The engine was found to differ, and had agreed before. */
    default void detected(ResourceKey key, DriftReason reason) {}

    /** A repair ended, and the engine agrees again, {@code took} after the drift was detected. */
    default void corrected(ResourceKey key, DriftReason reason, Duration took) {}

    /** What was repaired again and again differs again, and waits for a while. */
    default void recurring(ResourceKey key) {}

    /** A repair ended, and the engine still differs. */
    default void notCorrected(ResourceKey key, DriftReason reason) {}
}
