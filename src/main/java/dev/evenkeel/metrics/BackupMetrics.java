package dev.evenkeel.metrics;

import dev.evenkeel.archive.VerificationLevel;
import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupListener;
import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryChange;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.schedule.ScheduleKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How backups end, how long they take and how much they store. */
public final class BackupMetrics implements BackupListener {

    /** The label of what somebody made by hand. */
    private static final String NO_SCHEDULE = "";

    /** Whoever proves nothing cannot fail at it. */
    private static final Set<VerificationLevel> LEVELS = EnumSet.complementOf(EnumSet.of(VerificationLevel.None));

    private enum Result {
        success,
        partial,
        failure,
        cancelled
    }

    private final MeterRegistry meters;
    private final BackupTimers timers;
    private final int max;
    private final Set<ResourceKey> schedules = ConcurrentHashMap.newKeySet();

    /**
     * Registers everything at zero, also of each schedule as soon as there is one; with it, it goes.
     *
     * @param max schedules that are told apart
     */
    public BackupMetrics(MeterRegistry meters, Collection<String> engines, Registry registry, int max) {
        this.meters = meters;
        this.max = max;
        this.timers = new BackupTimers(meters, engines);
        for (String engine : engines) {
            bytes(engine);
            kept(engine);
            copyFailed(engine);
            Set.of(Result.values()).forEach(result -> ended(engine, NO_SCHEDULE, result));
            for (VerificationLevel level : LEVELS) {
                verified(engine, level, true);
                verified(engine, level, false);
            }
        }
        registry.onChange(this::changed);
        registry.list(ScheduleKind.INSTANCE, Optional.empty()).items().forEach(schedule -> begin(schedule.key()));
    }

    private void changed(RegistryChange change) {
        ResourceKey key = change.key();
        if (key.kind().equals(ScheduleKind.INSTANCE.kind())) {
            if (change.type() == LoggedChange.Type.ADDED) {
                begin(key);
            } else if (change.type() == LoggedChange.Type.DELETED && schedules.remove(key)) {
                Set.of(Result.values()).forEach(result -> meters.remove(ended(key.namespace(), key.name(), result)));
            }
        }
    }

    private void begin(ResourceKey schedule) {
        if (schedules.size() < max && schedules.add(schedule)) {
            Set.of(Result.values()).forEach(result -> ended(schedule.namespace(), schedule.name(), result));
        }
    }

    @Override
    public void archived(Resource<BackupSpec, BackupStatus> backup, ArchiveStatus archive, Duration took) {
        bytes(backup.metadata().namespace()).increment(archive.bytes());
    }

    @Override
    public void passed(Resource<BackupSpec, BackupStatus> backup, Stage stage, Duration took) {
        timers.phase(backup.metadata().namespace(), stage.name()).record(took);
    }

    @Override
    public void quiesced(Resource<BackupSpec, BackupStatus> backup, Quiesced window) {
        timers.quiesced(backup.metadata().namespace(), window.duration());
    }

    @Override
    public void verified(Resource<BackupSpec, BackupStatus> backup, VerificationLevel level, boolean good) {
        if (LEVELS.contains(level)) {
            verified(backup.metadata().namespace(), level, good).increment();
        }
    }

    @Override
    public void finished(Resource<BackupSpec, BackupStatus> backup, Duration took) {
        ended(backup, result(backup.status().phase()));
        timers.duration(backup.metadata().namespace()).record(took);
    }

    @Override
    public void cancelled(Resource<BackupSpec, BackupStatus> backup) {
        ended(backup, Result.cancelled);
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

    private void ended(Resource<BackupSpec, BackupStatus> backup, Result result) {
        String engine = backup.metadata().namespace();
        String schedule = backup.metadata().ownerReferences().stream()
                .map(owner -> new ResourceKey(owner.kind(), engine, owner.name()))
                .filter(schedules::contains)
                .map(ResourceKey::name)
                .findFirst()
                .orElse(NO_SCHEDULE);
        ended(engine, schedule, result).increment();
    }

    private Counter ended(String engine, String schedule, Result result) {
        return Counter.builder("evenkeel.backup")
                .description("Backups that are over, by how they ended.")
                .tag("engine", engine)
                .tag("schedule", schedule)
                .tag("result", result.name())
                .register(meters);
    }

    private Counter verified(String engine, VerificationLevel level, boolean good) {
        return Counter.builder("evenkeel.backup.verify")
                .description("Archives that were looked at after they had been stored.")
                .tag("engine", engine)
                .tag("level", level.name().toLowerCase(Locale.ROOT))
                .tag("result", good ? "success" : "failure")
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
}
