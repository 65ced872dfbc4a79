package dev.evenkeel.command;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoutes;

/**
 * The engine of the settings, and what the settings say of its host. The commands that are given one only look.
 *
 * @param host where the engine is, for messages
 */
public record EngineAccess(String host, Engine engine, HostRoutes routes, HostPolicy policy) implements AutoCloseable {

    @Override
    public void close() {
        engine.close();
    }
}
