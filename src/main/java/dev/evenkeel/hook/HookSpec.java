package dev.evenkeel.hook;

import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that is run in a container.
 *
 * @param container the name of a container that is running then
 * @param command the program and its arguments. No shell reads them: for one, write {@code [sh, -c, ...]}
 * @param user a name or number, with a group after a colon or without; the container's own if it is left out
 * @param timeoutSeconds how long it may take, in seconds, 1 to 3600. What takes longer is killed
 * @param onError what its failure means
 */
public record HookSpec(String container, List<String> command, String user, Integer timeoutSeconds, OnError onError) {

    static final int TIMEOUT_SECONDS_DEFAULT = 30;

    /** Longer than that nobody wants an application to be away at night. */
    static final int TIMEOUT_SECONDS_MAX = 3600;

    /** More is a program, which belongs into the container. */
    static final int COMMAND_LENGTH_MAX = 32_768;

    /** What the failure of a hook means. */
    public enum OnError {
        /** The run has failed. Before it, nothing is archived. */
        Fail,
        /** A warning. */
        Continue
    }

    public HookSpec {
        container = Defaults.text(container, "");
        command = Defaults.list(command);
        user = Defaults.text(user, "");
        timeoutSeconds = Defaults.value(timeoutSeconds, TIMEOUT_SECONDS_DEFAULT);
        onError = Defaults.value(onError, OnError.Fail);
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** The rules that this breaks as the value of {@code field}. */
    List<Violation> violations(String field) {
        List<Violation> broken = new ArrayList<>(ObjectName.violations(field + ".container", container));
        if (command.isEmpty() || command.getFirst().isBlank()) {
            broken.add(Violation.required(field + ".command", "name the program to run"));
        }
        if (command.stream().mapToInt(String::length).sum() > COMMAND_LENGTH_MAX) {
            broken.add(Violation.tooLong(
                    field + ".command",
                    "may not have more than " + COMMAND_LENGTH_MAX
                            + " characters: put a script into the container, and name that"));
        }
        if (command.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            broken.add(
                    Violation.invalid(field + ".command", command.toString(), "an argument cannot hold a zero byte"));
        }
        if (timeoutSeconds < 1 || timeoutSeconds > TIMEOUT_SECONDS_MAX) {
            broken.add(Violation.invalid(
                    field + ".timeoutSeconds",
                    timeoutSeconds,
                    "must be between 1 and " + TIMEOUT_SECONDS_MAX + ", which is an hour"));
        }
        return broken;
    }
}
