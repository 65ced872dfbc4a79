package dev.evenkeel.archive;

import java.time.Instant;
import java.util.List;

/**
 * All of a manifest but its members.
 *
 * @param archive the file name of the archive beside which the manifest lies
 * @param sha256 of the archive file, in lower-case hex
 * @param bytes of the archive file
 * @param sourceBytes the contents of all files together
 * @param tarBytes the decompressed stream
 * @param entries how many members there are
 * @param warnings see {@link CaptureNotes}
 * @param losses see {@link CaptureNotes}
 */
public record ManifestHead(
        int formatVersion,
        String archive,
        String sha256,
        long bytes,
        long sourceBytes,
        long tarBytes,
        long entries,
        Instant createdAt,
        String namespace,
        ArchivedVolume volume,
        BackupReference backup,
        Capture capture,
        List<String> losses,
        List<String> warnings,
        long warningCount,
        Compression compression,
        String engineVersion) {

    /** The format that is written here, and the highest that can be read. */
    public static final int FORMAT_VERSION = 1;

    public ManifestHead {
        losses = List.copyOf(losses);
        warnings = List.copyOf(warnings);
    }
}
