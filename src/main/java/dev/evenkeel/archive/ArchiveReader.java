package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Opens what a store keeps. */
public final class ArchiveReader {

    private final ArchiveStore store;

    public ArchiveReader(ArchiveStore store) {
        this.store = store;
    }

    /**
     * The archive as uncompressed tar, every member under {@code data/}, for one that has been admitted.
     *
     * @return throws {@link ArchiveException} and no IOException while it is read
     */
    public InputStream openTar(ArchiveLocation location) {
        return decompress(unsealed(store, location), store.head(location).compression(), location);
    }

    /** Shows every member of the manifest to {@code visitor}, in the archive's order, in constant memory. */
    public ManifestHead readMembers(ArchiveLocation location, MemberVisitor visitor) {
        try (ManifestReader manifest = ManifestReader.open(store.openManifest(location), store.cipher())) {
            for (Optional<Member> member = manifest.next(); member.isPresent(); member = manifest.next()) {
                visitor.visit(member.get());
            }
            return manifest.head();
        }
    }

    /** The archive without its encryption, if it has one. */
    static InputStream unsealed(ArchiveStore store, ArchiveLocation location) {
        InputStream archive = store.openArchive(location);
        return location.encrypted()
                ? store.cipher()
                        .decrypt(new NamedFailures(
                                archive, e -> new ArchiveException.StoreUnavailable(location + " cannot be read", e)))
                : archive;
    }

    /** @param archive is closed with the result, and when this fails */
    static InputStream decompress(InputStream archive, Compression compression, ArchiveLocation location) {
        InputStream file =
                new NamedFailures(archive, e -> new ArchiveException.StoreUnavailable(location + " cannot be read", e));
        try {
            return new NamedFailures(
                    compression.decompress(file),
                    e -> new ArchiveException.Corrupt(location + " cannot be decompressed: " + e.getMessage(), e));
        } catch (IOException e) {
            throw new ArchiveException.Corrupt(location + " cannot be decompressed: " + e.getMessage(), e);
        }
    }
}
