package dev.evenkeel.network;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.resource.Forecast;
import dev.evenkeel.resource.Forecast.Verdict;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says what the reconciler would do about a network: it looks and plans as that does, and applies nothing. */
public final class NetworkForecast {

    private final Engine engine;
    private final HostRoutes host;
    private final NetworkPlanner planner;

    /** @param registryId of the registry that is asked for, or empty */
    public NetworkForecast(Engine engine, HostRoutes host, HostPolicy policy, String registryId) {
        this.engine = engine;
        this.host = host;
        this.planner = new NetworkPlanner(registryId, policy);
    }

    /**
     * For a resource as it is stored, or as it would be.
     *
     * @throws EngineException when the engine cannot be looked at: then nothing is known
     */
    public Forecast of(Resource<NetworkSpec, NetworkStatus> wanted, Instant now) {
        Resource<NetworkSpec, NetworkStatus> desired = known(wanted, now);
        NetworkPlan plan = planner.plan(desired, NetworkObserver.observe(desired, engine, host), now);
        String note = Postponement.of(desired, plan, now)
                .map(Postponement::message)
                .orElse(
                        plan.affected().isEmpty()
                                ? ""
                                : "takes it from " + String.join(", ", plan.affected()) + " for a while");
        return new Forecast(wanted.key(), verdict(desired, plan), plan.drift(), plan.toString(), note);
    }

    private static Verdict verdict(Resource<NetworkSpec, NetworkStatus> desired, NetworkPlan plan) {
        if (plan.hindrance().isPresent()) {
            return Verdict.Blocked;
        }
        if (plan.steps().isEmpty()) {
            return plan.drift().isEmpty() ? Verdict.InSync : Verdict.Report;
        }
        return NetworkPlanner.reportOnly(desired) && !desired.deleting() ? Verdict.Report : Verdict.Change;
    }

    /**
     * A resource that no registry at hand knows, and whose network carries the mark of one: planned as that one would,
     * because it is there that the manifest is going to.
     */
    private Resource<NetworkSpec, NetworkStatus> known(Resource<NetworkSpec, NetworkStatus> wanted, Instant now) {
        if (!wanted.metadata().uid().isEmpty()) {
            return wanted;
        }
        return engine.networks().stream()
                .filter(network -> network.name().equals(wanted.metadata().name()))
                .map(EngineNetwork::labels)
                .flatMap(labels -> Optional.ofNullable(labels.get(Ownership.UID)).stream())
                .findFirst()
                .map(uid -> wanted.with(wanted.metadata().born(uid, now, List.of())))
                .orElse(wanted);
    }
}
