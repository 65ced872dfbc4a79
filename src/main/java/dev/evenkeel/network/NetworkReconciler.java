package dev.evenkeel.network;

import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Brings one network and its containers into line. Orchestration only: what to do is the planner's business. */
public final class NetworkReconciler implements Reconciler {

    private static final Logger LOG = Logger.getLogger(NetworkReconciler.class);

    private final Registry registry;
    private final Engines engines;
    private final NetworkPlanner planner;
    private final NetworkTools tools;
    private final DriftListener drift;
    private final EventRecorder events;
    private final Clock clock;

    public NetworkReconciler(
            Registry registry, Engines engines, NetworkTools tools, NetworkTelling telling, Clock clock) {
        this.registry = registry;
        this.engines = engines;
        this.planner = new NetworkPlanner(registry.id(), tools.policy());
        this.tools = tools;
        this.drift = telling.drift();
        this.events = telling.events();
        this.clock = clock;
    }

    @Override
    public Outcome reconcile(ResourceKey key) {
        try {
            return find(key);
        } catch (RegistryException.Unavailable unavailable) {
            LOG.warnf("registry does not answer network=%s cause=\"%s\"", key, unavailable.getMessage());
            return Outcome.failed(NetworkReason.RegistryUnavailable);
        }
    }

    private Outcome find(ResourceKey key) {
        Optional<Resource<NetworkSpec, NetworkStatus>> desired = registry.find(NetworkKind.INSTANCE, key);
        if (desired.isEmpty()) {
            return Outcome.settled();
        }
        Optional<Engine> engine = engines.find(key.namespace());
        if (engine.isEmpty()) {
            return unseen(desired.get(), NetworkReason.UnknownEngine, "no engine is called " + key.namespace());
        }
        try {
            Outcome outcome = reconcile(desired.get(), engine.get());
            answer(desired.get(), outcome);
            return outcome;
        } catch (EngineException failure) {
            // Read anew: what was remembered since then, before the first step, must not be forgotten.
            return registry.find(NetworkKind.INSTANCE, key)
                    .map(now -> unseen(now, NetworkReason.of(failure), failure.getMessage()))
                    .orElse(Outcome.settled());
        }
    }

    private Outcome reconcile(Resource<NetworkSpec, NetworkStatus> desired, Engine engine) {
        ObservedNetwork observed = NetworkObserver.observe(desired, engine, tools.host());
        NetworkPlan plan = planner.plan(desired, observed, clock.instant());
        if (!mayApply(desired, plan)) {
            return conclude(desired, observed, plan, Optional.empty());
        }
        if (Postponement.of(desired, plan, clock.instant()).isEmpty()) {
            return carryOut(desired, observed, plan, engine);
        }
        NetworkPlan meanwhile = planner.meanwhile(desired, observed, clock.instant());
        return meanwhile.steps().isEmpty()
                ? conclude(desired, observed, plan, Optional.empty())
                : carryOut(desired, observed, meanwhile, engine);
    }

    private Outcome carryOut(
            Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, NetworkPlan plan, Engine engine) {
        Optional<NetworkFailure> refusal = new NetworkApplier(
                        engine, desired.metadata().name(), NetworkLanes.one(), pace(desired))
                .apply(plan.rehearsals(), "");
        if (refusal.isPresent()) {
            NetworkPlan refused =
                    plan.hinderedBy(NetworkPreflight.canaryFailed(refusal.get().cause()));
            return conclude(desired, observed, refused, Optional.empty());
        }
        if (!plan.drift().isEmpty() && !NetworkStatuses.wasDrifted(desired.status())) {
            drift.detected(desired.key(), NetworkDrift.reasonOf(plan.drift()));
        }
        NetworkRepairs.Standing end = new NetworkRepairs(
                        registry, planner, clock, engine, tools.host(), pace(desired), tools.executor())
                .carryOut(desired, observed, plan);
        if (end.failure().isEmpty()
                && (end.rest().isEmpty() || !plan.replaces() && end.rest().replaces())) {
            NetworkDeed.of(plan, desired.deleting())
                    .ifPresent(deed -> events.record(end.resource(), EventType.Normal, deed.reason(), deed.message()));
        }
        return conclude(counted(desired, plan, end), end.observed(), end.rest(), end.failure());
    }

    /**
     * A replacement that nobody asked for by changing the spec, or by a request, may be one of several in a row. One
     * that goes on after a crash is not: what it was begun for is not known any more.
     */
    private Resource<NetworkSpec, NetworkStatus> counted(
            Resource<NetworkSpec, NetworkStatus> desired, NetworkPlan plan, NetworkRepairs.Standing end) {
        boolean goesOn = desired.status().repair().isPresent();
        if (goesOn || !plan.replaces() || !end.rest().isEmpty()) {
            return end.resource();
        }
        boolean wished = RepairRequest.of(desired)
                || desired.status().observedGeneration() != desired.metadata().generation();
        Instant now = clock.instant();
        Optional<Recurrence> recurrence = wished
                ? Optional.empty()
                : Optional.of(desired.status()
                        .recurrence()
                        .map(before -> before.again(now))
                        .orElse(Recurrence.first(now)));
        return end.resource().withStatus(end.resource().status().replaced(recurrence));
    }

