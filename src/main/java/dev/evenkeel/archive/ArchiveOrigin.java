package dev.evenkeel.archive;

import java.time.Instant;

/**
 * What an archive is of, and why and when it was made.
 *
 * @param namespace the engine on which the volume lives
 * @param engineVersion as the engine says it; empty when unknown
 */
public record ArchiveOrigin(
        String namespace, ArchivedVolume volume, BackupReference backup, Instant createdAt, String engineVersion) {}
