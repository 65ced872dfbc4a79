package dev.evenkeel.backup;

import dev.evenkeel.archive.ManifestHead;
import java.util.List;

/**
 * What has been read so far, of all volumes.
 *
 * @param bytes bytes of the files; while a volume is being read also of the tar around them
 * @param entries how many files, folders and links
 */
public record BackupProgress(long bytes, long entries) {

    static final BackupProgress NONE = new BackupProgress(0, 0);

    static BackupProgress of(List<ArchiveStatus> archives) {
        return new BackupProgress(
                archives.stream().mapToLong(ArchiveStatus::sourceBytes).sum(),
                archives.stream().mapToLong(ArchiveStatus::entries).sum());
    }

    static BackupProgress of(ManifestHead archive) {
        return new BackupProgress(archive.sourceBytes(), archive.entries());
    }

    BackupProgress plus(BackupProgress more) {
        return new BackupProgress(bytes + more.bytes, entries + more.entries);
    }
}
