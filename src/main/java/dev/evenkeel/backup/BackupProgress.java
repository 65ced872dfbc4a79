package dev.evenkeel.backup;

/**
 * What has been read so far, of all volumes.
 *
 * @param bytes of tar, uncompressed
 * @param entries files, folders and links
 */
public record BackupProgress(long bytes, long entries) {

    static final BackupProgress NONE = new BackupProgress(0, 0);

    BackupProgress plus(long moreBytes, long moreEntries) {
        return new BackupProgress(bytes + moreBytes, entries + moreEntries);
    }
}
