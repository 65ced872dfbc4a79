package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The stores that Backups can name, as they are at the moment. They come and go while the program runs. */
public final class ArchiveStores {

    private final Map<String, ArchiveStore> byName;

    public ArchiveStores(Map<String, ArchiveStore> byName) {
        this.byName = new ConcurrentHashMap<>(byName);
    }

    /** The store of that name; empty when nobody has declared one. One that is declared may still not be there. */
    public Optional<ArchiveStore> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public void put(String name, ArchiveStore store) {
        byName.put(name, store);
    }

    public void remove(String name) {
        byName.remove(name);
    }
}
