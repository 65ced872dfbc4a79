package dev.evenkeel.restore;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings a Restore to its end. A turn lasts as long as the work. One that was broken off is begun anew: what it had
 * made is known by its label.
 */
public final class RestoreReconciler implements Reconciler {

    /** How often to look whether a Backup is over. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(RestoreReconciler.class);

    private final Registry registry;
    private final RestoreApplier applier;

    public RestoreReconciler(Registry registry, RestoreApplier applier) {
        this.registry = registry;
        this.applier = applier;
    }

    @Override
    public Outcome reconcile(ResourceKey key) throws InterruptedException {
        try {
            Optional<Resource<RestoreSpec, RestoreStatus>> restore = registry.find(RestoreKind.INSTANCE, key)
                    .filter(found ->
                            !found.deleting() && !found.status().phase().finished());
            return restore.isPresent() ? follow(restore.get()) : Outcome.settled();
        } catch (RegistryException unanswered) {
            LOG.warnf("registry does not answer restore=%s cause=%s", key, unanswered.getMessage());
            return Outcome.failed(RestoreReason.RegistryUnavailable);
        }
    }

    private Outcome follow(Resource<RestoreSpec, RestoreStatus> restore) throws InterruptedException {
        ResourceKey backup = BackupKind.INSTANCE.key(
                restore.metadata().namespace(), restore.spec().backup());
        return switch (RestoreSource.of(restore.spec(), registry.find(BackupKind.INSTANCE, backup))) {
            case RestoreSource.Archive archive -> applier.apply(restore, archive);
            case RestoreSource.None none -> applier.fail(restore, none.cause());
            case RestoreSource.Unfinished unfinished -> {
                applier.postpone(restore, unfinished.cause());
                yield Outcome.checkAgain(PATIENCE);
            }
        };
    }
}
