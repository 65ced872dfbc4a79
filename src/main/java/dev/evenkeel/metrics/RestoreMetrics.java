package dev.evenkeel.metrics;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.restore.RestoreListener;
import dev.evenkeel.restore.RestorePhase;
import dev.evenkeel.restore.RestoreSpec;
import dev.evenkeel.restore.RestoreStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How restores end, and how long they take. */
public final class RestoreMetrics implements RestoreListener {

    private enum Result {
        success,
        failure,
        cancelled
    }

    private final MeterRegistry meters;

    /** Registers everything at zero. */
    public RestoreMetrics(MeterRegistry meters, Collection<String> engines) {
        this.meters = meters;
        for (String engine : engines) {
            duration(engine);
            for (Result result : Result.values()) {
                ended(engine, result);
            }
        }
    }

    @Override
    public void finished(Resource<RestoreSpec, RestoreStatus> restore) {
        String engine = restore.metadata().namespace();
        RestoreStatus status = restore.status();
        ended(engine, status.phase() == RestorePhase.Succeeded ? Result.success : Result.failure)
                .increment();
        Instant end = status.completionTime().orElse(Instant.EPOCH);
        duration(engine).record(Duration.between(status.startTime().orElse(end), end));
    }

    @Override
    public void cancelled(Resource<RestoreSpec, RestoreStatus> restore) {
        ended(restore.metadata().namespace(), Result.cancelled).increment();
    }

    private Counter ended(String engine, Result result) {
        return Counter.builder("evenkeel.restore")
                .description("Restores that are over, by how they ended.")
                .tag("engine", engine)
                .tag("result", result.name())
                .register(meters);
    }

    private Timer duration(String engine) {
        return Timer.builder("evenkeel.restore.duration")
                .description("How long restores take, from the first step to the end.")
                .tag("engine", engine)
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(4))
                .register(meters);
    }
}
