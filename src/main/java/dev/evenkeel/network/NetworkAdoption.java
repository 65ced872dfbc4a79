package dev.evenkeel.network;

import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.network.NetworkSpec.AdoptionPolicy;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.ForeignLabels;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.util.List;
import java.util.Optional;

/** The part of the planner that says whether a network that was never ours may become ours. Pure. */
final class NetworkAdoption {

    private NetworkAdoption() {}

    /** Why the network may not be taken over. */
    static Optional<NetworkPlan> refusal(
            Resource<NetworkSpec, NetworkStatus> desired,
            EngineNetwork network,
            List<FieldDrift> drift,
            HostPolicy policy) {
        if (everOurs(desired, network)) {
            return Optional.empty();
        }
        return switch (desired.spec().adoptionPolicy()) {
            case Never -> Optional.of(foreign(drift, "spec.adoptionPolicy is Never; remove the network or adopt it"));
            case IfMatching -> asItIs(desired.spec(), network, drift);
            case Recreate ->
                policy.refusal(NetworkKind.ADOPTION)
                        .map(denied -> NetworkPlan.hindered(
                                drift,
                                NetworkReason.PolicyDenied,
                                "a network of this name is there, and spec.adoptionPolicy: Recreate is refused: "
                                        + denied));
        };
    }

    /** Whether it is to be ours by being re-created. */
    static boolean takesOver(Resource<NetworkSpec, NetworkStatus> desired, EngineNetwork network) {
        return desired.spec().adoptionPolicy() == AdoptionPolicy.Recreate && !everOurs(desired, network);
    }

    private static Optional<NetworkPlan> asItIs(NetworkSpec spec, EngineNetwork network, List<FieldDrift> drift) {
        if (ForeignLabels.mark(network.labels()) && !ForeignLabels.acknowledged(spec.labels(), network.labels())) {
            return Optional.of(foreign(
                    drift,
                    "its labels say that docker compose or a stack owns it; declare its label "
                            + (network.labels().containsKey(ForeignLabels.STACK)
                                    ? ForeignLabels.STACK
                                    : ForeignLabels.COMPOSE_PROJECT)
                            + " to take it over as it is, or set spec.adoptionPolicy: Recreate"));
        }
        return drift.isEmpty()
                ? Optional.empty()
                : Optional.of(NetworkPlan.hindered(
                        drift,
                        NetworkReason.NotMatching,
                        "a network of this name is there and differs (" + drift.getFirst()
                                + "); make the spec match, or set spec.adoptionPolicy: Recreate"));
    }

    private static NetworkPlan foreign(List<FieldDrift> drift, String message) {
        return NetworkPlan.hindered(
                drift, NetworkReason.ForeignNetwork, "a network of this name is there, and " + message);
    }

    /** Ours by its label, or in the place of one that was ours: then whoever put it there made drift. */
    private static boolean everOurs(Resource<NetworkSpec, NetworkStatus> desired, EngineNetwork network) {
        return desired.metadata().uid().equals(network.labels().get(Ownership.UID))
                || !desired.status().networkID().isEmpty();
    }
}