    private static boolean mayApply(Resource<NetworkSpec, NetworkStatus> desired, NetworkPlan plan) {
        boolean reportOnly = NetworkPlanner.reportOnly(desired) && !desired.deleting();
        return !plan.steps().isEmpty() && plan.hindrance().isEmpty() && !reportOnly;
    }

    /** Says what came of it: in the status, to the listener, and to the queue. */
    private Outcome conclude(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan rest,
            Optional<NetworkFailure> failure) {
        Instant now = clock.instant();
        if (resource.deleting() && rest.isEmpty()) {
            registry.finish(NetworkKind.INSTANCE, resource);
            return Outcome.settled();
        }
        tell(resource, rest);
        if (rest.hindrance().isPresent()) {
            NetworkPlan.Hindrance hindrance = rest.hindrance().get();
            store(resource, NetworkStatuses.hindered(resource, observed, rest, hindrance, now));
            return Outcome.blocked(hindrance.reason());
        }
        if (rest.isEmpty()) {
            store(resource, NetworkStatuses.settled(resource, observed, rest, now));
            return Outcome.settled();
        }
        if (!mayApply(resource, rest)) {
            NetworkStatus reported = NetworkStatuses.reported(resource, observed, rest, now);
            store(
                    resource,
                    rest.replaces() ? reported.waitingFor(pending(resource, rest, Optional.empty())) : reported);
            return Outcome.settled();
        }
        Optional<Postponement> postponement = Postponement.of(resource, rest, now);
        if (failure.isEmpty() && postponement.isPresent()) {
            NetworkStatus postponed = PostponedStatuses.postponed(resource, observed, rest, postponement.get(), now);
            Instant until = postponement.get().until();
            if (postponement.get().begins(resource.status())) {
                drift.recurring(resource.key());
            }
            store(resource, postponed.waitingFor(pending(resource, rest, Optional.of(until))));
            return Outcome.checkAgain(Duration.between(now, until));
        }
        if (failure.filter(NetworkFailure::inUse).isPresent() && NetworkRetreat.wedged(observed)) {
            return wedged(resource, observed, rest, failure.get().cause());
        }
        EngineException cause = failure.map(NetworkFailure::cause)
                .orElseGet(() -> new EngineException.Failed("the engine took every step, and still differs"));
        store(resource, NetworkStatuses.failed(resource, observed, rest, cause, now));
        return cause instanceof EngineException.Denied
                ? Outcome.blocked(NetworkReason.PolicyDenied)
                : Outcome.failed(NetworkReason.of(cause));
    }

    private NetworkStatus.Pending pending(
            Resource<NetworkSpec, NetworkStatus> resource, NetworkPlan plan, Optional<Instant> notBefore) {
        return NetworkStatus.Pending.of(plan.affected(), pace(resource).outage(plan.changes()), notBefore);
    }

    private EnginePace pace(Resource<NetworkSpec, NetworkStatus> resource) {
        return tools.paces().of(resource.key().namespace());
    }

    /** Only at the end of a network; a repair goes back, and is hindered. */
    private Outcome wedged(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan rest,
            EngineException cause) {
        NetworkPlan.Hindrance hindrance =
                new NetworkPlan.Hindrance(NetworkReason.EngineRestartRequired, NetworkRetreat.restartRequired(cause));
        store(resource, NetworkStatuses.hindered(resource, observed, rest, hindrance, clock.instant()));
        return Outcome.blocked(hindrance.reason());
    }

    private void tell(Resource<NetworkSpec, NetworkStatus> resource, NetworkPlan rest) {
        boolean before = NetworkStatuses.wasDrifted(resource.status());
        boolean after = !rest.drift().isEmpty();
        if (after && !before) {
            drift.detected(resource.key(), NetworkDrift.reasonOf(rest.drift()));
        } else if (before && resource.status().repair().isPresent()) {
            Instant since = resource.status().lastDriftTime().orElse(clock.instant());
            DriftReason reason = NetworkStatuses.driftReason(resource.status());
            if (after) {
                drift.notCorrected(resource.key(), reason);
            } else {
                drift.corrected(resource.key(), reason, Duration.between(since, clock.instant()));
            }
        }
    }

    /** A request is granted once: what will be tried again is not answered yet, and neither is what is half done. */
    private void answer(Resource<NetworkSpec, NetworkStatus> seen, Outcome outcome) {
        if (RepairRequest.of(seen) && !(outcome instanceof Outcome.Failed)) {
            registry.find(NetworkKind.INSTANCE, seen.key())
                    .filter(now -> now.status().repair().isEmpty())
                    .ifPresent(now -> registry.answered(NetworkKind.INSTANCE, seen, RepairRequest.ANNOTATION));
        }
    }

    private Outcome unseen(Resource<NetworkSpec, NetworkStatus> resource, NetworkReason reason, String message) {
        store(resource, NetworkStatuses.unseen(resource, reason, message, clock.instant()));
        return Outcome.failed(reason);
    }

    private Resource<NetworkSpec, NetworkStatus> store(
            Resource<NetworkSpec, NetworkStatus> resource, NetworkStatus status) {
        return registry.updateStatus(NetworkKind.INSTANCE, resource, status).orElse(resource.withStatus(status));
    }
}
