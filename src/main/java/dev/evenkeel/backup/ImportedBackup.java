package dev.evenkeel.backup;

import dev.evenkeel.archive.Compression;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a store's manifests say of a Backup that the registry does not know. Pure. */
public final class ImportedBackup {

    /** On a Backup: the store that it was imported from. */
    public static final String ANNOTATION = ResourceKind.GROUP + "/imported-from";

    private ImportedBackup() {}

    /**
     * The Backup that {@code archives} are of. It belongs to no schedule, so no retention takes it away.
     *
     * @param name as it is to be called here
     * @param store the name of the store that they are in
     * @param archives all of one Backup; of a volume that is there twice the newest counts
     * @param now when it is imported
     */
    public static Resource<BackupSpec, BackupStatus> of(
            String name, String store, List<StoredArchive> archives, Instant now) {
        List<StoredArchive> newest = newest(archives);
        ManifestHead first = newest.getFirst().head();
        Instant begun = newest.stream()
                .map(ImportedBackup::made)
                .min(Comparator.naturalOrder())
                .orElse(now);
        Instant over = newest.stream()
                .map(ImportedBackup::made)
                .max(Comparator.naturalOrder())
                .orElse(now);
        BackupSpec spec = new BackupSpec(
                newest.stream().map(one -> one.head().volume().name()).toList(),
                store,
                compression(first.compression()),
                Verification.Full);
        Resource<BackupSpec, BackupStatus> backup = new Resource<>(
                BackupKind.INSTANCE.kind(), metadata(name, store, first, begun), spec, BackupStatus.EMPTY);
        BackupStatus status = BackupStatus.EMPTY
                .begun(1, begun)
                .withArchives(newest.stream()
                        .map(one -> BackupStatuses.archive(store, one, false))
                        .toList());
        return backup.withStatus(
                unproven(BackupStatuses.finished(backup.withStatus(status), List.of(), false, over), store, over));
    }

    private static BackupStatus unproven(BackupStatus status, String store, Instant over) {
        Condition notYet = Condition.of(
                BackupStatus.VERIFIED,
                Condition.Status.Unknown,
                BackupReason.NotYet,
                "imported from store " + store + ", and not looked at here so far");
        return status.withConditions(
                Conditions.after(status.conditions(), List.of(notYet), status.observedGeneration(), over),
                status.observedGeneration());
    }

    private static List<StoredArchive> newest(List<StoredArchive> archives) {
        Map<String, StoredArchive> byVolume = new LinkedHashMap<>();
        archives.stream()
                .sorted(Comparator.comparing(ImportedBackup::made))
                .forEach(one -> byVolume.put(one.head().volume().name(), one));
        return new ArrayList<>(byVolume.values());
    }

    private static Instant made(StoredArchive archive) {
        return archive.head().createdAt();
    }

    private static CompressionSpec compression(Compression compression) {
        return compression.algorithm() == Compression.Algorithm.none
                ? new CompressionSpec(Compression.Algorithm.none, CompressionSpec.LEVEL_DEFAULT)
                : new CompressionSpec(compression.algorithm(), compression.level());
    }

    private static Metadata metadata(String name, String store, ManifestHead head, Instant begun) {
        return new Metadata(
                        name,
                        "",
                        head.namespace(),
                        "",
                        "",
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(ANNOTATION, store),
                        List.of(),
                        List.of(),
                        List.of())
                .born(head.backup().uid(), begun, BackupKind.INSTANCE.finalizers());
    }
}
