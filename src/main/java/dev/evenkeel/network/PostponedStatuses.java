package dev.evenkeel.network;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;

/** The status of a network that is to be replaced, later. Pure. */
final class PostponedStatuses {

    private PostponedStatuses() {}

    /** Everybody is on the network as it is: nothing is half done. */
    static NetworkStatus postponed(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan plan,
            Postponement postponement,
            Instant now) {
        NetworkReason reason = postponement.reason();
        String drift = NetworkStatuses.describe(plan.drift());
        boolean stalled = reason == NetworkReason.Flapping;
        List<Condition> conditions = List.of(
                Condition.no(Condition.READY, reason, drift + "; " + postponement.message()),
                Condition.yes(Condition.DRIFTED, NetworkDrift.reasonOf(plan.drift()), drift),
                stalled
                        ? Condition.no(Condition.RECONCILING, reason, "")
                        : Condition.yes(Condition.RECONCILING, reason, postponement.message()),
                stalled
                        ? Condition.yes(Condition.STALLED, reason, postponement.message())
                        : Condition.no(Condition.STALLED, reason, ""));
        return NetworkStatuses.observedStatus(resource, observed, plan, conditions, now)
                .back(List.of(), resource.status().networkID());
    }
}
