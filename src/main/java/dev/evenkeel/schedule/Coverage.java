package dev.evenkeel.schedule;

import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.Verification;
import dev.evenkeel.drill.DrillResult;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryChange;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.LastBackup;
import dev.evenkeel.volume.VolumeProtection;
import dev.evenkeel.volume.VolumeProtections;
import dev.evenkeel.volume.VolumeReason;
import dev.evenkeel.volume.VolumeSelector;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which volumes schedules cover, and when each was backed up and proven last, read from the registry when that has
 * changed. Thread-safe.
 */
public final class Coverage implements VolumeProtections {

    private final Registry registry;
    private final AtomicLong changes = new AtomicLong();
    private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();

    public Coverage(Registry registry) {
        this.registry = registry;
    }

    /** How closely an archive was proven. */
    public enum Level {
        /** Its bytes have their digest. */
        CHECKSUM,
        /** Every member of it has its digest. */
        FULL,
        /** It was restored, and what came out was compared. */
        DRILL
    }

    /** Schedules and Backups of one engine, as of a number of changes. */
    private record Snapshot(
            long asOf,
            List<Resource<ScheduleSpec, ScheduleStatus>> schedules,
            Map<String, LastBackup> newest,
            Map<String, Map<Level, Instant>> proven) {}

    /** To be told of every change in the registry. */
    public void changed(RegistryChange change) {
        String kind = change.key().kind();
        if (kind.equals(BackupKind.INSTANCE.kind()) || kind.equals(ScheduleKind.INSTANCE.kind())) {
            changes.incrementAndGet();
        }
    }

    @Override
    public Optional<VolumeProtection> of(String engine, String volume, Map<String, String> labels) {
        Snapshot now = snapshot(engine);
        Optional<LastBackup> last = Optional.ofNullable(now.newest().get(volume));
        List<String> covering = now.schedules().stream()
                .filter(schedule -> covers(schedule, volume, labels))
                .map(schedule -> schedule.metadata().name())
                .toList();
        if (covering.isEmpty()) {
            return Optional.of(
                    VolumeSelector.optedOut(labels)
                            ? new VolumeProtection(VolumeReason.OptedOut, "", last)
                            : new VolumeProtection(VolumeReason.NoSchedule, "no BackupSchedule covers it", last));
        }
        String names = "by BackupSchedule " + String.join(", ", covering);
        boolean suspended = now.schedules().stream()
                .filter(schedule -> covers(schedule, volume, labels))
                .allMatch(schedule -> schedule.spec().suspend());
        if (suspended) {
            return Optional.of(new VolumeProtection(VolumeReason.ScheduleSuspended, names, last));
        }
        return Optional.of(
                new VolumeProtection(last.isPresent() ? VolumeReason.BackedUp : VolumeReason.NoBackupYet, names, last));
    }

    /** When an archive of a volume was proven last, at that level; empty for never. */
    public Optional<Instant> proven(String engine, String volume, Level level) {
        Map<Level, Instant> times = snapshot(engine).proven().getOrDefault(volume, Map.of());
        return Optional.ofNullable(times.get(level));
    }

    private static boolean covers(
            Resource<ScheduleSpec, ScheduleStatus> schedule, String volume, Map<String, String> labels) {
        return !schedule.deleting()
                && (schedule.spec().volumes().contains(volume)
                        || schedule.spec().selector().matches(labels));
    }

    private Snapshot snapshot(String engine) {
        long asOf = changes.get();
        Optional<Snapshot> known = Optional.ofNullable(snapshots.get(engine)).filter(one -> one.asOf() == asOf);
        if (known.isPresent()) {
            return known.get();
        }
        Snapshot fresh = look(engine, asOf);
        snapshots.put(engine, fresh);
        return fresh;
    }

    private Snapshot look(String engine, long asOf) {
        Map<String, LastBackup> newest = new HashMap<>();
        Map<String, Map<Level, Instant>> proven = new HashMap<>();
        for (var backup :
                registry.list(BackupKind.INSTANCE, Optional.of(engine)).items()) {
            for (ArchiveStatus archive : backup.status().archives()) {
                if (!backup.deleting() && (backup.status().phase().good() || archive.verified())) {
                    note(backup, archive, newest, proven);
                }
            }
        }
        var schedules =
                registry.list(ScheduleKind.INSTANCE, Optional.of(engine)).items();
        schedules.forEach(schedule -> schedule.status().drill().results().stream()
                .filter(DrillResult::passed)
                .forEach(drill -> proven.computeIfAbsent(drill.volume(), any -> new HashMap<>())
                        .merge(Level.DRILL, drill.time(), Coverage::later)));
        return new Snapshot(asOf, schedules, newest, proven);
    }

    private static void note(
            Resource<BackupSpec, BackupStatus> backup,
            ArchiveStatus archive,
            Map<String, LastBackup> newest,
            Map<String, Map<Level, Instant>> proven) {
        Optional<Instant> over = backup.status().completionTime();
        if (over.isEmpty()) {
            return;
        }
        LastBackup last = new LastBackup(backup.metadata().name(), over.get(), archive.verified());
        newest.merge(archive.volume(), last, (one, other) -> other.time().isAfter(one.time()) ? other : one);
        if (archive.verified()) {
            Map<Level, Instant> times = proven.computeIfAbsent(archive.volume(), any -> new HashMap<>());
            times.merge(Level.CHECKSUM, over.get(), Coverage::later);
            if (backup.spec().verify() == Verification.Full) {
                times.merge(Level.FULL, over.get(), Coverage::later);
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }
}
