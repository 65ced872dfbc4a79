package dev.evenkeel.store;

import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.backup.ArchiveStatus;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.ImportedBackup;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes Backups of archives whose Backup the registry does not know, because it is a new one. Only when somebody asks
 * for it: what was deleted on purpose does not come back by itself.
 */
public final class StoreImport {

    /** On a BackupStore: {@code now}. It is taken away when it has been answered. */
    static final String ANNOTATION = ResourceKind.GROUP + "/import";

    private static final String NOW = "now";

    /** So much of a uid tells Backups apart that have one name. */
    private static final int UID_PART = 8;

    private final Registry registry;
    private final Set<String> engines;

    /** @param engines the names of all engines: what is of another one has no place here */
    public StoreImport(Registry registry, Set<String> engines) {
        this.registry = registry;
        this.engines = Set.copyOf(engines);
    }

    static boolean wanted(Resource<StoreSpec, StoreStatus> store) {
        return store.metadata().annotation(ANNOTATION).filter(NOW::equals).isPresent();
    }

    /** Imports what is unknown; doing so twice changes nothing. */
    public StoreStatus.Import run(String store, ArchiveListing listing, Instant now) {
        List<Resource<BackupSpec, BackupStatus>> known =
                registry.list(BackupKind.INSTANCE, Optional.empty()).items();
        Set<String> uids = known.stream().map(backup -> backup.metadata().uid()).collect(Collectors.toSet());
        Set<String> recorded = known.stream()
                .flatMap(backup -> backup.status().archives().stream())
                .filter(archive -> archive.store().equals(store))
                .map(ArchiveStatus::location)
                .collect(Collectors.toSet());
        Set<String> names = known.stream()
                .map(backup ->
                        backup.metadata().namespace() + "/" + backup.metadata().name())
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, List<StoredArchive>> unknown = new LinkedHashMap<>();
        long elsewhere = 0;
        for (StoredArchive archive : listing.archives()) {
            String uid = archive.head().backup().uid();
            if (!engines.contains(archive.head().namespace())) {
                elsewhere++;
            } else if (!uids.contains(uid)
                    && !recorded.contains(archive.location().toString())) {
                unknown.computeIfAbsent(uid, any -> new ArrayList<>()).add(archive);
            }
        }
        List<Resource<BackupSpec, BackupStatus>> imported = unknown.values().stream()
                .map(archives -> ImportedBackup.of(name(archives, names), store, archives, now))
                .toList();
        registry.adopt(imported);
        long archives = imported.stream()
                .mapToLong(backup -> backup.status().archives().size())
                .sum();
        return new StoreStatus.Import(
                Optional.of(now.truncatedTo(ChronoUnit.SECONDS)),
                imported.size(),
                archives,
                listing.unreadable().size(),
                elsewhere);
    }

    /** Its own, unless another Backup has it by now. */
    private static String name(List<StoredArchive> archives, Set<String> taken) {
        var head = archives.getFirst().head();
        String own = head.backup().name();
        String uid = head.backup().uid();
        String part = "-" + uid.substring(0, Math.min(UID_PART, uid.length()));
        String other = own.substring(0, Math.min(own.length(), ObjectName.LENGTH_MAX - part.length())) + part;
        String name = taken.contains(head.namespace() + "/" + own) ? other : own;
        taken.add(head.namespace() + "/" + name);
        return name;
    }
}
