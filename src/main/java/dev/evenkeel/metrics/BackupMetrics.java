package dev.evenkeel.metrics;

import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupListener;
import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.resource.Resource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;

/** How backups end, how long they take and how much they store. */
public final class BackupMetrics implements BackupListener {

    private enum Result {
        success,
        partial,
        failure
    }

    private final MeterRegistry meters;

    /** Registers everything at zero. */
    public BackupMetrics(MeterRegistry meters, Collection<String> engines) {
        this.meters = meters;
        for (String engine : engines) {
            duration(engine);
            bytes(engine);
            kept(engine);
            copyFailed(engine);
            quiesced(engine);
            for (Result result : Result.values()) {
                ended(engine, result);
            }
        }
    }

    @Override
    public void archived(Resource<BackupSpec, BackupStatus> backup, ArchiveStatus archive, Duration took) {
        bytes(backup.metadata().namespace()).increment(archive.bytes());
    }

    @Override
    public void quiesced(Resource<BackupSpec, BackupStatus> backup, Quiesced window) {
        quiesced(backup.metadata().namespace()).record(window.duration());
    }

    @Override
    public void finished(Resource<BackupSpec, BackupStatus> backup, Duration took) {
        String engine = backup.metadata().namespace();
        ended(engine, result(backup.status().phase())).increment();
        duration(engine).record(took);
    }

    @Override
    public void copyFailed(Resource<BackupSpec, BackupStatus> backup) {
        copyFailed(backup.metadata().namespace()).increment();
    }

    @Override
    public void kept(Resource<BackupSpec, BackupStatus> backup) {
        kept(backup.metadata().namespace()).increment();
    }

    private static Result result(BackupPhase phase) {
        return switch (phase) {
            case Succeeded -> Result.success;
            case SucceededWithWarnings -> Result.partial;
            case Pending, Running, Failed -> Result.failure;
        };
    }

    private Counter ended(String engine, Result result) {
        return Counter.builder("evenkeel.backup")
                .description("Backups that are over, by how they ended.")
                .tag("engine", engine)
                .tag("result", result.name())
                .register(meters);
    }

    private Counter bytes(String engine) {
        return Counter.builder("evenkeel.backup.stored.bytes")
                .description("Bytes of archives written to stores.")
                .tag("engine", engine)
                .register(meters);
    }

    private Counter copyFailed(String engine) {
        return Counter.builder("evenkeel.backup.copies.failed")
                .description("Additional stores that did not get the copies of a backup.")
                .tag("engine", engine)
                .register(meters);
    }

    private Counter kept(String engine) {
        return Counter.builder("evenkeel.backup.kept")
                .description("Deleted backups of which a store refused to remove the archives.")
                .tag("engine", engine)
                .register(meters);
    }

    private Timer quiesced(String engine) {
        return Timer.builder("evenkeel.backup.quiesce.duration")
                .description("How long containers stood still for a backup.")
                .tag("engine", engine)
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1))
                .register(meters);
    }

    private Timer duration(String engine) {
        return Timer.builder("evenkeel.backup.duration")
                .description("How long backups take, verification included.")
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
