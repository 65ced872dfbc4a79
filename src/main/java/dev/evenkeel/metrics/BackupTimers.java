package dev.evenkeel.metrics;

import dev.evenkeel.backup.BackupListener.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;

/** How long backups take, and what of them. */
final class BackupTimers {

    /** The window in which containers stand still; it lies around others of the phases. */
    private static final String QUIESCE = "quiesce";

    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofHours(4)
    };

    private final MeterRegistry meters;

    /** Registers everything at zero. */
    BackupTimers(MeterRegistry meters, Collection<String> engines) {
        this.meters = meters;
        for (String engine : engines) {
            duration(engine);
            window(engine);
            phase(engine, QUIESCE);
            for (Stage stage : Stage.values()) {
                phase(engine, stage.name());
            }
        }
    }

    void quiesced(String engine, Duration took) {
        window(engine).record(took);
        phase(engine, QUIESCE).record(took);
    }

    Timer phase(String engine, String phase) {
        return Timer.builder("evenkeel.backup.phase.duration")
                .description("How long the parts of backups take, for each volume.")
                .tag("engine", engine)
                .tag("phase", phase)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    Timer duration(String engine) {
        return Timer.builder("evenkeel.backup.duration")
                .description("How long backups take, verification included.")
                .tag("engine", engine)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    private Timer window(String engine) {
        return Timer.builder("evenkeel.backup.quiesce.duration")
                .description("How long containers stood still for a backup.")
                .tag("engine", engine)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
