package dev.evenkeel.hook;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineExec;
import dev.evenkeel.engine.ExecCreation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Ends commands in containers. The engine has no call for that: it tells the number of the process on its host. If that
 * is this machine, and the process is in the container's control group, it is killed with all it has started;
 * otherwise a shell in the container is asked to, if there is one.
 */
final class HookProcess {

    private static final Duration SHELL_TIME = Duration.ofSeconds(5);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    /** The engine learns of the end of a command a moment after its output has ended. */
    private static final int LOOKS_MAX = 20;

    private static final String KILLER =
            "for p in /proc/[0-9]*; do if tr '\\0' '\\n' 2>/dev/null <$p/environ | grep -qxF \"$0\";"
                    + " then kill -9 ${p#/proc/}; fi; done; true";

    private static final Logger LOG = Logger.getLogger(HookProcess.class);

    private HookProcess() {}

    /** What the engine says of it, once it has ended or has not for a second. */
    static EngineExec ended(Engine engine, String exec) {
        EngineExec seen = engine.exec(exec);
        for (int look = 1; seen.running() && look < LOOKS_MAX; look++) {
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
            seen = engine.exec(exec);
        }
        return seen;
    }

    /** Kills it. Answers in words how it ended. */
    static String end(Engine engine, String containerId, String exec, String mark) {
        if (killHere(engine.exec(exec).pid(), containerId)
                && !ended(engine, exec).running()) {
            return "it was killed";
        }
        if (killInside(engine, containerId, mark) && !ended(engine, exec).running()) {
            return "it was killed by a shell in the container";
        }
        return "it goes on in the container, for it cannot be killed from here, and there is no shell to do it";
    }

    /** Numbers of processes are only good on their own machine: the control group is the proof that this is it. */
    private static boolean killHere(long pid, String containerId) {
        if (pid <= 0) {
            return false;
        }
        try {
            if (!Files.readString(Path.of("/proc", Long.toString(pid), "cgroup"))
                    .contains(containerId)) {
                return false;
            }
        } catch (IOException elsewhere) {
            return false;
        }
        return ProcessHandle.of(pid)
                .map(process -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    return process.destroyForcibly();
                })
                .orElse(false);
    }

    private static boolean killInside(Engine engine, String containerId, String mark) {
        try {
            List<String> command = List.of("sh", "-c", KILLER, HookRunner.MARK + "=" + mark);
            String exec = engine.createExec(containerId, new ExecCreation(command, "0", Map.of()));
            try (InputStream output = engine.startExec(exec, SHELL_TIME)) {
                output.readAllBytes();
            }
            return engine.exec(exec).exitCode() == 0;
        } catch (IOException | EngineException noShell) {
            LOG.debugf("no shell to end a hook container=%s cause=%s", containerId, noShell.getMessage());
            return false;
        }
    }
}
