package dev.evenkeel.command;

import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.store.StoreSpec;
import java.io.IOException;

/** Makes what volumes are brought back with, of the settings as they are when it is asked. */
public interface RecoveryTools {

    /** The store as it is; nothing in it is changed. */
    ArchiveStore store(String name, StoreSpec spec);

    /**
     * A workshop for archives of one engine.
     *
     * @param listing what is in the store
     * @param namespace the name of the engine that the archives are of
     */
    Workshop workshop(String name, ArchiveStore store, ArchiveListing listing, String namespace)
            throws IOException, InterruptedException;

    /**
     * A registry for this one time, the engine of the settings, and who brings Restores to their end.
     *
     * @param host of the engine, for messages
     * @param discard makes the registry go
     */
    record Workshop(Registry registry, Engine engine, String host, Reconciler restores, Runnable discard)
            implements AutoCloseable {
        @Override
        public void close() {
            discard.run();
        }
    }
}
