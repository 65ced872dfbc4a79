package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.network.NetworkPlan.Hindrance;
import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is looked at before a network is made or replaced, so that nothing is taken apart that cannot be rebuilt. */
final class NetworkPreflight {

    private NetworkPreflight() {}

    static Optional<Hindrance> hindrance(NetworkSpec spec, ObservedNetwork observed, List<Membership> members) {
        return Stream.of(
                        ipv4Required(spec, observed),
                        overlap(spec, observed),
                        referenceById(observed),
                        fixedAddressOutside(spec, observed, members),
                        staticMac(spec, observed, members))
                .flatMap(Optional::stream)
                .findFirst();
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
            for (EngineNetwork other : observed.others()) {
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
