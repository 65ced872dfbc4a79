package dev.evenkeel.backup;

import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.resource.Defaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has been read so far, of all volumes.
 *
 * @param bytes bytes of the files; while a volume is being read also of the tar around them
 * @param entries how many files, folders and links
 * @param totalBytes how many bytes there may be: as many as the newest earlier archives of these volumes had, or as the
 *     engine said lately. Missing when nothing is known of one of them
 */
public record BackupProgress(long bytes, long entries, Optional<Long> totalBytes) {

    static final BackupProgress NONE = new BackupProgress(0, 0);

    public BackupProgress {
        totalBytes = Defaults.optional(totalBytes);
    }

    BackupProgress(long bytes, long entries) {
        this(bytes, entries, Optional.empty());
    }

    BackupProgress outOf(Optional<Long> total) {
        return new BackupProgress(bytes, entries, total);
    }

    static BackupProgress of(List<ArchiveStatus> archives) {
        // Copies were not read from the volume again.
        Map<String, ArchiveStatus> byVolume = new HashMap<>();
        archives.forEach(archive -> byVolume.putIfAbsent(archive.volume(), archive));
        return new BackupProgress(
                byVolume.values().stream().mapToLong(ArchiveStatus::sourceBytes).sum(),
                byVolume.values().stream().mapToLong(ArchiveStatus::entries).sum());
    }

    static BackupProgress of(ManifestHead archive) {
        return new BackupProgress(archive.sourceBytes(), archive.entries());
    }

    BackupProgress plus(BackupProgress more) {
        return new BackupProgress(bytes + more.bytes, entries + more.entries);
    }
}
