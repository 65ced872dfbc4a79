package dev.evenkeel.trace;

import dev.evenkeel.control.ControlListener;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes visible what leads to what. Whoever is not traced is handed back as he is. */
public interface Tracing extends AutoCloseable {

    /** Nothing is traced, and nothing is in between. */
    Tracing OFF = new Tracing() {};

    /**
     * A part of the trace of this thread; outside of one, and without {@code parent}, it begins a new one.
     *
     * @param parent the header {@code traceparent} of whoever asks
     */
    default Part begin(String name, Map<String, String> facts, Optional<String> parent) {
        return Part.NONE;
    }

    /** Whoever listens to a queue so that a turn belongs to the trace in which its key was added. */
    default List<ControlListener<ResourceKey>> turns(String controller) {
        return List.of();
    }

    /** The engine whose calls are parts of the trace of the thread that makes them. */
    default Engine engine(String name, Engine engine) {
        return engine;
    }

    /** The log whose writes are. */
    default RevisionLog log(RevisionLog log) {
        return log;
    }

    /** The threads on which what is done belongs to the trace of whoever asked for it. */
    default Executor carrying(Executor threads) {
        return threads;
    }

    /** Sends what is left. */
    @Override
    default void close() {}
}
