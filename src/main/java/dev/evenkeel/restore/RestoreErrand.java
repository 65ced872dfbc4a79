package dev.evenkeel.restore;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.MemberDifference;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.backup.VolumeAccess;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.volume.VolumeKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One Restore on its engine, in one turn: which of the three ways it goes, and how far. */
final class RestoreErrand {

    private static final Logger LOG = Logger.getLogger(RestoreErrand.class);

    private final Registry registry;
    private final Engine engine;
    private final ContainerUsers users;
    private final RestoreReporter reporter;
    private final Resource<RestoreSpec, RestoreStatus> restore;
    private final ArchiveChoice archive;
    private final RestoreWork work;
    private final VolumeAccess.Owner owner;

    RestoreErrand(
            Registry registry,
            Engine engine,
            ContainerUsers users,
            ArchiveStores stores,
            FreeSpace space,
            Optional<GnuTar> tar,
            RestoreReporter reporter,
            Resource<RestoreSpec, RestoreStatus> restore,
            ArchiveChoice archive) {
        this.registry = registry;
        this.engine = engine;
        this.users = users;
        this.reporter = reporter;
        this.restore = restore;
        this.archive = archive;
        this.owner = new VolumeAccess.Owner(registry.id(), restore.metadata().uid());
        this.work = new RestoreWork(engine, stores, space, tar, owner, reporter);
    }

    /** @param manifest empty only in the middle of a replacement, when it cannot be read */
    RestoreResult run(Supplier<Optional<ManifestHead>> manifest) {
        RestoreResult result = advance(manifest);
        sweep();
        return result;
    }

    /** A helper that could not be removed when it had done its work would keep the volume from being removed. */
    private void sweep() {
        try {
            HelperReaper.reap(engine, owner);
        } catch (EngineException later) {
            LOG.debugf("helpers not looked for restore=%s cause=%s", restore.key(), later.getMessage());
        }
    }

    private RestoreResult advance(Supplier<Optional<ManifestHead>> manifest) {
        Optional<EngineVolume> target = find(volume());
        Optional<ManifestHead> head = manifest.get();
        if (restore.status().replacement().isPresent()) {
            return replacement(head).advance(head.map(ManifestHead::tarBytes).orElse(0L));
        }
        if (restore.status().attempts() >= RestorePlanner.ATTEMPTS_MAX) {
            return new RestoreResult.Broken(new RestoreCause(
                    RestoreReason.Interrupted, "begun " + restore.status().attempts() + " times and never finished"));
        }
        return restore.spec().replaces() ? replace(head.orElseThrow(), target) : make(head.orElseThrow(), target);
    }

    /** Takes back what was begun; what cannot be now is said. */
    Optional<RestoreCause> abandon() {
        if (restore.status().replacement().isPresent()) {
            RestoreResult result = replacement(Optional.empty()).retreat(0);
            return switch (result) {
                case RestoreResult.Again again -> Optional.of(again.cause());
                case RestoreResult.Broken broken
                when broken.cause().reason() == RestoreReason.RollbackFailed -> Optional.of(broken.cause());
                case RestoreResult.Broken broken -> Optional.empty();
                case RestoreResult.Restored restored -> Optional.empty();
                case RestoreResult.Planned planned -> Optional.empty();
                case RestoreResult.Busy busy -> Optional.empty();
                case RestoreResult.Waiting waiting -> Optional.empty();
            };
        }
        RestoreRun.undo(engine, owner, restore.spec().replaces() ? ReplacePlanner.scratch(restore) : volume());
        return Optional.empty();
    }

    private RestoreResult make(ManifestHead head, Optional<EngineVolume> target) {
        ResourceKey declared = VolumeKind.INSTANCE.key(restore.metadata().namespace(), volume());
        RestorePlan plan = RestorePlanner.plan(
                restore, archive, head, target, registry.find(VolumeKind.INSTANCE, declared), registry.id());
        LOG.debugf("planned restore=%s plan=%s", restore.key(), plan);
        return switch (plan) {
            case RestorePlan.Refuse refuse -> new RestoreResult.Broken(refuse.cause());
            case RestorePlan.Make make -> make(head, make);
            case RestorePlan.Replace never -> throw new IllegalStateException("a new volume replaces nothing");
        };
    }

