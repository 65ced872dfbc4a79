package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Writes a run's status while it goes on, and sees by that whether anybody still wants it: a run whose resource is
 * being deleted ends with {@link ArchiveException.Cancelled} at its next report.
 *
 * <p>Used by the one thread that has the resource's turn.
 *
 * @param <S> the spec of the kind
 * @param <T> the status of the kind
 */
public final class RunJournal<S, T> {

    /** Not more often: each report is a durable write. */
    static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(RunJournal.class);

    private final Registry registry;
    private final ResourceKind<S, T> kind;
    private final LongSupplier nanoTime;
    private final BooleanSupplier hurry;
    private Resource<S, T> resource;
    private long reportedAt;
    private boolean unwanted;

    public RunJournal(Registry registry, ResourceKind<S, T> kind, LongSupplier nanoTime, Resource<S, T> resource) {
        this(registry, kind, nanoTime, resource, () -> false);
    }

    /** @param hurry whether something was written about the resource by others, so that the next report cannot wait */
    RunJournal(
            Registry registry,
            ResourceKind<S, T> kind,
            LongSupplier nanoTime,
            Resource<S, T> resource,
            BooleanSupplier hurry) {
        this.hurry = hurry;
        this.registry = registry;
        this.kind = kind;
        this.nanoTime = nanoTime;
        this.resource = resource;
        this.reportedAt = nanoTime.getAsLong();
    }

    /** The resource with the status that was written last. */
    public Resource<S, T> resource() {
        return resource;
    }

    /** Whether the resource is on its way out, as of the last write. */
    public boolean unwanted() {
        return unwanted;
    }

    public void write(T status) {
        resource = resource.withStatus(status);
        Optional<Resource<S, T>> stored = registry.updateStatus(kind, resource, status);
        unwanted = stored.isEmpty() || stored.get().deleting();
    }

    /**
     * Writes {@code status} before something new is begun.
     *
     * @throws ArchiveException.Cancelled when the resource is being deleted
     */
    public void enter(T status) {
        write(status);
        requireWanted();
    }

    /**
     * Writes {@code status}, unless the last report is too fresh. One that cannot be written is left out: the work is
     * worth more than the report of it.
     *
     * @throws ArchiveException.Cancelled when the resource is being deleted
     */
    public void report(T status) {
        if (nanoTime.getAsLong() - reportedAt < REPORT_INTERVAL.toNanos() && !hurry.getAsBoolean()) {
            return;
        }
        reportedAt = nanoTime.getAsLong();
        try {
            write(status);
        } catch (RegistryException unanswered) {
            LOG.warnf("progress not written key=%s cause=%s", resource.key(), unanswered.getMessage());
        }
        requireWanted();
    }

    private void requireWanted() {
        if (unwanted) {
            throw new ArchiveException.Cancelled(resource.key() + " is being deleted");
        }
    }
}
