package dev.evenkeel.hook;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineExec;
import dev.evenkeel.engine.ExecCreation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs commands in containers, and ends those that do not end by themselves. */
public final class HookRunner {

    /** In the environment of a hook, and of whatever it starts: by it they are found again. */
    static final String MARK = "EVENKEEL_HOOK";

    private static final Logger LOG = Logger.getLogger(HookRunner.class);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Supplier<String> marks;

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     * @param marks never the same twice
     */
    public HookRunner(Clock clock, LongSupplier nanoTime, Supplier<String> marks) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.marks = marks;
    }

    /** Runs one to its end, or to the end of its time. Whatever goes wrong is in the answer. */
    public HookRun run(Engine engine, HookSpec hook) {
        Instant startTime = clock.instant();
        long start = nanoTime.getAsLong();
        OutputTail output = new OutputTail();
        Result result = attempt(engine, hook, output);
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - start);
        HookRun run = new HookRun(
                hook.container(),
                hook.command(),
                hook.onError(),
                result.outcome(),
                result.exitCode(),
                startTime,
                took.toMillis(),
                result.message(),
                output.text());
        LOG.infof(
                "hook run container=%s outcome=%s milliseconds=%d", run.container(), run.outcome(), run.milliseconds());
        return run;
    }

    private record Result(HookOutcome outcome, Optional<Integer> exitCode, String message) {
        static Result of(HookOutcome outcome, String message) {
            return new Result(outcome, Optional.empty(), message);
        }
    }

    private Result attempt(Engine engine, HookSpec hook, OutputTail output) {
        try {
            EngineContainer container = engine.container(hook.container());
            if (!container.state().equals("running")) {
                return Result.of(
                        HookOutcome.ContainerMissing,
                        "container " + hook.container() + " is not running: it is " + container.state());
            }
            return execute(engine, container, hook, output);
        } catch (EngineException.NotFound absent) {
            return Result.of(HookOutcome.ContainerMissing, "there is no container " + hook.container());
        } catch (EngineException.Denied denied) {
            return Result.of(HookOutcome.Disabled, String.valueOf(denied.getMessage()));
        } catch (EngineException failure) {
            return Result.of(HookOutcome.Failed, "container " + hook.container() + ": " + failure.getMessage());
        }
    }

    private Result execute(Engine engine, EngineContainer container, HookSpec hook, OutputTail output) {
        String mark = marks.get();
        String exec =
                engine.createExec(container.id(), new ExecCreation(hook.command(), hook.user(), Map.of(MARK, mark)));
        try (InputStream written = engine.startExec(exec, hook.timeout())) {
            output.readAll(written);
        } catch (IOException late) {
            LOG.debugf("output of a hook broke off container=%s cause=%s", hook.container(), late.getMessage());
        }
        EngineExec after = HookProcess.ended(engine, exec);
        if (after.running()) {
            String end = HookProcess.end(engine, container.id(), exec, mark);
            return Result.of(
                    HookOutcome.TimedOut, name(hook) + " did not end within " + hook.timeoutSeconds() + " s: " + end);
        }
        return after.exitCode() == 0
                ? new Result(HookOutcome.Succeeded, Optional.of(0), "")
                : new Result(
                        HookOutcome.Failed,
                        Optional.of(after.exitCode()),
                        name(hook) + " ended with " + after.exitCode());
    }

    private static String name(HookSpec hook) {
        return "container " + hook.container() + ": " + hook.command().getFirst();
    }
}
