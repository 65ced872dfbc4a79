package dev.evenkeel.volume;

import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Brings one volume into line. Orchestration only: what to do is the planner's business. */
public final class VolumeReconciler implements Reconciler {

    /** How often to look whether a volume is filled. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(VolumeReconciler.class);

    private final Registry registry;
    private final Engines engines;
    private final VolumePlanner planner;
    private final VolumeContents contents;
    private final DriftListener drift;
    private final EventRecorder events;
    private final VolumeProtections protections;
    private final Clock clock;

    public VolumeReconciler(
            Registry registry,
            Engines engines,
            VolumeContents contents,
            DriftListener drift,
            EventRecorder events,
            VolumeProtections protections,
            Clock clock) {
        this.registry = registry;
        this.engines = engines;
        this.planner = new VolumePlanner(registry.id());
        this.contents = contents;
        this.drift = drift;
        this.events = events;
        this.protections = protections;
        this.clock = clock;
    }

    @Override
    public Outcome reconcile(ResourceKey key) {
        try {
            return find(key);
        } catch (RegistryException.Unavailable unavailable) {
            LOG.warnf("registry does not answer volume=%s cause=\"%s\"", key, unavailable.getMessage());
            return Outcome.failed(VolumeReason.RegistryUnavailable);
        }
    }

    private Outcome find(ResourceKey key) {
        Optional<Resource<VolumeSpec, VolumeStatus>> desired = registry.find(VolumeKind.INSTANCE, key);
        if (desired.isEmpty()) {
            return Outcome.settled();
        }
        Optional<Engine> engine = engines.find(key.namespace());
        if (engine.isEmpty()) {
            return unseen(desired.get(), VolumeReason.UnknownEngine, "no engine is called " + key.namespace());
        }
        try {
            return reconcile(desired.get(), engine.get());
        } catch (EngineException failure) {
            // Read anew: that it is being filled may have been noted since then, and must not be forgotten.
            return registry.find(VolumeKind.INSTANCE, key)
                    .map(now -> unseen(now, VolumeReason.of(failure), failure.getMessage()))
                    .orElse(Outcome.settled());
        }
    }

    private Outcome reconcile(Resource<VolumeSpec, VolumeStatus> desired, Engine engine) {
        Instant start = clock.instant();
        ObservedVolume observed = VolumeObserver.observe(desired.metadata().name(), engine);
        VolumePlan plan = planner.plan(desired, observed);
        if (!plan.drift().isEmpty() && !VolumeStatuses.wasDrifted(desired.status())) {
            drift.detected(desired.key(), VolumeDrift.reasonOf(plan.drift()));
        }
        if (plan.step().isPresent() && plan.step().get() instanceof VolumeStep.Fill fill) {
            return fill(desired, engine, observed, plan, fill, start);
        }
        if (plan.step().isPresent()) {
            new VolumeApplier(engine).apply(plan.step().get());
            observed = VolumeObserver.observe(desired.metadata().name(), engine);
        }
        VolumePlan rest = plan.step().isPresent() ? planner.plan(desired, observed) : plan;
        return conclude(desired, observed, plan, rest, start);
    }

    /** That it is being filled is on disk before anybody is asked to: half of its contents must not count as all. */
    private Outcome fill(
            Resource<VolumeSpec, VolumeStatus> desired,
            Engine engine,
            ObservedVolume observed,
            VolumePlan plan,
            VolumeStep.Fill fill,
            Instant start) {
        if (desired.status().filling().isEmpty()) {
            note(desired, observed, plan, new VolumeContents.Progress.UnderWay(""));
        }
        VolumeContents.Progress progress = contents.fill(desired, fill.occasion());
        return switch (progress) {
            case VolumeContents.Progress.UnderWay underWay -> {
                note(desired, observed, plan, underWay);
                yield Outcome.checkAgain(PATIENCE);
            }
            case VolumeContents.Progress.Failed failed -> {
                note(desired, observed, plan, failed);
                yield Outcome.blocked(failed.reason());
            }
            case VolumeContents.Progress.Done done -> {
                ObservedVolume filled =
                        VolumeObserver.observe(desired.metadata().name(), engine);
                VolumeStep told =
                        new VolumeStep.Fill(fill.name(), fill.occasion(), fill.cause() + ", from " + done.source());
                Resource<VolumeSpec, VolumeStatus> after =
                        desired.withStatus(desired.status().filled());
                yield conclude(
                        desired, filled, VolumePlan.step(plan.drift(), told), planner.plan(after, filled), start);
            }
        };
    }

