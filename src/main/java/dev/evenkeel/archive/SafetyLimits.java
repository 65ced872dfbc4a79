package dev.evenkeel.archive;

/**
 * How much of an archive may be unpacked, and whether device nodes may.
 *
 * @param entries at most so many entries
 * @param tarBytes at most so many bytes of decompressed tar
 */
public record SafetyLimits(long entries, long tarBytes, boolean deviceNodes) {

    /** How many times its own size an archive that nobody vouches for may announce. */
    static final long DENSITY_MAX = 1_000;

    /** Below that much content nobody cares how small the file is. */
    static final long DENSITY_FREE_BYTES = 1L << 30;

    /** What the manifest announces and nothing beyond: a bomb goes off after that many bytes at the latest. */
    public static SafetyLimits announcedBy(ManifestHead head, boolean deviceNodes) {
        return new SafetyLimits(head.entries(), head.tarBytes(), deviceNodes);
    }

    /** Whether a file of that size may hold what it announces, if nobody but its own manifest says so. */
    static boolean isPlausible(ManifestHead head) {
        return head.tarBytes() <= DENSITY_FREE_BYTES || head.tarBytes() / DENSITY_MAX <= head.bytes();
    }
}
