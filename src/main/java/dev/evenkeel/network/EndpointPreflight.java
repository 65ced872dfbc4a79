package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.network.NetworkPlan.Hindrance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is looked at of the containers on a network: that each could be taken off it and put back. */
final class EndpointPreflight {

    private static final String SERVICE = "com.docker.swarm.service.name";

    private EndpointPreflight() {}

    static Optional<Hindrance> hindrance(NetworkSpec spec, ObservedNetwork observed, List<Membership> members) {
        return Stream.of(
                        referenceById(observed),
                        service(observed),
                        ghost(observed),
                        notAttachable(spec, members),
                        fixedAddressOutside(spec, observed, members),
                        fixedAddressTaken(spec, observed, members),
                        staticMac(spec, observed, members))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A swarm does not let go of a network while it has tasks on it. */
    private static Optional<Hindrance> service(ObservedNetwork observed) {
        return observed.network()
                .flatMap(network -> observed.containers().stream()
                        .filter(c -> observed.endpoint(c).isPresent())
                        .flatMap(c -> Optional.ofNullable(c.labels().get(SERVICE)).stream())
                        .sorted()
                        .findFirst())
                .map(service -> new Hindrance(
                        NetworkReason.SwarmInUse,
                        "service " + service + " has tasks on the network, and the swarm does not let it go; take the"
                                + " service off the network first"));
    }

    /** It would be left behind: only a restart takes it off the old network. */
    private static Optional<Hindrance> ghost(ObservedNetwork observed) {
        return observed.containers().stream()
                .filter(observed::ghost)
                .map(EngineContainer::name)
                .sorted()
                .findFirst()
                .map(AttachmentCures::ghost);
    }

    private static Optional<Hindrance> notAttachable(NetworkSpec spec, List<Membership> members) {
        return spec.driver().equals("overlay") && !spec.attachable() && !members.isEmpty()
                ? Optional.of(new Hindrance(
                        NetworkReason.NotAttachable,
                        "container " + members.getFirst().container()
                                + " could not join an overlay network with spec.attachable: false"))
                : Optional.empty();
    }

    private static Optional<Hindrance> fixedAddressTaken(
            NetworkSpec spec, ObservedNetwork observed, List<Membership> members) {
        if (observed.network().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> taken = new HashMap<>();
        AttachmentRules.reserved(spec)
                .forEach(address -> taken.put(address, "the gateway or an auxiliary address of spec.ipam.config"));
        for (Membership member : members) {
            for (String fixed : List.of(member.ipv4Address(), member.ipv6Address())) {
                String other = fixed.isEmpty()
                        ? null
                        : taken.putIfAbsent(Addresses.canonical(fixed), "also that of container " + member.container());
                if (other != null) {
                    return Optional.of(new Hindrance(
                            NetworkReason.FixedAddressTaken,
                            "container " + member.container() + " has the fixed address " + fixed + ", which is "
                                    + other));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A container made with {@code --network ID}: engines since 23 refuse to connect it to anything once that id is
     * gone, and it never starts again.
     */
    private static Optional<Hindrance> referenceById(ObservedNetwork observed) {
        return observed.network()
                .filter(network -> observed.version().atLeast(1, 42))
                .flatMap(network -> observed.containers().stream()
                        .filter(c -> isIdOf(c.networkMode(), network))
                        .findFirst())
                .map(c -> new Hindrance(
                        NetworkReason.NetworkModeById,
                        "container " + c.name() + " was created with the network's id instead of its name and could"
                                + " not be connected again; re-create the container"));
    }

    private static boolean isIdOf(String networkMode, EngineNetwork network) {
        return networkMode.length() >= 12
                && !networkMode.equals(network.name())
                && network.id().startsWith(networkMode);
    }

    /** Engines refuse an address that no configured subnet contains: whoever has one would stay disconnected. */
    private static Optional<Hindrance> fixedAddressOutside(
            NetworkSpec spec, ObservedNetwork observed, List<Membership> members) {
        if (observed.network().isEmpty()) {
            return Optional.empty();
        }
        for (Membership member : members) {
            for (String fixed : List.of(member.ipv4Address(), member.ipv6Address())) {
                if (!fixed.isEmpty() && !IpamRules.covered(spec, fixed)) {
                    return Optional.of(new Hindrance(
                            NetworkReason.FixedAddressOutside,
                            "container " + member.container() + " has the fixed address " + fixed
                                    + ", which lies in no subnet of spec.ipam.config; disconnect it, or name it in"
                                    + " spec.attachments with another address"));
                }
            }
        }
        return Optional.empty();
    }

    /** Engines with API 1.44 to 1.53 ignore the address on connect (moby#48192). */
    private static Optional<Hindrance> staticMac(NetworkSpec spec, ObservedNetwork observed, List<Membership> members) {
        boolean lossy = observed.version().atLeast(1, 44) && !observed.version().atLeast(1, 54);
        if (!lossy) {
            return Optional.empty();
        }
        Stream<String> created = observed.containers().stream()
                .filter(c -> !c.macAddress().isEmpty())
                .map(EngineContainer::name);
        Stream<String> chosen =
                members.stream().filter(m -> !m.macAddress().isEmpty()).map(Membership::container);
        return Stream.concat(created, chosen)
                .sorted()
                .findFirst()
                .map(name -> new Hindrance(
                        NetworkReason.StaticMacAddress,
                        "container " + name + " has a fixed MAC address, which an engine with API "
                                + observed.version().apiVersion() + " loses on reconnect; remove the container, and"
                                + " make it anew after the repair"));
    }
}
