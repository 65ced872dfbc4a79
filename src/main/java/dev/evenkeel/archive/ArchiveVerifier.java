package dev.evenkeel.archive;

import java.util.function.LongSupplier;

/** Holds archives against their manifests, and looks for what must not be unpacked. */
public final class ArchiveVerifier {

    /** @param nanoTime a monotonic clock in nanoseconds */
    public ArchiveVerifier(ArchiveStore store, LongSupplier nanoTime) {}

    /**
     * Returns the head of the manifest when the archive is what it says.
     *
     * @throws ArchiveException.Mismatch when it is something else
     * @throws ArchiveException.Corrupt when it cannot be decompressed or parsed
     * @throws ArchiveException.Truncated when its end is missing
     */
    public ManifestHead verify(ArchiveLocation location, VerificationLevel level, ArchiveProgress progress) {
        throw new ArchiveException.NotFound(location);
    }

    /**
     * To be called before unpacking: verifies in full, and that no entry could harm anything outside the volume.
     *
     * @throws ArchiveException.Hostile for the first entry that breaks a {@link SafetyRule}
     */
    public ManifestHead admit(ArchiveLocation location, boolean deviceNodes, ArchiveProgress progress) {
        throw new ArchiveException.NotFound(location);
    }
}
