package dev.evenkeel.command;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoutes;
import java.io.IOException;

/**
 * The engine of the settings, and what the settings say of its host. The commands that are given one only look.
 *
 * @param host where the engine is, for messages
 */
public record EngineAccess(String host, Engine engine, HostRoutes routes, HostPolicy policy) implements AutoCloseable {

    /** For whoever typed the command: which engine it was, and how to name another. */
    IOException unanswered(EngineException silent) {
        return new IOException(
                "the engine at " + host + " does not tell: " + silent.getMessage()
                        + "; --docker-host or DOCKER_HOST names another",
                silent);
    }

    @Override
    public void close() {
        engine.close();
    }
}
