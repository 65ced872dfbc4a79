package dev.evenkeel.engine;

import java.util.List;
import java.util.Map;

/**
 * A command that is to run in a container beside its own.
 *
 * @param command the program and its arguments; no shell reads them
 * @param user a name or number, with a group after a colon or without; empty for the container's own
 * @param environment what it finds there beside the container's own
 */
public record ExecCreation(List<String> command, String user, Map<String, String> environment) {

    public ExecCreation {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