    private void note(
            Resource<VolumeSpec, VolumeStatus> desired,
            ObservedVolume observed,
            VolumePlan plan,
            VolumeContents.Progress progress) {
        registry.updateStatus(
                VolumeKind.INSTANCE,
                desired,
                VolumeStatuses.filling(desired, observed, plan, progress, clock.instant()));
    }

    private Outcome conclude(
            Resource<VolumeSpec, VolumeStatus> desired,
            ObservedVolume observed,
            VolumePlan plan,
            VolumePlan rest,
            Instant start) {
        if (rest.isEmpty()) {
            plan.step().ifPresent(step -> tell(desired, step, plan.drift().isEmpty()));
        }
        if (desired.deleting() && rest.isEmpty()) {
            registry.finish(VolumeKind.INSTANCE, desired);
            return Outcome.settled();
        }
        if (rest.step().isPresent()) {
            return unseen(desired, VolumeReason.EngineFailed, "the engine took the step, and still: " + rest);
        }
        if (VolumeStatuses.repaired(plan, rest)) {
            Instant since = VolumeStatuses.wasDrifted(desired.status())
                    ? desired.status().lastDriftTime().orElse(start)
                    : start;
            Duration took = Duration.between(since, clock.instant());
            drift.corrected(desired.key(), VolumeDrift.reasonOf(plan.drift()), took);
        }
        Instant now = clock.instant();
        VolumeStatus seen = VolumeStatuses.seen(desired, observed, plan, rest, now);
        registry.updateStatus(
                VolumeKind.INSTANCE, desired, VolumeStatuses.told(desired, seen, protection(desired, observed), now));
        return rest.hindrance().map(h -> Outcome.blocked(h.reason())).orElse(Outcome.settled());
    }

    private Optional<VolumeProtection> protection(Resource<VolumeSpec, VolumeStatus> desired, ObservedVolume observed) {
        Map<String, String> onEngine = observed.volume()
                .map(EngineVolume::labels)
                .orElse(desired.spec().labels());
        return protections.of(
                desired.metadata().namespace(),
                desired.metadata().name(),
                VolumeLabels.of(onEngine, Optional.of(desired)));
    }

    private void tell(Resource<VolumeSpec, VolumeStatus> desired, VolumeStep step, boolean isNew) {
        switch (step) {
            case VolumeStep.Create(VolumeCreation creation, String cause) ->
                events.record(
                        desired,
                        EventType.Normal,
                        isNew ? EventRecorder.CREATED : EventRecorder.REPAIRED,
                        (isNew ? "created" : "created again") + " (" + cause + ")");
            case VolumeStep.Fill(String name, VolumeContents.Occasion occasion, String cause) ->
                events.record(
                        desired,
                        EventType.Normal,
                        isNew ? EventRecorder.CREATED : EventRecorder.REPAIRED,
                        (isNew ? "created and filled" : "created again and restored") + " (" + cause + ")");
            case VolumeStep.Remove(String name, String cause) ->
                events.record(desired, EventType.Normal, EventRecorder.REMOVED, "removed (" + cause + ")");
        }
    }

    private Outcome unseen(Resource<VolumeSpec, VolumeStatus> resource, VolumeReason reason, String message) {
        registry.updateStatus(
                VolumeKind.INSTANCE, resource, VolumeStatuses.unseen(resource, reason, message, clock.instant()));
        return reason == VolumeReason.PolicyDenied ? Outcome.blocked(reason) : Outcome.failed(reason);
    }
}
