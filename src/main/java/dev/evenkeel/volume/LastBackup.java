package dev.evenkeel.volume;

import java.time.Instant;

/**
 * The newest good archive of a volume.
 *
 * @param name of the Backup that it belongs to
 * @param time when that Backup was over
 * @param verified whether the archive was read again and found right
 */
public record LastBackup(String name, Instant time, boolean verified) {}
