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
 * made is known by its label. A replacement goes on where it was.
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
            Optional<Resource<RestoreSpec, RestoreStatus>> found = registry.find(RestoreKind.INSTANCE, key);
            if (found.isEmpty()) {
                return Outcome.settled();
            }
            Resource<RestoreSpec, RestoreStatus> restore = found.get();
            if (restore.deleting()) {
                return applier.abandon(restore);
            }
            return restore.status().phase().finished() ? Outcome.settled() : follow(restore);
        } catch (RegistryException unanswered) {
            LOG.warnf("registry does not answer restore=%s cause=%s", key, unanswered.getMessage());
            return Outcome.failed(RestoreReason.RegistryUnavailable);
        }
    }

    /** The archive is chosen once: what comes or goes in the meantime does not change what is restored. */
    private Outcome follow(Resource<RestoreSpec, RestoreStatus> restore) throws InterruptedException {
        Optional<ArchiveChoice> chosen = restore.status().source();
        RestoreSource source = chosen.isPresent()
                ? new RestoreSource.Found(chosen.get())
                : RestoreSource.of(
                        restore.spec(),
                        registry.list(
                                        BackupKind.INSTANCE,
                                        Optional.of(restore.metadata().namespace()))
                                .items());
        return switch (source) {
            case RestoreSource.Found found ->
                applier.apply(restore.withStatus(restore.status().withSource(found.archive())), found.archive());
            case RestoreSource.None none -> applier.fail(restore, none.cause());
            case RestoreSource.Unfinished unfinished -> {
                applier.postpone(restore, unfinished.cause());
                yield Outcome.checkAgain(PATIENCE);
            }
        };
    }
}
