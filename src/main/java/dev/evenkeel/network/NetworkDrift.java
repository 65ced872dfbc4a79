package dev.evenkeel.network;

import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.Ownership;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields in which a network on the engine differs from its spec, in a fixed order.
 *
 * <p>What the spec leaves open is never compared, and neither is what engines change by themselves: ids, times, the
 * order and spelling of pools, the gateway they choose, options that a daemon's defaults inject.
 */
final class NetworkDrift {

    /** Options that mean the same however a boolean is spelt (Go's {@code strconv.ParseBool}). */
    private static final Set<String> TRUE = Set.of("1", "t", "true");

    private static final Set<String> FALSE = Set.of("0", "f", "false");

    /** The field that differs when the network is not there. */
    static final String MISSING = "networkID";

    /** The field that differs when the engine has the network, and its host has not. */
    static final String DEVICE = "device";

    /** The field that differs when somebody else's network is to be taken over. */
    static final String OWNER = "owner";

    private NetworkDrift() {}

    /**
     * Compares.
     *
     * @param injected options the engine added by itself when the network was made
     */
    static List<FieldDrift> between(NetworkSpec spec, EngineNetwork actual, Map<String, String> injected) {
        List<FieldDrift> drift = new ArrayList<>();
        text(drift, "driver", spec.driver(), actual.driver());
        flag(drift, "internal", spec.internal(), actual.internal());
        flag(drift, "attachable", spec.attachable(), actual.attachable());
        flag(drift, "enableIPv4", spec.enableIPv4(), actual.enableIPv4());
        flag(drift, "enableIPv6", spec.enableIPv6(), actual.enableIPv6());
        text(drift, "ipam.driver", spec.ipam().driver(), actual.ipamDriver());
        options(drift, "ipam.options", spec.ipam().options(), actual.ipamOptions(), Map.of());
        pools(drift, spec.ipam().config(), actual.ipam());
        options(drift, "options", spec.options(), actual.options(), injected);
        labels(drift, spec.labels(), actual.labels());
        return List.copyOf(drift);
    }

    /** Whether this difference is worth an outage: labels alone never are. */
    static boolean needsRecreation(FieldDrift drift) {
        return !drift.field().startsWith("labels[");
    }

    /** The one reason for a drift of several fields: the first that counts, in the order of the checks. */
    static DriftReason reasonOf(List<FieldDrift> drift) {
        String field = drift.stream()
                .filter(NetworkDrift::needsRecreation)
                .findFirst()
                .orElse(drift.getFirst())
                .field();
        if (field.equals(MISSING)) {
            return DriftReason.Missing;
        }
        if (field.equals(OWNER)) {
            return DriftReason.Foreign;
        }
        if (field.equals("driver")) {
            return DriftReason.Driver;
        }
        if (field.startsWith("ipam")) {
            return DriftReason.Ipam;
        }
        if (field.startsWith("labels")) {
            return DriftReason.Labels;
        }
        return field.startsWith("attachments") ? DriftReason.Attachments : DriftReason.Options;
    }

    private static void text(List<FieldDrift> drift, String field, String desired, String actual) {
        if (!desired.equals(actual)) {
            drift.add(new FieldDrift(field, desired, actual));
        }
    }

    private static void flag(List<FieldDrift> drift, String field, boolean desired, boolean actual) {
        text(drift, field, Boolean.toString(desired), Boolean.toString(actual));
    }

    private static void pools(List<FieldDrift> drift, List<NetworkSpec.Pool> desired, List<IpamPool> actual) {
        for (int i = 0; i < desired.size(); i++) {
            NetworkSpec.Pool pool = desired.get(i);
            String field = "ipam.config[" + i + "]";
            Optional<IpamPool> match = actual.stream()
                    .filter(a -> Addresses.same(a.subnet(), pool.subnet()))
                    .findFirst();
            if (match.isPresent()) {
                pool(drift, field, pool, match.get());
            } else {
                drift.add(new FieldDrift(field + ".subnet", pool.subnet(), unwanted(pool, desired, actual)));
            }
        }
    }

