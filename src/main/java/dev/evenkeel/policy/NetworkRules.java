package dev.evenkeel.policy;

import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.RiskyUse.Feature;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What drivers and options of a network reach, in Docker's own words. */
public final class NetworkRules {

    public static final String BRIDGE_NAME = "com.docker.network.bridge.name";

    static final String PARENT = "parent";
    static final String TRUSTED = "com.docker.network.bridge.trusted_host_interfaces";

    private static final Set<String> BUILT_IN_DRIVERS = Set.of("bridge", "overlay", "macvlan", "ipvlan");
    /** What a swarm gives an overlay network. */
    private static final String VXLAN_IDS = "com.docker.network.driver.overlay.vxlanid_list";

    private static final String BUILT_IN_IPAM = "default";

    private NetworkRules() {}

    /** What no administrator can allow: options that a built-in driver lacks, or would choke on. */
    public static List<Violation> violations(String driver, Map<String, String> options) {
        List<Violation> broken = new ArrayList<>();
        options.forEach((key, value) -> {
            String field = field(key);
            if (key.isBlank()) {
                broken.add(Violation.invalid("spec.options", key, "the name of an option may not be empty"));
            } else if (BUILT_IN_DRIVERS.contains(driver)) {
                broken.addAll(NetworkOption.violations(driver, key, value, field));
            }
        });
        return broken;
    }

    /** What no endpoint may say: options that libnetwork keeps for itself. */
    public static List<Violation> endpointViolations(String field, Map<String, String> driverOptions) {
        return driverOptions.keySet().stream()
                .filter(key -> key.startsWith("com.docker.network.") && !NetworkOption.ENDPOINT.contains(key))
                .map(key -> Violation.forbidden(
                        field + "[" + key + "]",
                        "of the engine's own options, endpoints take " + NetworkOption.ENDPOINT))
                .toList();
    }

    /** What reaches the host, and so needs its switch and its verb. */
    public static List<RiskyUse> uses(String driver, String ipamDriver, Map<String, String> options) {
        List<RiskyUse> uses = new ArrayList<>();
        if (!BUILT_IN_DRIVERS.contains(driver)) {
            uses.add(new RiskyUse(Feature.drivers, "spec.driver", driver));
        }
        if (!ipamDriver.equals(BUILT_IN_IPAM)) {
            uses.add(new RiskyUse(Feature.drivers, "spec.ipam.driver", ipamDriver));
        }
        for (String key : List.of(BRIDGE_NAME, PARENT, TRUSTED)) {
            String value = options.getOrDefault(key, "");
            if (!value.isEmpty() && BUILT_IN_DRIVERS.contains(driver)) {
                Arrays.stream(value.split(":"))
                        .map(name -> new RiskyUse(Feature.hostinterfaces, field(key), name))
                        .forEach(uses::add);
            }
        }
        return uses;
    }

    /** Whether an option is the engine's own note on a network, or a second word for a field of the spec. */
    public static boolean isOfTheEngine(String driver, String key) {
        return key.equals(VXLAN_IDS) && driver.equals("overlay") || NetworkOption.FAMILIES.contains(key);
    }

    static String field(String key) {
        return "spec.options[" + key + "]";
    }
}
