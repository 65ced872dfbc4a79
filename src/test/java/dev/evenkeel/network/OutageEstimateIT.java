package dev.evenkeel.network;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the status foretells of an outage, and what the engine's own events say of it afterwards. */
final class OutageEstimateIT {

    private static final int CONTAINERS = 8;
    private static final int ROUNDS = 7;
    /** A third is the aim on a quiet machine: -Doutage.tolerance=0.3 asks for it. */
    private static final double TOLERANCE = Double.parseDouble(System.getProperty("outage.tolerance", "0.9"));

    @TempDir
    Path data;

    @Test
    void theOutageIsForetoldFromWhatWasLearnt() {
        try (Engine engine = RealEngine.openEmpty();
                NetworkWorld world = new NetworkWorld(data, engine, System::nanoTime)) {
            world.declare("{}");
            for (int i = 0; i < CONTAINERS; i++) {
                docker("run", "--detach", "--network", "backend", "--name", "c" + i, RealEngine.IMAGE);
            }
            List<Double> errors = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                world.redeclare("{driftPolicy: Report, internal: " + (round % 2 == 0) + "}");
                world.reconcile();
                NetworkStatus.Pending foretold = world.status().pending().orElseThrow();
                assertThat(foretold.containers()).hasSize(CONTAINERS);
                world.annotate(RepairRequest.ANNOTATION, "now");
                String since = docker("info", "--format", "{{.SystemTime}}").strip();
                world.reconcile();
                assertThat(world.ready()).isEqualTo("InSync");
                double measured = outage(since).toMillis();
                errors.add(Math.abs(foretold.outageMilliseconds() - measured) / measured);
            }
            List<Double> learnt = errors.subList(1, ROUNDS).stream().sorted().toList();
            assertThat(learnt.get(learnt.size() / 2)).as("median of " + errors).isLessThan(TOLERANCE);
        }
        RealEngine.openEmpty().close();
    }

    /** From the first disconnect to the last connect, on the engine's clock. */
    private static Duration outage(String since) {
        List<Long> times = docker(
                        "events",
                        "--since",
                        since,
                        "--until",
                        docker("info", "--format", "{{.SystemTime}}").strip(),
                        "--filter",
                        "type=network",
                        "--format",
                        "{{.Action}} {{.TimeNano}}")
                .lines()
                .filter(line -> line.contains("connect"))
                .map(line -> Long.parseLong(line.split(" ")[1]))
                .toList();
        return Duration.ofNanos(times.getLast() - times.getFirst());
    }
}