    /** The subnets of the same family that nobody asked for: what stands in the place of a missing one. */
    private static String unwanted(NetworkSpec.Pool missing, List<NetworkSpec.Pool> desired, List<IpamPool> actual) {
        List<String> rest = actual.stream()
                .map(IpamPool::subnet)
                .filter(subnet -> sameFamily(subnet, missing.subnet()))
                .filter(subnet -> desired.stream().noneMatch(d -> Addresses.same(d.subnet(), subnet)))
                .sorted()
                .toList();
        return String.join(",", rest);
    }

    private static boolean sameFamily(String one, String other) {
        return Addresses.cidr(one)
                .map(IPAddress::isIPv6)
                .equals(Addresses.cidr(other).map(IPAddress::isIPv6));
    }

    private static void pool(List<FieldDrift> drift, String field, NetworkSpec.Pool desired, IpamPool actual) {
        address(drift, field + ".ipRange", desired.ipRange(), actual.ipRange());
        if (!desired.gateway().isEmpty()) {
            address(drift, field + ".gateway", desired.gateway(), effectiveGateway(actual));
        }
        Set<String> names = new TreeSet<>(desired.auxiliaryAddresses().keySet());
        names.addAll(actual.auxiliaryAddresses().keySet());
        for (String name : names) {
            address(
                    drift,
                    field + ".auxiliaryAddresses[" + name + "]",
                    desired.auxiliaryAddresses().getOrDefault(name, ""),
                    actual.auxiliaryAddresses().getOrDefault(name, ""));
        }
    }

    private static String effectiveGateway(IpamPool pool) {
        return pool.gateway().isEmpty()
                ? DefaultGateway.of(pool.subnet(), pool.ipRange())
                        .map(IPAddress::toCanonicalString)
                        .orElse("")
                : pool.gateway();
    }

    private static void address(List<FieldDrift> drift, String field, String desired, String actual) {
        if (!Addresses.same(desired, actual)) {
            drift.add(new FieldDrift(field, desired, actual));
        }
    }

    private static void options(
            List<FieldDrift> drift,
            String field,
            Map<String, String> desired,
            Map<String, String> actual,
            Map<String, String> injected) {
        Set<String> keys = new TreeSet<>(desired.keySet());
        keys.addAll(injected.keySet());
        keys.addAll(actual.keySet());
        for (String key : keys) {
            boolean wanted = desired.containsKey(key) || injected.containsKey(key);
            String want = desired.getOrDefault(key, injected.getOrDefault(key, ""));
            String have = actual.getOrDefault(key, "");
            if (wanted != actual.containsKey(key) || !sameOption(want, have)) {
                drift.add(new FieldDrift(field + "[" + key + "]", want, have));
            }
        }
    }

    private static boolean sameOption(String want, String have) {
        String one = want.toLowerCase(Locale.ROOT);
        String other = have.toLowerCase(Locale.ROOT);
        return want.equals(have)
                || (TRUE.contains(one) && TRUE.contains(other))
                || (FALSE.contains(one) && FALSE.contains(other));
    }

    /**
     * Our own labels are looked at where ownership is decided, not here. On a network we did not make, labels beyond
     * the spec's are somebody else's business.
     */
    private static void labels(List<FieldDrift> drift, Map<String, String> desired, Map<String, String> actual) {
        Set<String> keys = new TreeSet<>(desired.keySet());
        if (actual.containsKey(Ownership.UID)) {
            keys.addAll(actual.keySet());
        }
        keys.removeIf(key -> key.startsWith(Ownership.LABEL_PREFIX));
        for (String key : keys) {
            boolean same = desired.containsKey(key) == actual.containsKey(key)
                    && desired.getOrDefault(key, "").equals(actual.getOrDefault(key, ""));
            if (!same) {
                drift.add(new FieldDrift(
                        "labels[" + key + "]", desired.getOrDefault(key, ""), actual.getOrDefault(key, "")));
            }
        }
    }
}
