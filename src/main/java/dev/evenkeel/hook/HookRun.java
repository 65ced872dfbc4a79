package dev.evenkeel.hook;

import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A hook that was run.
 *
 * @param container where
 * @param command what
 * @param onError what its failure means
 * @param outcome what came of it
 * @param exitCode what it ended with; missing if it was not run to its end
 * @param startTime when it began
 * @param milliseconds how long it took, in milliseconds
 * @param message why it did not succeed
 * @param output the end of what it wrote to its output and its error output, 4 KiB at most. What it writes is shown to
 *     whoever may read the Backup
 */
public record HookRun(
        String container,
        List<String> command,
        HookSpec.OnError onError,
        HookOutcome outcome,
        Optional<Integer> exitCode,
        Instant startTime,
        long milliseconds,
        String message,
        String output) {

    public HookRun {
        container = Defaults.text(container, "");
        command = Defaults.list(command);
        onError = Defaults.value(onError, HookSpec.OnError.Fail);
        outcome = Defaults.value(outcome, HookOutcome.Failed);
        exitCode = Defaults.optional(exitCode);
        startTime = Defaults.value(startTime, Instant.EPOCH);
        message = Defaults.text(message, "");
        output = Defaults.text(output, "");
    }

    public boolean good() {
        return outcome == HookOutcome.Succeeded;
    }

    /** Whether the run has failed because of it. */
    public boolean fatal() {
        return !good() && onError == HookSpec.OnError.Fail;
    }
}
