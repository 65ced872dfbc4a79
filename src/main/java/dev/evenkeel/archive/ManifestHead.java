package dev.evenkeel.archive;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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

    /** The format of a manifest that anybody can read. */
    public static final int FORMAT_VERSION = 1;

    /** The format of a manifest whose members are encrypted, as its archive is. */
    public static final int SEALED_VERSION = 2;

    public ManifestHead {
        losses = List.copyOf(losses);
        warnings = List.copyOf(warnings);
    }

    /**
     * This head for everybody: what an encrypted archive warns of or lost may name files, and names are as secret as
     * contents. The numbers stay.
     */
    ManifestHead sealed() {
        List<String> told = capture.losses().stream().filter(losses::contains).toList();
        List<String> lost = losses.size() == told.size()
                ? told
                : Stream.concat(told.stream(), Stream.of((losses.size() - told.size()) + " more"))
                        .toList();
        return new ManifestHead(
                SEALED_VERSION,
                archive,
                sha256,
                bytes,
                sourceBytes,
                tarBytes,
                entries,
                createdAt,
                namespace,
                volume,
                backup,
                capture,
                lost,
                List.of(),
                warningCount,
                compression,
                engineVersion);
    }
}
