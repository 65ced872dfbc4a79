package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.network.NetworkSpec.RepairStrategy;
import dev.evenkeel.policy.HostRoute;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The part of the planner for a network that everybody is on while theirs is replaced, so that they find each other by
 * name throughout. One that is left over from a process that died is used again, or taken apart. Pure.
 */
final class NetworkTransit {

    /** The value of {@link Ownership#TEMPORARY} of such a network. */
    static final String PURPOSE = "transit";

    /** Of several networks of a container engines before 28 choose the first by name for the default route. */
    private static final String PREFIX = "zz-evenkeel-transit-";

    /** What keeps a container from its neighbours or from the outside must not be undone for a second. */
    private static final List<String> ISOLATION = List.of(
            "com.docker.network.bridge.enable_icc",
            "com.docker.network.bridge.enable_ip_masquerade",
            "com.docker.network.bridge.host_binding_ipv4");

    private static final String DONE = "back from transit";

    private NetworkTransit() {}

    static String name(String uid) {
        return PREFIX + uid;
    }

    static boolean is(String network) {
        return network.startsWith(PREFIX);
    }

    /** {@code plan} with everybody in transit while it replaces the network, and nobody left there afterwards. */
    static NetworkPlan around(
            NetworkPlan plan, Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, String owner) {
        String name = name(desired.metadata().uid());
        Optional<EngineNetwork> there =
                observed.leftovers(desired.metadata().uid(), PURPOSE).stream().findFirst();
        List<Membership> sheltered = desired.spec().repairStrategy() == RepairStrategy.Transit && plan.replaces()
                ? shelteredBy(plan, observed, name)
                : List.of();
        if (there.isEmpty() && sheltered.isEmpty()) {
            return plan;
        }
        if (plan.hindrance().isPresent() && observed.network().isEmpty()) {
            // It is all they have.
            return plan;
        }
        List<NetworkStep> before = new ArrayList<>();
        if (there.isEmpty()) {
            before.add(new NetworkStep.Create(creation(desired, observed, name, owner), "for the time being"));
        }
        int priority = observed.version().atLeast(1, 48) ? -100 : 0;
        sheltered.forEach(member -> before.add(new NetworkStep.Shelter(name, member, priority, "for the time being")));
        List<NetworkStep> after = new ArrayList<>();
        String network = there.map(EngineNetwork::id).orElse(name);
        List<Membership> inTransit = inTransit(observed, name).toList();
        List<Membership> stranded = inTransit.stream()
                .filter(member -> isStranded(member, plan, desired.status(), observed))
                .toList();
        Stream.concat(inTransit.stream(), sheltered.stream())
                .filter(member -> !stranded.contains(member))
                .forEach(member -> after.add(new NetworkStep.Leave(network, member, DONE)));
        if (stranded.isEmpty()) {
            after.add(new NetworkStep.Remove(network, name, DONE));
        }
        return plan.amid(before, after);
    }

    /** Whoever waits to be put back and will not be by this plan: transit is all he has. */
    private static boolean isStranded(
            Membership member, NetworkPlan plan, NetworkStatus status, ObservedNetwork observed) {
        String container = member.containerID();
        boolean waiting = status.remembered().stream()
                .anyMatch(remembered -> remembered.containerID().equals(container));
        boolean back = observed.container(container).filter(observed::attached).isPresent();
        boolean connected = plan.steps().stream()
                .anyMatch(step -> step instanceof NetworkStep.Connect connect
                        && connect.member().containerID().equals(container));
        return waiting && !back && !connected;
    }

    /** Those who lose the network for a while, and are not in transit already. */
    private static List<Membership> shelteredBy(NetworkPlan plan, ObservedNetwork observed, String name) {
        return plan.steps().stream()
                .flatMap(step -> step instanceof NetworkStep.Disconnect off ? Stream.of(off.member()) : Stream.empty())
                .filter(member -> observed.container(member.containerID())
                        .filter(EngineContainer::running)
                        .filter(container -> !container.endpoints().containsKey(name))
                        .isPresent())
                .toList();
    }

    private static Stream<Membership> inTransit(ObservedNetwork observed, String name) {
        return observed.containers().stream()
                .filter(container -> container.endpoints().containsKey(name))
                .map(container ->
                        Membership.of(container, container.endpoints().get(name).settings()));
    }

    private static NetworkCreation creation(
            Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, String name, String owner) {
        EngineNetwork old = observed.network().orElseThrow();
        Map<String, String> options = new HashMap<>();
        if (old.driver().equals("bridge")) {
            options.putAll(old.options());
            options.keySet().retainAll(ISOLATION);
        }
        return new NetworkCreation(
                name,
                "bridge",
                old.internal(),
                false,
                true,
                false,
                "default",
                Map.of(),
                subnet(desired.spec(), observed).stream().toList(),
                options,
                Map.of(
                        Ownership.MANAGED_BY,
                        owner,
                        Ownership.UID,
                        desired.metadata().uid(),
                        Ownership.TEMPORARY,
                        PURPOSE));
    }

    /**
     * A subnet that is free now and will be: the engine's own choice might be the very one that the new network wants.
     * From the end of what engines choose from; if none is free, the engine chooses.
     */
    private static Optional<IpamPool> subnet(NetworkSpec wanted, ObservedNetwork observed) {
        List<IPAddress> taken = Stream.of(
                        wanted.ipam().config().stream().map(NetworkSpec.Pool::subnet),
                        Stream.concat(observed.others().stream(), observed.network().stream())
                                .flatMap(network -> network.ipam().stream())
                                .map(IpamPool::subnet))
                .flatMap(subnets -> subnets)
                .flatMap(subnet -> Addresses.block(subnet).stream())
                .toList();
        List<IPAddress> routes =
                observed.routes().stream().map(HostRoute::block).toList();
        return IntStream.iterate(240, third -> third >= 0, third -> third - 16)
                .mapToObj(third -> "192.168." + third + ".0/20")
                .filter(subnet -> Stream.concat(taken.stream(), routes.stream())
                        .noneMatch(block ->
                                Addresses.overlap(Addresses.block(subnet).orElseThrow(), block)))
                .findFirst()
                .map(subnet -> new IpamPool(subnet, "", "", Map.of()));
    }
}
