package dev.evenkeel.network;

import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
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
    private final DriftListener drift;
    private final Clock clock;

    public NetworkReconciler(Registry registry, Engines engines, DriftListener drift, Clock clock) {
        this.registry = registry;
        this.engines = engines;
        this.planner = new NetworkPlanner(registry.id());
        this.drift = drift;
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
            return reconcile(desired.get(), engine.get());
        } catch (EngineException failure) {
            return unseen(desired.get(), NetworkReason.of(failure), failure.getMessage());
        }
    }

    private Outcome reconcile(Resource<NetworkSpec, NetworkStatus> desired, Engine engine) {
        ObservedNetwork observed = NetworkObserver.observe(desired, engine);
        NetworkPlan plan = planner.plan(desired, observed, clock.instant());
        if (!mayApply(desired, plan)) {
            return conclude(desired, observed, plan, Optional.empty());
        }
        if (!plan.drift().isEmpty() && !NetworkStatuses.wasDrifted(desired.status())) {
            drift.detected(desired.key(), NetworkDrift.reasonOf(plan.drift()));
        }
        Resource<NetworkSpec, NetworkStatus> remembered =
                store(desired, NetworkStatuses.remembering(desired, plan, clock.instant()));
        Optional<EngineException> failure = new NetworkApplier(
                        engine, desired.metadata().name())
                .apply(plan.steps(), observed.network().map(EngineNetwork::id).orElse(""));
        ObservedNetwork after = NetworkObserver.observe(remembered, engine);
        return conclude(remembered, after, planner.plan(remembered, after, clock.instant()), failure);
    }

    private static boolean mayApply(Resource<NetworkSpec, NetworkStatus> desired, NetworkPlan plan) {
        boolean reportOnly = desired.spec().driftPolicy() == NetworkSpec.DriftPolicy.Report && !desired.deleting();
        return !plan.steps().isEmpty() && plan.hindrance().isEmpty() && !reportOnly;
    }

    /** Says what came of it: in the status, to the listener, and to the queue. */
    private Outcome conclude(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan rest,
            Optional<EngineException> failure) {
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
            store(resource, NetworkStatuses.reported(resource, observed, rest, now));
            return Outcome.settled();
        }
        EngineException cause =
                failure.orElseGet(() -> new EngineException.Failed("the engine took every step, and still differs"));
        store(resource, NetworkStatuses.failed(resource, observed, rest, cause, now));
        return Outcome.failed(NetworkReason.of(cause));
    }

    private void tell(Resource<NetworkSpec, NetworkStatus> resource, NetworkPlan rest) {
        boolean before = NetworkStatuses.wasDrifted(resource.status());
        boolean after = !rest.drift().isEmpty();
        if (after && !before) {
            drift.detected(resource.key(), NetworkDrift.reasonOf(rest.drift()));
        } else if (before && resource.status().repair().isPresent()) {
            Instant since = resource.status().lastDriftTime().orElse(clock.instant());
            var reason = NetworkDrift.reasonOf(resource.status().drift());
            if (after) {
                drift.notCorrected(resource.key(), reason);
            } else {
                drift.corrected(resource.key(), reason, Duration.between(since, clock.instant()));
            }
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
