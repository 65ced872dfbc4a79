package dev.evenkeel.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;

/** What containers feel of the repair of their networks. */
public final class NetworkMetrics {

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
        engines.forEach(this::outages);
    }

    /** Containers on {@code engine} were off a network that was replaced. */
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
