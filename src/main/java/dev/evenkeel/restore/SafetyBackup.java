package dev.evenkeel.restore;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.CompressionSpec;
import dev.evenkeel.backup.Verification;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The Backup of what a volume held before its contents were replaced. An ordinary one, that nobody owns: it outlives
 * the Restore.
 */
final class SafetyBackup {

    /** On the Backup: the name of the Restore that wanted it. */
    static final String LABEL = ResourceKind.GROUP + "/safety-for";

    private static final Logger LOG = Logger.getLogger(SafetyBackup.class);

    private final Registry registry;

    SafetyBackup(Registry registry) {
        this.registry = registry;
    }

    /** How it stands. */
    sealed interface Progress {

        /** Has not come to its end. */
        record UnderWay() implements Progress {}

        /** Is in the store, proven. */
        record Done(ArchiveChoice archive) implements Progress {}

        /** Will not be. */
        record Failed(RestoreCause cause) implements Progress {}
    }

    /** Has it made, if there is none so far. */
    Progress ensure(Resource<RestoreSpec, RestoreStatus> restore, String name, String store) {
        Optional<Resource<BackupSpec, BackupStatus>> backup = find(restore, name);
        if (backup.isEmpty()) {
            create(restore, name, store);
            return new Progress.UnderWay();
        }
        return look(backup.get(), restore.spec().target().volume());
    }

    /** Where it is; empty when it is not there, or not good. */
    Optional<ArchiveChoice> archive(Resource<RestoreSpec, RestoreStatus> restore, String name) {
        return find(restore, name)
                .map(backup -> look(backup, restore.spec().target().volume()))
                .flatMap(progress ->
                        progress instanceof Progress.Done done ? Optional.of(done.archive()) : Optional.empty());
    }

    private Progress look(Resource<BackupSpec, BackupStatus> backup, String volume) {
        BackupStatus status = backup.status();
        if (!status.phase().finished() && !backup.deleting()) {
            return new Progress.UnderWay();
        }
        return status.phase().good() && status.archive(volume).isPresent()
                ? new Progress.Done(RestoreSource.choice(backup, volume))
                : new Progress.Failed(new RestoreCause(
                        RestoreReason.SafetyBackupFailed,
                        "Backup " + backup.metadata().name() + ": " + status.reason() + " " + status.message()));
    }

    private Optional<Resource<BackupSpec, BackupStatus>> find(
            Resource<RestoreSpec, RestoreStatus> restore, String name) {
        ResourceKey key = BackupKind.INSTANCE.key(restore.metadata().namespace(), name);
        return registry.find(BackupKind.INSTANCE, key);
    }

    private void create(Resource<RestoreSpec, RestoreStatus> restore, String name, String store) {
        Metadata metadata = Metadata.named(restore.metadata().namespace(), name)
                .withLabels(Map.of(LABEL, restore.metadata().name()));
        BackupSpec spec = new BackupSpec(
                List.of(restore.spec().target().volume()), store, CompressionSpec.standard(), Verification.Full);
        try {
            registry.create(
                    BackupKind.INSTANCE,
                    new Resource<>(BackupKind.INSTANCE.kind(), metadata, spec, BackupKind.INSTANCE.emptyStatus()));
            LOG.infof("safety backup begun restore=%s backup=%s", restore.key(), name);
        } catch (RegistryException.AlreadyExists done) {
            LOG.debugf("safety backup was there already restore=%s backup=%s", restore.key(), name);
        }
    }
}
