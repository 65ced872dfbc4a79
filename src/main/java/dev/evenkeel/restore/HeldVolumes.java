package dev.evenkeel.restore;

import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.VolumeHold;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import java.util.Optional;

/** Keeps volumes from being backed up while a Restore writes to them. Its own safety backup may. */
public final class HeldVolumes implements VolumeHold {

    private final Registry registry;

    public HeldVolumes(Registry registry) {
        this.registry = registry;
    }

    @Override
    public Optional<String> on(Resource<BackupSpec, BackupStatus> backup) {
        return registry.list(RestoreKind.INSTANCE, Optional.of(backup.metadata().namespace())).items().stream()
                .filter(restore ->
                        backup.spec().volumes().contains(restore.spec().target().volume()))
                .filter(restore -> !restore.status()
                        .safetyBackup()
                        .equals(backup.metadata().name()))
                .filter(HeldVolumes::writes)
                .findFirst()
                .map(restore -> "Restore " + restore.metadata().name() + " is at work on volume "
                        + restore.spec().target().volume());
    }

    /** From the moment on which its status says so until it is over. */
    private static boolean writes(Resource<RestoreSpec, RestoreStatus> restore) {
        RestoreStatus status = restore.status();
        boolean making = !restore.spec().replaces() && status.phase() == RestorePhase.Running;
        return !restore.spec().dryRun() && (status.replacement().isPresent() || making);
    }
}
