package dev.evenkeel.engine;

/** An open subscription to an engine's events. */
public interface EventStream extends AutoCloseable {

    /**
     * Waits for the next event.
     *
     * @throws EngineException.Unreachable when the stream has ended, for whatever reason
     */
    EngineEvent next();

    /** Ends the subscription; a thread that waits in {@link #next} gets {@link EngineException.Unreachable}. */
    @Override
    void close();
}
