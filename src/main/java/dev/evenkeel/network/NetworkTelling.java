package dev.evenkeel.network;

import dev.evenkeel.control.DriftListener;
import dev.evenkeel.resource.EventRecorder;

/**
 * Who is told of what happens to networks.
 *
 * @param drift hears of drift, and what became of it
 * @param events writes down what was done
 */
public record NetworkTelling(DriftListener drift, EventRecorder events) {

    /** Nobody is told. */
    public static final NetworkTelling NONE = new NetworkTelling(DriftListener.NONE, EventRecorder.NONE);
}
