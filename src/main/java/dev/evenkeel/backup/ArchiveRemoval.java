package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Removes what a Backup has in its store. The store is asked, too: a process that died between publishing an archive
 * and writing it into the status left one that no status speaks of.
 */
final class ArchiveRemoval {

    private static final Logger LOG = Logger.getLogger(ArchiveRemoval.class);

    private ArchiveRemoval() {}

    /**
     * @param name of the store
     * @return what the store refuses to remove: that stays, and is no reason to keep the Backup
     * @throws ArchiveException when the store does not do it; what is left is removed by another call
     */
    static List<ArchiveException> removeAll(
            String name, ArchiveStore store, Resource<BackupSpec, BackupStatus> backup) {
        Set<ArchiveLocation> locations = new LinkedHashSet<>(recorded(name, backup));
        locations.addAll(ofUid(store, backup.metadata().uid()));
        List<ArchiveException> kept = new ArrayList<>();
        for (ArchiveLocation location : locations) {
            try {
                delete(store, location, backup);
            } catch (ArchiveException.DeleteRefused refused) {
                kept.add(refused);
            }
        }
        return kept;
    }

    /** Removes what a broken off attempt published and did not live to record. */
    static void removeUnrecorded(String name, ArchiveStore store, Resource<BackupSpec, BackupStatus> backup) {
        Set<ArchiveLocation> locations = ofUid(store, backup.metadata().uid());
        locations.removeAll(recorded(name, backup));
        for (ArchiveLocation location : locations) {
            try {
                delete(store, location, backup);
            } catch (ArchiveException.DeleteRefused refused) {
                LOG.infof("unrecorded archive stays backup=%s cause=\"%s\"", backup.key(), refused.getMessage());
            }
        }
    }

    private static Set<ArchiveLocation> recorded(String name, Resource<BackupSpec, BackupStatus> backup) {
        return backup.status().archives().stream()
                .filter(archive -> archive.store().equals(name))
                .map(ArchiveStatus::location)
                .map(ArchiveLocation::parse)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<ArchiveLocation> ofUid(ArchiveStore store, String uid) {
        return store.list().archives().stream()
                .filter(archive -> archive.head().backup().uid().equals(uid))
                .map(StoredArchive::location)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void delete(
            ArchiveStore store, ArchiveLocation location, Resource<BackupSpec, BackupStatus> backup) {
        store.delete(location);
        LOG.infof("archive removed backup=%s location=%s", backup.key(), location);
    }
}
