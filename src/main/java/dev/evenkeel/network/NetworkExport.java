package dev.evenkeel.network;

import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.Secrets;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.NetworkRules;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.resource.Declaration.Care;
import dev.evenkeel.resource.ForeignLabels;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.Violation;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The networks of an engine as resources that take them over as they are. Pure.
 *
 * <p>A wish is what somebody chose, and what a re-creation must not lose: the subnet, too, whoever chose it. It is not
 * what the engine adds to any network, and not who is on it at the moment: that survives a repair undeclared.
 */
public final class NetworkExport {

    private static final String BRIDGE = "bridge";
    private static final String OVERLAY = "overlay";

    private final String namespace;

    /** @param namespace of the resources: the engine's */
    public NetworkExport(String namespace) {
        this.namespace = namespace;
    }

    /** Each network, by name. */
    public List<Declaration> of(List<EngineNetwork> networks) {
        return networks.stream()
                .sorted(Comparator.comparing(EngineNetwork::name).thenComparing(EngineNetwork::id))
                .map(network -> of(network, networks))
                .toList();
    }

    private Declaration of(EngineNetwork network, List<EngineNetwork> all) {
        if (NetworkKind.PREDEFINED.contains(network.name())) {
            return leftOut(network, Care.Meant, "the engine, or its swarm, makes it by itself");
        }
        if (network.labels().containsKey(Ownership.TEMPORARY)) {
            return leftOut(network, Care.Meant, "Evenkeel made it for a repair, and removes it");
        }
        if (all.stream().filter(n -> n.name().equals(network.name())).count() > 1) {
            return leftOut(
                    network, Care.Impossible, "the engine has several networks of this name; remove all but one");
        }
        return declared(network);
    }

    private Declaration declared(EngineNetwork network) {
        List<String> remarks = new ArrayList<>();
        NetworkSpec spec = spec(network, network.options());
        Map<String, String> options = new TreeMap<>(spec.options());
        for (Violation violation : NetworkKind.INSTANCE.validate(network.name(), spec)) {
            options.keySet().stream()
                    .filter(key -> violation.field().equals("spec.options[" + key + "]"))
                    .findFirst()
                    .ifPresent(key -> {
                        options.remove(key);
                        remarks.add("left out, and so lost when it is re-created: " + violation.field() + ": "
                                + violation.message());
                    });
        }
        NetworkSpec rest = spec(network, options);
        List<Violation> broken = new ArrayList<>(ObjectName.violations("metadata.name", network.name()));
        broken.addAll(NetworkKind.INSTANCE.validate(network.name(), rest));
        if (!broken.isEmpty()) {
            return leftOut(network, Care.Impossible, "a resource may not be like it: " + told(broken));
        }
        Optional<String> secret = secret(rest.options());
        if (secret.isPresent()) {
            Map<String, String> hidden = new TreeMap<>(rest.options());
            hidden.replaceAll(Secrets::hide);
            return new Declaration.LeftOut(
                    NetworkKind.INSTANCE.kind(),
                    network.name(),
                    "options[" + secret.get() + "] holds a secret, which is not printed; this is the rest of it",
                    Care.Impossible,
                    Optional.of(resource(network, spec(network, hidden))));
        }
        ForeignLabels.owner(network.labels())
                .ifPresent(owner ->
                        remarks.add(owner + " owns it: with its label declared Evenkeel takes it over as it" + " is"));
        NetworkKind.INSTANCE.riskyUses(network.name(), rest).stream()
                .map(HostPolicy::needed)
                .forEach(remarks::add);
        return new Declaration.Declared(resource(network, rest), remarks);
    }

    private Resource<NetworkSpec, NetworkStatus> resource(EngineNetwork network, NetworkSpec spec) {
        return new Resource<>(
                NetworkKind.INSTANCE.kind(), Metadata.named(namespace, network.name()), spec, NetworkStatus.EMPTY);
    }

    private static Declaration leftOut(EngineNetwork network, Care care, String why) {
        return new Declaration.LeftOut(NetworkKind.INSTANCE.kind(), network.name(), why, care);
    }

    private static String told(List<Violation> broken) {
        return String.join(
                "; ", broken.stream().map(v -> v.field() + ": " + v.message()).toList());
    }

    private static Optional<String> secret(Map<String, String> options) {
        return options.entrySet().stream()
                .filter(option ->
                        !Secrets.hide(option.getKey(), option.getValue()).equals(option.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static NetworkSpec spec(EngineNetwork network, Map<String, String> options) {
        NetworkSpec seen = NetworkForm.spec(network);
        Map<String, String> labels = new TreeMap<>(seen.labels());
        labels.keySet().removeIf(key -> key.startsWith(Ownership.LABEL_PREFIX) || ForeignLabels.isNote(key));
        Map<String, String> chosen = new TreeMap<>(options);
        chosen.keySet().removeIf(key -> NetworkRules.isOfTheEngine(network.driver(), key));
        return new NetworkSpec(
                seen.driver(),
                seen.internal(),
                seen.attachable(),
                seen.enableIPv4(),
                seen.enableIPv6(),
                new NetworkSpec.Ipam(
                        seen.ipam().driver(), new TreeMap<>(seen.ipam().options()), pools(network)),
                chosen,
                labels,
                List.of(),
                seen.driftPolicy(),
                seen.repairStrategy(),
                seen.repairWindow(),
                seen.adoptionPolicy(),
                seen.deletionPolicy());
    }

    /** In an order of their own: engines turn theirs round. A pool of a family that is off does nothing. */
    private static List<NetworkSpec.Pool> pools(EngineNetwork network) {
        return network.ipam().stream()
                .filter(pool -> Addresses.cidr(pool.subnet())
                        .filter(block -> block.isIPv6() ? network.enableIPv6() : network.enableIPv4())
                        .isPresent())
                .sorted(Comparator.comparing((IpamPool pool) -> pool.subnet().contains(":"))
                        .thenComparing(pool -> Addresses.canonical(pool.subnet())))
                .map(pool -> pool(network, pool))
                .toList();
    }

    private static NetworkSpec.Pool pool(EngineNetwork network, IpamPool pool) {
        Map<String, String> auxiliary = new TreeMap<>();
        pool.auxiliaryAddresses().forEach((name, address) -> auxiliary.put(name, Addresses.canonical(address)));
        return new NetworkSpec.Pool(
                Addresses.canonical(pool.subnet()),
                Addresses.canonical(pool.ipRange()),
                gateway(network.driver(), pool),
                auxiliary);
    }

    /**
     * The gateway, unless a re-creation would choose the same: engines before 29 show their own choice after a restart
     * only, and an overlay always has one.
     */
    private static String gateway(String driver, IpamPool pool) {
        boolean own = driver.equals(OVERLAY)
                || driver.equals(BRIDGE)
                        && DefaultGateway.of(pool.subnet(), pool.ipRange())
                                .map(IPAddress::toCanonicalString)
                                .filter(address -> Addresses.same(address, pool.gateway()))
                                .isPresent();
        return own ? "" : Addresses.canonical(pool.gateway());
    }
}
