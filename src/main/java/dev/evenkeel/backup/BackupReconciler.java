package dev.evenkeel.backup;

import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings a Backup to its end. A turn lasts as long as the run: there are as many runs at a time as there are threads
 * working for this reconciler.
 */
public final class BackupReconciler implements Reconciler {

    private static final Logger LOG = Logger.getLogger(BackupReconciler.class);

    private final Registry registry;
    private final VolumeHold hold;
    private final BackupApplier applier;

    public BackupReconciler(Registry registry, VolumeHold hold, BackupApplier applier) {
        this.registry = registry;
        this.hold = hold;
        this.applier = applier;
    }

    @Override
    public Outcome reconcile(ResourceKey key) throws InterruptedException {
        try {
            Optional<Resource<BackupSpec, BackupStatus>> backup = registry.find(BackupKind.INSTANCE, key);
            if (backup.isEmpty()) {
                return Outcome.settled();
            }
            BackupPlan plan = BackupPlanner.plan(backup.get());
            LOG.debugf("planned backup=%s plan=%s", key, plan);
            Optional<String> held = plan instanceof BackupPlan.Archive ? hold.on(backup.get()) : Optional.empty();
            return held.isPresent()
                    ? applier.postpone(backup.get(), new BackupCause(BackupReason.VolumeHeld, held.get()))
                    : applier.apply(backup.get(), plan);
        } catch (RegistryException unanswered) {
            LOG.warnf("registry does not answer backup=%s cause=%s", key, unanswered.getMessage());
            return Outcome.failed(BackupReason.RegistryUnavailable);
        }
    }
}
