package dev.evenkeel.restore;

/**
 * How much of the archive is unpacked.
 *
 * @param bytes bytes of tar that are unpacked
 * @param totalBytes bytes of tar that there are
 */
public record RestoreProgress(long bytes, long totalBytes) {

    static final RestoreProgress NONE = new RestoreProgress(0, 0);
}
