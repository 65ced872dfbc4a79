package dev.evenkeel.schedule;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.restore.ArchiveChoice;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestorePhase;
import dev.evenkeel.schedule.RetentionReview.Hold;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at what a schedule has made so far, and at what its stores really hold of it. */
final class ScheduleRuns {

    private final Registry registry;
    private final ArchiveStores stores;

    ScheduleRuns(Registry registry, ArchiveStores stores) {
        this.registry = registry;
        this.stores = stores;
    }

    /** The schedule's own Backups: those it owns, not those that merely carry its label. */
    List<Run> of(Resource<ScheduleSpec, ScheduleStatus> schedule) {
        Optional<String> engine = Optional.of(schedule.metadata().namespace());
        Set<String> restoring = restoring(engine);
        return registry.list(BackupKind.INSTANCE, engine).items().stream()
                .filter(backup -> backup.isOwnedBy(schedule.metadata().uid()) && !backup.deleting())
                .map(backup ->
                        Run.of(backup, restoring.contains(backup.metadata().name())))
                .toList();
    }

    /** The Backups that Restores are from which are not over: each is read several times. */
    private Set<String> restoring(Optional<String> engine) {
        return registry.list(RestoreKind.INSTANCE, engine).items().stream()
                .filter(restore -> restore.status().phase() != RestorePhase.Succeeded
                        && restore.status().phase() != RestorePhase.Failed)
                .map(restore -> restore.status()
                        .source()
                        .map(ArchiveChoice::backup)
                        .orElse(restore.spec().backup()))
                .collect(Collectors.toSet());
    }

    /**
     * What of {@code runs} is to be kept. Before anything goes the stores are asked: what they do not show does not
     * count, and when they show nothing at all, nothing goes.
     */
    RetentionReview review(ScheduleSpec spec, List<Run> runs, Instant now) {
        RetentionReview review = Retention.review(spec.retention(), spec.zone(), runs, now);
        if (review.removals().isEmpty()) {
            return review;
        }
        try {
            Set<RunArchive> stored = stored(runs);
            List<Run> seen = runs.stream()
                    .map(run -> run.with(archive -> stored.contains(archive) ? archive : archive.gone()))
                    .toList();
            return Retention.review(spec.retention(), spec.zone(), seen, now);
        } catch (ArchiveException unseen) {
            return review.held(new Hold(ScheduleReason.StoreUnavailable, String.valueOf(unseen.getMessage())));
        }
    }

    private Set<RunArchive> stored(List<Run> runs) {
        Set<RunArchive> claimed =
                runs.stream().flatMap(run -> run.archives().stream()).collect(Collectors.toSet());
        Set<RunArchive> stored = new HashSet<>();
        claimed.stream().map(RunArchive::store).distinct().forEach(name -> {
            Set<String> locations = locations(name);
            claimed.stream()
                    .filter(archive -> archive.store().equals(name) && locations.contains(archive.location()))
                    .forEach(stored::add);
        });
        return stored;
    }

    private Set<String> locations(String name) {
        ArchiveStore store =
                stores.find(name).orElseThrow(() -> new ArchiveException.StoreUnavailable("there is no store " + name));
        return store.list().archives().stream()
                .map(archive -> archive.location().toString())
                .collect(Collectors.toSet());
    }
}
