package dev.evenkeel.engine;

import java.util.Map;

/**
 * Something happened on the engine. A hint to go and look: events get lost, come twice, and say nothing of labels.
 *
 * @param type network, volume or container
 * @param action create, connect, disconnect, destroy, start, die, …
 * @param actorId id of the network or container, name of the volume
 * @param attributes {@code name} of networks and containers, {@code container} of a (dis)connect
 * @param timeNanos on the engine's clock, since the epoch
 */
public record EngineEvent(String type, String action, String actorId, Map<String, String> attributes, long timeNanos) {

    public EngineEvent {
        attributes = Map.copyOf(attributes);
    }

    /** The name the object goes by: volumes are their own id. */
    public String name() {
        return attributes.getOrDefault("name", actorId);
    }
}
