package dev.evenkeel.network;

import dev.evenkeel.engine.EngineException;

/** The first step of a plan that did not work, and why. */
record NetworkFailure(NetworkStep step, EngineException cause) {

    /** Whether nothing after it makes sense. A container that cannot be connected does not keep the others off. */
    boolean endsAll() {
        return !(step instanceof NetworkStep.Connect
                || step instanceof NetworkStep.Start
                || step instanceof NetworkStep.Shelter);
    }

    /** Whether the network could not be removed because somebody is on it, or seems to be. */
    boolean inUse() {
        return step instanceof NetworkStep.Remove remove
                && !NetworkTransit.is(remove.name())
                && cause instanceof EngineException.InUse;
    }

    /** Whether the network is only a name any more: it must be made anew. */
    boolean deviceGone() {
        return step instanceof NetworkStep.Connect && cause instanceof EngineException.DeviceGone;
    }

    boolean notMade() {
        return step instanceof NetworkStep.Create;
    }
}
