package dev.evenkeel.backup;

import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large the newest archive of each volume is in one store: so much room the next one will need. Pure.
 *
 * @param bytesByVolume as stored
 */
record LastArchives(Map<String, Long> bytesByVolume) {

    LastArchives {
        bytesByVolume = Map.copyOf(bytesByVolume);
    }

    static LastArchives of(List<Resource<BackupSpec, BackupStatus>> backups, String store) {
        Map<String, Long> newest = new HashMap<>();
        backups.stream()
                .filter(backup -> backup.status().phase().good())
                .sorted(Comparator.comparing(
                        backup -> backup.status().completionTime().orElse(Instant.EPOCH)))
                .flatMap(backup -> backup.status().archives().stream())
                .filter(archive -> archive.store().equals(store))
                .forEach(archive -> newest.put(archive.volume(), archive.bytes()));
        return new LastArchives(newest);
    }

    /** 0 when there is none. */
    long of(String volume) {
        return bytesByVolume.getOrDefault(volume, 0L);
    }
}
