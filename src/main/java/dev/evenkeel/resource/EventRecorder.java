package dev.evenkeel.resource;

/** The port by which any room tells what it did to a resource, beyond what conditions say. It never blocks. */
public interface EventRecorder {

    /** Nobody listens. */
    EventRecorder NONE = (about, type, reason, message) -> {};

    /** Made on the engine, for the first time. */
    String CREATED = "Created";

    /** Brought back to what its spec says. */
    String REPAIRED = "Repaired";

    /** Taken off the engine, because it was deleted here. */
    String REMOVED = "Removed";

    /**
     * Tells something about {@code about}.
     *
     * @param reason one word in CamelCase; the same word, type and message are the same event, counted
     * @param message a sentence; what is longer than 1 KiB is cut
     */
    void record(Resource<?, ?> about, EventType type, String reason, String message);
}
