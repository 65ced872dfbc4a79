package dev.evenkeel.network;

import java.time.Duration;

/** Hears what repairs do to networks and to who is on them. The metrics room listens. */
@FunctionalInterface
public interface NetworkListener {

    /** How making a network anew ended. */
    enum Result {
        /** It is there, as it should be. */
        success,
        /** It could not be, and the former one is back. */
        rolled_back,
        /** It is not as it should be: tried again. */
        error
    }

    /** Containers on {@code engine} were off a network that was replaced. */
    void outage(String engine, Duration took);

    /** A network on {@code engine} was made anew, or should have been. */
    default void recreated(String engine, Result result) {}

    /** A container was connected to a network, or should have been. */
    default void reattached(String engine, boolean done) {}
}
