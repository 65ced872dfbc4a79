package dev.evenkeel.boot;

import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.local.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the stores that configuration names. */
final class Stores {

    private Stores() {}

    /**
     * The store in a local folder. A folder that is there, but is no store, may be the empty mount point of a disk that
     * is missing: only a registry that has never stored anything may turn it into one.
     */
    static ArchiveStore local(Path folder, boolean newRegistry) {
        LocalStore store = new LocalStore(folder);
        if (newRegistry || Files.notExists(folder)) {
            store.initialise();
        }
        return store;
    }
}
