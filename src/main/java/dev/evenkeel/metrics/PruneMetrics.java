package dev.evenkeel.metrics;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.schedule.ScheduleListener;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;

/** How many Backups schedules let go. */
public final class PruneMetrics implements ScheduleListener {

    private static final String DONE = "success";
    private static final String REFUSED = "error";

    private final MeterRegistry meters;

    /** Registers everything at zero. */
    public PruneMetrics(MeterRegistry meters, Collection<String> engines) {
        this.meters = meters;
        engines.forEach(engine -> List.of(DONE, REFUSED).forEach(result -> pruned(engine, result)));
    }

    @Override
    public void pruned(Resource<ScheduleSpec, ScheduleStatus> schedule, boolean done) {
        pruned(schedule.metadata().namespace(), done ? DONE : REFUSED).increment();
    }

    private Counter pruned(String engine, String result) {
        return Counter.builder("evenkeel.backup.pruned")
                .description("Backups that no rule keeps, and that were let go.")
                .tag("engine", engine)
                .tag("result", result)
                .register(meters);
    }
}
