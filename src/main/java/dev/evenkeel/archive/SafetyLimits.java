package dev.evenkeel.archive;

/**
 * How much of an archive may be unpacked, and whether device nodes may.
 *
 * @param entries at most so many entries
 * @param tarBytes at most so many bytes of decompressed tar
 */
public record SafetyLimits(long entries, long tarBytes, boolean deviceNodes) {

    /** What the manifest announces and nothing beyond: a bomb goes off after that many bytes at the latest. */
    public static SafetyLimits announcedBy(ManifestHead head, boolean deviceNodes) {
        return new SafetyLimits(head.entries(), head.tarBytes(), deviceNodes);
    }
}
