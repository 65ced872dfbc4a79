package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveStore;
import java.util.Map;
import java.util.Optional;

/** The stores that Backups can name. */
public record ArchiveStores(Map<String, ArchiveStore> byName) {

    public ArchiveStores {
        byName = Map.copyOf(byName);
    }

    public Optional<ArchiveStore> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
