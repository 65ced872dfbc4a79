package dev.evenkeel.network;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.network.NetworkStatus.Rollback;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * A plan, carried out to an end: remember, apply, look again. Once more when somebody got on the network in between;
 * and back, when there is no way on.
 */
final class NetworkRepairs {

    private static final Logger LOG = Logger.getLogger(NetworkRepairs.class);

    /** How often somebody may get on a network between the last disconnect and its removal. */
    private static final int ATTEMPTS_MAX = 3;

    private final Registry registry;
    private final NetworkPlanner planner;
    private final Clock clock;
    private final Engine engine;
    private final HostRoutes host;
    private final EnginePace pace;
    private final Executor executor;

    NetworkRepairs(
            Registry registry,
            NetworkPlanner planner,
            Clock clock,
            Engine engine,
            HostRoutes host,
            EnginePace pace,
            Executor executor) {
        this.registry = registry;
        this.planner = planner;
        this.clock = clock;
        this.engine = engine;
        this.host = host;
        this.pace = pace;
        this.executor = executor;
    }

    /**
     * Where a repair stands.
     *
     * @param rest what is still to be done
     */
    record Standing(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan rest,
            Optional<NetworkFailure> failure) {}

    Standing carryOut(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, NetworkPlan plan) {
        Standing standing = attempt(desired, observed, plan);
        for (int attempt = 2; attempt <= ATTEMPTS_MAX && somebodyCame(standing); attempt++) {
            standing = attempt(standing.resource(), standing.observed(), standing.rest());
        }
        if (standing.failure().filter(NetworkFailure::deviceGone).isPresent()) {
            NetworkPlan rebuilding = planner.rebuilding(standing.resource(), standing.observed(), clock.instant());
            standing = rebuilding.hindrance().isPresent()
                    ? standing
                    : attempt(standing.resource(), standing.observed(), rebuilding);
        }
        Standing end = turned(standing);
        if (plan.recreates()) {
            pace.tell(result(end));
        }
        return end;
    }

    private static NetworkListener.Result result(Standing end) {
        if (end.resource().status().rollback().isPresent()) {
            return NetworkListener.Result.rolled_back;
        }
        return end.failure().isEmpty() && end.rest().isEmpty()
                ? NetworkListener.Result.success
                : NetworkListener.Result.error;
    }

    private static boolean somebodyCame(Standing standing) {
        return standing.failure().filter(NetworkFailure::inUse).isPresent()
                && standing.rest().hindrance().isEmpty();
    }

    private Standing attempt(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, NetworkPlan plan) {
        Resource<NetworkSpec, NetworkStatus> remembered =
                store(desired, NetworkStatuses.remembering(desired, observed, plan, clock.instant()));
        Optional<NetworkFailure> failure = new NetworkApplier(
                        engine, desired.metadata().name(), NetworkLanes.of(observed.version(), executor), pace)
                .apply(plan.changes(), observed.network().map(EngineNetwork::id).orElse(""));
        ObservedNetwork after = NetworkObserver.observe(remembered, engine, host);
        return new Standing(remembered, after, planner.plan(remembered, after, clock.instant()), failure);
    }

    /** That there is no way on is written down first: whoever is stopped on the way back finds it again. */
    private Standing turned(Standing standing) {
        if (standing.failure().isEmpty()) {
            return standing;
        }
        Resource<NetworkSpec, NetworkStatus> resource = standing.resource();
        Optional<Rollback> rollback =
                NetworkRetreat.after(standing.failure().get(), resource, standing.observed(), clock.instant());
        if (rollback.equals(resource.status().rollback())) {
            return standing;
        }
        Resource<NetworkSpec, NetworkStatus> turned =
                store(resource, resource.status().with(rollback));
        NetworkPlan back = planner.plan(turned, standing.observed(), clock.instant());
        if (rollback.isEmpty()) {
            return new Standing(turned, standing.observed(), back, standing.failure());
        }
        LOG.warnf(
                "network repair undone network=%s cause=\"%s\"",
                turned.key(), rollback.get().message());
        return turned(attempt(turned, standing.observed(), back));
    }

    private Resource<NetworkSpec, NetworkStatus> store(
            Resource<NetworkSpec, NetworkStatus> resource, NetworkStatus status) {
        return registry.updateStatus(NetworkKind.INSTANCE, resource, status).orElse(resource.withStatus(status));
    }
}
