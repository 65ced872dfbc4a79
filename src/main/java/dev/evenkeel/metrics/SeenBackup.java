package dev.evenkeel.metrics;

import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.resource.OwnerReference;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is told of one Backup.
 *
 * @param owners uids of what it was made for
 * @param largest bytes of its largest archive, by store
 * @param held how many containers stand still for it, and since when
 */
record SeenBackup(
        ResourceKey key,
        Set<String> owners,
        boolean deleting,
        BackupPhase phase,
        Optional<Instant> completed,
        Duration took,
        long bytes,
        Map<String, Long> largest,
        Optional<Held> held) {

    /** The newest of those that are over comes last. */
    static final Comparator<SeenBackup> BY_COMPLETION =
            Comparator.comparing(backup -> backup.completed().orElse(Instant.EPOCH));

    /** Containers that stand still. */
    record Held(int containers, Instant since) {}

    static SeenBackup of(Resource<BackupSpec, BackupStatus> backup) {
        BackupStatus status = backup.status();
        Instant start = status.startTime().orElse(Instant.EPOCH);
        List<ArchiveStatus> archives = status.archives();
        Map<String, Long> largest = new HashMap<>();
        archives.forEach(archive -> largest.merge(archive.store(), archive.bytes(), Math::max));
        return new SeenBackup(
                backup.key(),
                backup.metadata().ownerReferences().stream()
                        .map(OwnerReference::uid)
                        .collect(Collectors.toUnmodifiableSet()),
                backup.deleting(),
                status.phase(),
                status.completionTime(),
                Duration.between(start, status.completionTime().orElse(start)),
                archives.stream().mapToLong(ArchiveStatus::bytes).sum(),
                Map.copyOf(largest),
                status.quiesced()
                        .filter(Quiesced::open)
                        .map(window -> new Held(window.containers().size(), window.since())));
    }

    boolean over() {
        return phase.finished() && completed.isPresent();
    }
}
