package dev.evenkeel.archive;

import java.io.InputStream;

/**
 * A place that keeps archives, each with its manifest.
 *
 * <p>An archive that can be seen is complete and has its manifest, whenever and however the writer died. Every method
 * throws {@link ArchiveException.StoreUnavailable} when the store is not there, and never takes that for emptiness.
 */
public interface ArchiveStore {

    /** The free space of a store that has no limit of its own. */
    long UNLIMITED = Long.MAX_VALUE;

    /** How its archives are encrypted. */
    default ArchiveCipher cipher() {
        return ArchiveCipher.NONE;
    }

    /** Opens a new archive, which nobody sees before it is published. */
    ArchiveDraft begin(ArchiveOrigin origin, Compression compression);

    /** All archives. Reads the heads of the manifests only. */
    ArchiveListing list();

    /** @throws ArchiveException.NotFound when there is no such archive */
    ManifestHead head(ArchiveLocation location);

    /** The archive file as it is stored. */
    InputStream openArchive(ArchiveLocation location);

    /** The manifest file as it is stored. */
    InputStream openManifest(ArchiveLocation location);

    /** Removes an archive and its manifest; one that is gone already is as good as removed. */
    void delete(ArchiveLocation location);

    /**
     * Removes what writers that died left behind. To be called before the first draft is begun.
     *
     * @return how many files it removed
     */
    int reap();

    /** How many bytes can still be stored; {@link #UNLIMITED} where nobody says. */
    long freeBytes();

    /** How much is in it, by names and sizes: no manifest is read for it. */
    StoreUsage usage();
}
