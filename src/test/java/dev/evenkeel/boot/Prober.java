package dev.evenkeel.boot;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A container that asks another one by name for an echo, fifty times a second, whatever became of the question before:
 * what it missed is the outage that the users of a network feel.
 */
final class Prober implements AutoCloseable {

    private static final String NAME = "prober";
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** @param target a name that the network resolves */
    Prober(String network, String target) {
        docker(
                "run",
                "-d",
                "--name",
                NAME,
                "--network",
                network,
                RealEngine.IMAGE,
                "sh",
                "-c",
                "while :; do (read at _ </proc/uptime; ping -c 1 -W 1 " + target
                        + " >/dev/null 2>&1 && echo $at) & usleep 20000; done");
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !answered().isEmpty());
    }

    /** The longest time without an answer while {@code change} was made and shortly after it, in milliseconds. */
    double outageOf(Runnable change) {
        double start = uptime();
        change.run();
        double end = uptime() + SETTLED.toSeconds();
        await().atMost(Duration.ofMinutes(1)).until(() -> answered().getLast() > end);
        double longest = 0;
        double last = start;
        for (double answer : answered()) {
            if (answer > start && answer <= end) {
                longest = Math.max(longest, answer - last);
                last = answer;
            }
        }
        return longest * 1e3;
    }

    /** When questions were asked that got an answer, in seconds since the machine started. */
    private static List<Double> answered() {
        return docker("logs", NAME).lines().map(Double::valueOf).sorted().toList();
    }

    private static double uptime() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        docker("rm", "--force", NAME);
    }
}
