package dev.evenkeel.network;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.network.NetworkPlan.Hindrance;
import dev.evenkeel.policy.HostPolicy;
import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is looked at before a network is made or replaced, so that nothing is taken apart that cannot be rebuilt. */
final class NetworkPreflight {

    /** The endpoint by which a swarm's ingress network comes to a node. */
    private static final String INGRESS = "ingress-sbox";

    private NetworkPreflight() {}

    static Optional<Hindrance> hindrance(
            NetworkSpec spec, ObservedNetwork observed, List<Membership> members, HostPolicy policy) {
        return Stream.of(
                        predefined(observed),
                        ipv4Required(spec, observed),
                        overlap(spec, observed),
                        route(spec, observed, policy),
                        EndpointPreflight.hindrance(spec, observed, members))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What a rehearsal came to that the engine did not take. */
    static Hindrance canaryFailed(EngineException refusal) {
        return refusal instanceof EngineException.Denied
                ? new Hindrance(NetworkReason.PolicyDenied, refusal.getMessage())
                : new Hindrance(
                        NetworkReason.CanaryFailed,
                        "the engine does not take the network that would replace this one: " + refusal.getMessage()
                                + "; nothing was taken apart");
    }

    /** An ingress network may have any name; what is on it has not. */
    private static Optional<Hindrance> predefined(ObservedNetwork observed) {
        return NetworkKind.PREDEFINED.contains(observed.name())
                        || observed.network()
                                .filter(network -> network.containers().containsKey(INGRESS))
                                .isPresent()
                ? Optional.of(new Hindrance(
                        NetworkReason.PredefinedNetwork,
                        "network " + observed.name() + " belongs to the engine; choose another name"))
                : Optional.empty();
    }

    private static Optional<Hindrance> ipv4Required(NetworkSpec spec, ObservedNetwork observed) {
        return spec.enableIPv4() || observed.version().atLeast(1, 47)
                ? Optional.empty()
                : Optional.of(new Hindrance(
                        NetworkReason.IPv4Required,
                        "spec.enableIPv4: false needs engine API 1.47, and this engine has "
                                + observed.version().apiVersion()));
    }

    private static Optional<Hindrance> overlap(NetworkSpec spec, ObservedNetwork observed) {
        for (NetworkSpec.Pool pool : spec.ipam().config()) {
            IPAddress wanted = Addresses.block(pool.subnet()).orElseThrow();
            for (EngineNetwork other : observed.lasting()) {
                for (IpamPool theirs : other.ipam()) {
                    Optional<IPAddress> block = Addresses.block(theirs.subnet());
                    if (block.isPresent() && Addresses.overlap(wanted, block.get())) {
                        return Optional.of(new Hindrance(
                                NetworkReason.SubnetOverlap,
                                "subnet " + pool.subnet() + " overlaps " + theirs.subnet() + " of network "
                                        + other.name()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The bridge would answer for addresses that the host reaches elsewhere: the engine takes them without a word. */
    private static Optional<Hindrance> route(NetworkSpec spec, ObservedNetwork observed, HostPolicy policy) {
        return spec.ipam().config().stream()
                .flatMap(pool -> policy.taken(Addresses.block(pool.subnet()).orElseThrow(), observed.routes()).stream()
                        .map(route -> new Hindrance(
                                NetworkReason.SubnetOverlap,
                                "subnet " + pool.subnet() + " overlaps the host's route to " + route.block()
                                        + " by " + route.device()
                                        + "; evenkeel.policy.host-routes can allow it")))
                .findFirst();
    }
}
