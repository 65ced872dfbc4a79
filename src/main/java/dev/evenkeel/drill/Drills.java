package dev.evenkeel.drill;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestoreSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks after the drills of schedules: looks, has it planned, carries it out. */
public final class Drills {

    /** How soon to look again while a drill goes on, or waits: somebody may want to restore something. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(Drills.class);

    private final Registry registry;
    private final Engines engines;
    private final EventRecorder events;

    public Drills(Registry registry, Engines engines, EventRecorder events) {
        this.registry = registry;
        this.engines = engines;
        this.events = events;
    }

    /** What to do now. */
    public DrillPlan plan(DrillRequest request, Instant now) {
        DrillStatus before = request.before();
        boolean resting = !request.spec().wanted() || request.suspended();
        if (resting && before.active().isEmpty()) {
            return new DrillPlan(List.of(), request.spec().wanted() ? before : DrillStatus.NONE, false);
        }
        String engine = request.schedule().metadata().namespace();
        List<DrillRun> all = registry.list(RestoreKind.INSTANCE, Optional.of(engine)).items().stream()
                .map(DrillRun::new)
                .toList();
        List<DrillRun> own = all.stream()
                .filter(run -> run.isDrill()
                        && run.restore().isOwnedBy(request.schedule().metadata().uid())
                        && !run.restore().deleting())
                .toList();
        boolean wantedMore = all.stream().anyMatch(run -> !run.isDrill() && !run.finished());
        boolean others = all.stream().anyMatch(run -> run.isDrill() && !own.contains(run));
        return DrillPlanner.plan(
                request, new DrillPlanner.Situation(own, wantedMore, others || hasScratchVolumes(engine)), now);
    }

    /**
     * Does it, and tells what is new. The status of {@code plan} must be durable.
     *
     * @param before the status until now
     */
    public void apply(Resource<?, ?> schedule, DrillStatus before, DrillPlan plan) {
        plan.status().results().stream()
                .filter(result -> !before.results().contains(result))
                .forEach(result -> tell(schedule, result));
        for (DrillStep step : plan.steps()) {
            switch (step) {
                case DrillStep.Begin begin -> begin(schedule, begin);
                case DrillStep.End end -> end(schedule, end);
            }
        }
    }

    /** One that is there is being compared, or waits to be removed. An engine that does not answer drills nothing. */
    private boolean hasScratchVolumes(String name) {
        Optional<Engine> engine = engines.find(name);
        try {
            return engine.isEmpty()
                    || engine.get().volumes().stream()
                            .anyMatch(volume -> Ownership.isScratch(volume.name(), volume.labels()));
        } catch (EngineException unanswered) {
            LOG.debugf("drills wait engine=%s cause=%s", name, unanswered.getMessage());
            return true;
        }
    }

    private void tell(Resource<?, ?> schedule, DrillResult result) {
        String what = "volume " + result.volume() + " of Backup " + result.backup();
        if (result.passed()) {
            String message = what + " was restored and compared (due " + result.scheduleTime() + ")";
            events.record(schedule, EventType.Normal, EventRecorder.DRILL_PASSED, message);
        } else {
            String message = what + " could not be restored (due " + result.scheduleTime() + "): " + result.reason()
                    + " " + result.message();
            events.record(schedule, EventType.Warning, EventRecorder.DRILL_FAILED, message);
        }
    }

    private void begin(Resource<?, ?> schedule, DrillStep.Begin step) {
        String volume = step.candidate().volume();
        String uid = schedule.metadata().uid();
        String name = step.restore();
        Metadata metadata = Metadata.named(schedule.metadata().namespace(), name)
                .withLabels(DrillName.labels(step.scheduleTime()))
                .withOwners(List.of(schedule.asOwner()));
        RestoreSpec spec = RestoreSpec.ofBackup(
                step.candidate().backup(),
                volume,
                DrillName.scratchVolume(uid, volume, step.scheduleTime()),
                RestoreSpec.Mode.New);
        try {
            registry.create(
                    RestoreKind.INSTANCE,
                    new Resource<>(RestoreKind.INSTANCE.kind(), metadata, spec, RestoreKind.INSTANCE.emptyStatus()));
            LOG.infof("drill due schedule=%s restore=%s volume=%s", schedule.key(), name, volume);
            String message = "restore volume " + volume + " of Backup "
                    + step.candidate().backup() + " beside it (Restore " + name + ")";
            events.record(schedule, EventType.Normal, EventRecorder.DRILL_STARTED, message);
        } catch (RegistryException.AlreadyExists done) {
            LOG.debugf("drill was there already schedule=%s restore=%s", schedule.key(), name);
        }
    }

    private void end(Resource<?, ?> schedule, DrillStep.End step) {
        try {
            registry.delete(
                    RestoreKind.INSTANCE,
                    RestoreKind.INSTANCE.key(schedule.metadata().namespace(), step.restore()),
                    Deletion.of(step.uid()));
            LOG.infof("drill ended schedule=%s restore=%s cause=%s", schedule.key(), step.restore(), step.cause());
        } catch (RegistryException.NotFound gone) {
            LOG.debugf("drill was gone already schedule=%s restore=%s", schedule.key(), step.restore());
        }
    }
}
