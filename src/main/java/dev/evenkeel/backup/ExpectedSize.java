package dev.evenkeel.backup;

import dev.evenkeel.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How much there will be to read, and when that will have been read: as far as anybody can know that. */
final class ExpectedSize {

    private ExpectedSize() {}

    /**
     * As much as the newest good archive of each volume had, or as the engine said lately. Empty when nothing is known
     * of one of them.
     *
     * @param history Backups of the same engine
     */
    static Optional<Long> of(
            List<String> volumes, List<Resource<BackupSpec, BackupStatus>> history, String engine, KnownSizes known) {
        long total = 0;
        for (String volume : volumes) {
            Optional<Long> bytes = newest(volume, history).or(() -> known.bytes(engine, volume));
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            total += bytes.get();
        }
        return Optional.of(total);
    }

    private static Optional<Long> newest(String volume, List<Resource<BackupSpec, BackupStatus>> history) {
        return history.stream()
                .map(Resource::status)
                .filter(status ->
                        status.phase().good() && status.archive(volume).isPresent())
                .max(Comparator.comparing(status -> status.completionTime().orElse(Instant.EPOCH)))
                .flatMap(status -> status.archive(volume))
                .map(ArchiveStatus::sourceBytes);
    }

    /**
     * When all will have been read if it goes on like this. Empty when that cannot be told: before anything was read,
     * without an expected size, or when there is more than was expected.
     *
     * @param bytes read in {@code elapsed}
     * @param left bytes to be read yet
     */
    static Optional<Instant> end(Optional<Long> left, long bytes, Duration elapsed, Instant now) {
        return left.filter(some -> some >= 0 && bytes > 0 && elapsed.isPositive())
                .map(some -> now.plusMillis((long) ((double) some / bytes * elapsed.toMillis())));
    }
}
