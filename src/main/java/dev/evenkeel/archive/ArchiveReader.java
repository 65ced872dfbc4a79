package dev.evenkeel.archive;

import java.io.InputStream;

/** Opens what a store keeps. */
public final class ArchiveReader {

    public ArchiveReader(ArchiveStore store) {}

    /** The archive as uncompressed tar, every member under {@code data/}. Throws {@link ArchiveException} while read. */
    public InputStream openTar(ArchiveLocation location) {
        throw new ArchiveException.NotFound(location);
    }

    /** Shows every member of the manifest to {@code visitor}, in the archive's order, in constant memory. */
    public ManifestHead readMembers(ArchiveLocation location, MemberVisitor visitor) {
        throw new ArchiveException.NotFound(location);
    }
}
