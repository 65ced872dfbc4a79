package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveDraft;
import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveOrigin;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.Compression;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.StoreUsage;
import java.io.InputStream;

/** A store on a disk with so much room left. */
record CrampedStore(ArchiveStore store, long freeBytes) implements ArchiveStore {

    @Override
    public ArchiveDraft begin(ArchiveOrigin origin, Compression compression) {
        return store.begin(origin, compression);
    }

    @Override
    public ArchiveListing list() {
        return store.list();
    }

    @Override
    public ManifestHead head(ArchiveLocation location) {
        return store.head(location);
    }

    @Override
    public InputStream openArchive(ArchiveLocation location) {
        return store.openArchive(location);
    }

    @Override
    public InputStream openManifest(ArchiveLocation location) {
        return store.openManifest(location);
    }

    @Override
    public void delete(ArchiveLocation location) {
        store.delete(location);
    }

    @Override
    public int reap() {
        return store.reap();
    }

    @Override
    public StoreUsage usage() {
        return store.usage();
    }
}
