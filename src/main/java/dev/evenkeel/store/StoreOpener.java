package dev.evenkeel.store;

import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.local.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes of a spec the store that it means. */
public final class StoreOpener {

    private final Path standard;
    private final boolean newRegistry;

    /**
     * @param standard the folder of the store that is always there
     * @param newRegistry whether nothing has ever been stored in the registry
     */
    public StoreOpener(Path standard, boolean newRegistry) {
        this.standard = standard;
        this.newRegistry = newRegistry;
    }

    /**
     * A store that nobody has looked at yet.
     *
     * @param location what its place is called in the status
     */
    record Opened(ArchiveStore store, String location) {}

    /**
     * @param first whether the store has never been ready: only then may its place be made a store
     * @throws dev.evenkeel.archive.ArchiveException when that does not work
     */
    Opened open(StoreSpec spec, boolean first) {
        String path = spec.local().orElseThrow().path();
        return path.isEmpty() ? openStandard() : openLocal(Path.of(path), first);
    }

    /**
     * A folder that is there, but is no store, may be the empty mount point of a disk that is missing: only a registry
     * that has never stored anything may turn it into one.
     */
    private Opened openStandard() {
        LocalStore store = new LocalStore(standard);
        if (newRegistry || Files.notExists(standard)) {
            store.initialise();
        }
        return new Opened(store, standard.toString());
    }

    private static Opened openLocal(Path folder, boolean first) {
        LocalStore store = new LocalStore(folder);
        if (first) {
            store.initialise();
        }
        return new Opened(store, folder.toString());
    }
}
