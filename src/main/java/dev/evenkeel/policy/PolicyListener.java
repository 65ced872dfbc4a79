package dev.evenkeel.policy;

import dev.evenkeel.resource.RiskyUse.Feature;
import java.util.Optional;

/** Hears of what was refused. */
@FunctionalInterface
public interface PolicyListener {

    PolicyListener NONE = (engine, stage, feature) -> {};

    /** Where it was refused. */
    enum Stage {
        /** When somebody wrote a spec. */
        admission,
        /** When a call was about to leave for the engine. */
        engine
    }

    /**
     * @param feature what was asked for; empty when it is something that no switch allows
     */
    void denied(String engine, Stage stage, Optional<Feature> feature);

    /** A request was refused for that, however much of it was denied. */
    default void rejected() {}
}
