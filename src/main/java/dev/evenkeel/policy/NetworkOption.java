package dev.evenkeel.policy;

import dev.evenkeel.resource.Violation;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of the built-in network drivers: what they are called, and what each may say. */
enum NetworkOption {
    BOOLEAN {
        @Override
        Optional<String> objection(String value) {
            return BOOLEANS.contains(value.toLowerCase(Locale.ROOT))
                    ? Optional.empty()
                    : Optional.of("must be true or false");
        }
    },
    MTU {
        @Override
        Optional<String> objection(String value) {
            boolean fits = value.matches("[0-9]{1,5}")
                    && Integer.parseInt(value) >= MTU_MIN
                    && Integer.parseInt(value) <= MTU_MAX;
            return fits ? Optional.empty() : Optional.of("must be a number from " + MTU_MIN + " to " + MTU_MAX);
        }
    },
    INTERFACE {
        @Override
        Optional<String> objection(String value) {
            return INTERFACE_NAME.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of("must be an interface name of at most 15 characters");
        }
    },
    INTERFACES {
        @Override
        Optional<String> objection(String value) {
            return Stream.of(value.split(":", -1))
                    .flatMap(name -> INTERFACE.objection(name).stream())
                    .findFirst();
        }
    },
    PARENT {
        @Override
        Optional<String> objection(String value) {
            if (value.equals("lo") || value.startsWith("lo.")) {
                return Optional.of("is the loopback interface");
            }
            Matcher vlan = VLAN.matcher(value);
            if (vlan.matches() && !VLAN_ID.matcher(vlan.group(1)).matches()) {
                return Optional.of("must have a VLAN from 1 to 4094 after the '.'");
            }
            return INTERFACE.objection(value);
        }
    },
    IPV4 {
        @Override
        Optional<String> objection(String value) {
            return value.matches("[0-9]+(\\.[0-9]+){3}") && new IPAddressString(value).isIPv4()
                    ? Optional.empty()
                    : Optional.of("must be an IPv4 address");
        }
    },
    WORD {
        @Override
        Optional<String> objection(String value) {
            return value.matches("[a-zA-Z0-9_-]{0,15}")
                    ? Optional.empty()
                    : Optional.of("must be at most 15 letters, digits, '-' and '_'");
        }
    };

    /** What an endpoint may have of the engine's own options. */
    static final Set<String> ENDPOINT = new TreeSet<>(Set.of(
            "com.docker.network.endpoint.ifname",
            "com.docker.network.endpoint.macaddress",
            "com.docker.network.endpoint.sysctls"));

    /** RFC 791 asks every host to take 68 bytes; 65535 is the largest IP packet. */
    private static final int MTU_MIN = 68;

    private static final int MTU_MAX = 65535;

    private static final Set<String> BOOLEANS = Set.of("1", "0", "t", "f", "true", "false");

    /** Linux: IFNAMSIZ less the terminating zero. */
    private static final Pattern INTERFACE_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,14}");

    private static final Pattern VLAN = Pattern.compile(".*\\.([0-9]+)");
    private static final Pattern VLAN_ID = Pattern.compile("[1-9][0-9]{0,2}|[1-3][0-9]{3}|40[0-8][0-9]|409[0-4]");

    private static final String DRIVER_MTU = "com.docker.network.driver.mtu";
    private static final String BRIDGE = "com.docker.network.bridge.";

    private static final Map<String, Map<String, NetworkOption>> OPTIONS = Map.of(
            "bridge",
            new TreeMap<>(Map.of(
                    DRIVER_MTU,
                    MTU,
                    NetworkRules.BRIDGE_NAME,
                    INTERFACE,
                    NetworkRules.TRUSTED,
                    INTERFACES,
                    BRIDGE + "enable_icc",
                    BOOLEAN,
                    BRIDGE + "enable_ip_masquerade",
                    BOOLEAN,
                    BRIDGE + "inhibit_ipv4",
                    BOOLEAN,
                    BRIDGE + "host_binding_ipv4",
                    IPV4,
                    BRIDGE + "gateway_mode_ipv4",
                    WORD,
                    BRIDGE + "gateway_mode_ipv6",
                    WORD,
                    "com.docker.network.container_iface_prefix",
                    WORD)),
            "overlay",
            new TreeMap<>(Map.of(DRIVER_MTU, MTU, "encrypted", WORD)),
            "macvlan",
            new TreeMap<>(Map.of(DRIVER_MTU, MTU, NetworkRules.PARENT, PARENT, "macvlan_mode", WORD)),
            "ipvlan",
            new TreeMap<>(
                    Map.of(DRIVER_MTU, MTU, NetworkRules.PARENT, PARENT, "ipvlan_mode", WORD, "ipvlan_flag", WORD)));

    static final Set<String> FAMILIES = Set.of("com.docker.network.enable_ipv4", "com.docker.network.enable_ipv6");

    /** Why the option may not have that value. */
    abstract Optional<String> objection(String value);

    static List<Violation> violations(String driver, String key, String value, String field) {
        if (FAMILIES.contains(key)) {
            String instead = key.endsWith("4") ? "spec.enableIPv4" : "spec.enableIPv6";
            return List.of(Violation.forbidden(field, "engines disagree on what it means; use " + instead));
        }
        Map<String, NetworkOption> known = OPTIONS.getOrDefault(driver, Map.of());
        return Optional.ofNullable(known.get(key))
                .map(option -> option.objection(value).stream()
                        .map(why -> Violation.invalid(field, value, why))
                        .toList())
                .orElseGet(() -> List.of(Violation.notSupported(field, key, known.keySet())));
    }
}