    private RestoreResult make(ManifestHead head, RestorePlan.Make plan) {
        begin(head);
        RestorePreview preview =
                new RestorePreview(head.entries() - 1, 0, 0, head.sourceBytes(), List.of(), plan.toString());
        if (restore.spec().dryRun()) {
            return work.perform(plan.steps().subList(0, 1), plan.totalBytes())
                    .<RestoreResult>map(RestoreResult.Broken::new)
                    .orElseGet(() -> new RestoreResult.Planned(preview, plan.note()));
        }
        reporter.remember(reporter.status().withPlan(preview));
        return RestoreRun.make(work, plan, engine, owner, volume());
    }

    private RestoreResult replace(ManifestHead head, Optional<EngineVolume> target) {
        if (target.isEmpty()) {
            return new RestoreResult.Broken(new RestoreCause(
                    RestoreReason.TargetNotFound,
                    "there is no volume " + volume() + " whose contents could be replaced; spec.target.mode: New makes"
                            + " one"));
        }
        Optional<String> other = otherRestore();
        if (other.isPresent()) {
            return new RestoreResult.Busy(new RestoreCause(
                    RestoreReason.TargetBusy, "Restore " + other.get() + " is at work on volume " + volume()));
        }
        begin(head);
        return restore.spec().dryRun()
                ? preview(head)
                : replacement(Optional.of(head)).advance(head.tarBytes());
    }

    /** What the real run would do, up to where it would begin to write. */
    private RestoreResult preview(ManifestHead head) {
        RestorePlan.Replace plan = plan(head);
        Optional<RestoreCause> failure = work.perform(plan.staging().subList(0, 1), plan.totalBytes());
        failure = failure.isPresent() ? failure : work.requireSpace(volume(), plan.totalBytes());
        if (failure.isPresent()) {
            return new RestoreResult.Broken(failure.get());
        }
        MemberDifference difference = work.difference(archive, volume(), plan.totalBytes());
        return new RestoreResult.Planned(RestorePreview.of(difference, plan.stops(), plan.toString()), "");
    }

    private ReplaceRun replacement(Optional<ManifestHead> head) {
        return new ReplaceRun(
                work, reporter, new SafetyBackup(registry), restore, archive, () -> plan(head.orElseThrow()));
    }

    private RestorePlan.Replace plan(ManifestHead head) {
        return ReplacePlanner.plan(restore, archive, head, users.running(volume()), registry.id());
    }

    private void begin(ManifestHead head) {
        RestoreStatus begun = reporter.status().begunAgain();
        reporter.remember(restore.spec().dryRun() ? begun : begun.withContents(head.entries(), head.sourceBytes()));
    }

    /** Two that write to one volume would make a mix; the first to begin goes on. */
    private Optional<String> otherRestore() {
        return registry
                .list(RestoreKind.INSTANCE, Optional.of(restore.metadata().namespace()))
                .items()
                .stream()
                .filter(other ->
                        !other.metadata().uid().equals(restore.metadata().uid()))
                .filter(other -> other.spec().target().volume().equals(volume())
                        && other.spec().replaces()
                        && !other.spec().dryRun())
                .filter(other ->
                        !other.status().phase().finished() && (other.status().attempts() > 0 || isOlder(other)))
                .map(other -> other.metadata().name())
                .findFirst();
    }

    private boolean isOlder(Resource<RestoreSpec, RestoreStatus> other) {
        return other.metadata().creationTimestamp().equals(restore.metadata().creationTimestamp())
                ? other.metadata().uid().compareTo(restore.metadata().uid()) < 0
                : other.metadata()
                        .creationTimestamp()
                        .orElseThrow()
                        .isBefore(restore.metadata().creationTimestamp().orElseThrow());
    }

    private Optional<EngineVolume> find(String name) {
        try {
            return Optional.of(engine.volume(name));
        } catch (EngineException.NotFound none) {
            return Optional.empty();
        }
    }

    private String volume() {
        return restore.spec().target().volume();
    }
}
