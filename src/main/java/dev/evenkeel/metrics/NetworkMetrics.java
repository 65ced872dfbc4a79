package dev.evenkeel.metrics;

import dev.evenkeel.network.NetworkListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Stream;

/** What containers feel of the repair of their networks. */
public final class NetworkMetrics implements NetworkListener {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry meters;

    /** Registers everything at zero. */
    public NetworkMetrics(MeterRegistry meters, Collection<String> engines) {
        this.meters = meters;
        for (String engine : engines) {
            outages(engine);
            Stream.of(Result.values()).forEach(result -> recreations(engine, result));
            reattached(engine, "success");
            reattached(engine, "error");
        }
    }

    @Override
    public void recreated(String engine, Result result) {
        recreations(engine, result).increment();
    }

    @Override
    public void reattached(String engine, boolean done) {
        reattached(engine, done ? "success" : "error").increment();
    }

    private Counter recreations(String engine, Result result) {
        return Counter.builder("evenkeel.network.recreations")
                .description("Networks that were made anew, or should have been.")
                .tag("engine", engine)
                .tag("result", result.name())
                .register(meters);
    }

    private Counter reattached(String engine, String result) {
        return Counter.builder("evenkeel.network.reattach")
                .description("Containers that were connected to a network, or should have been.")
                .tag("engine", engine)
                .tag("result", result)
                .register(meters);
    }

    @Override
    public void outage(String engine, Duration took) {
        outages(engine).record(took);
    }

    private Timer outages(String engine) {
        return Timer.builder("evenkeel.network.outage")
                .description("How long running containers were off a network that was replaced.")
                .tag("engine", engine)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
