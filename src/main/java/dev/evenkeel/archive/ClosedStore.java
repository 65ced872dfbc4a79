package dev.evenkeel.archive;

import java.io.InputStream;

/** Stands for a store that cannot be used yet, and says why to whoever tries. It is never an empty one. */
public record ClosedStore(String why) implements ArchiveStore {

    @Override
    public ArchiveDraft begin(ArchiveOrigin origin, Compression compression) {
        throw closed();
    }

    @Override
    public ArchiveListing list() {
        throw closed();
    }

    @Override
    public ManifestHead head(ArchiveLocation location) {
        throw closed();
    }

    @Override
    public InputStream openArchive(ArchiveLocation location) {
        throw closed();
    }

    @Override
    public InputStream openManifest(ArchiveLocation location) {
        throw closed();
    }

    @Override
    public void delete(ArchiveLocation location) {
        throw closed();
    }

    @Override
    public int reap() {
        throw closed();
    }

    @Override
    public long freeBytes() {
        throw closed();
    }

    @Override
    public StoreUsage usage() {
        throw closed();
    }

    private ArchiveException closed() {
        return new ArchiveException.StoreUnavailable(why);
    }
}
