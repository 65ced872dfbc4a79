package dev.evenkeel.schedule;

import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.Viewer;
import dev.evenkeel.resource.Violation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows what a schedule would keep now: the very same judgement by which it removes. */
public final class RetentionPreviews implements Viewer {

    private final Registry registry;
    private final ScheduleRuns runs;
    private final Clock clock;

    public RetentionPreviews(Registry registry, ArchiveStores stores, Clock clock) {
        this.registry = registry;
        this.runs = new ScheduleRuns(registry, stores);
        this.clock = clock;
    }

    @Override
    public Optional<RetentionPreview> view(ResourceKey key) {
        return registry.find(ScheduleKind.INSTANCE, key).map(this::preview);
    }

    private RetentionPreview preview(Resource<ScheduleSpec, ScheduleStatus> schedule) {
        Instant now = clock.instant();
        ScheduleSpec spec = schedule.spec();
        List<Violation> broken =
                ScheduleKind.INSTANCE.validate(schedule.metadata().name(), spec);
        if (!broken.isEmpty()) {
            Violation first = broken.getFirst();
            return RetentionPreview.nothing(spec.retention(), first.field() + ": " + first.message(), now);
        }
        return RetentionPreview.of(spec.retention(), runs.review(spec, runs.of(schedule), now), now);
    }
}
