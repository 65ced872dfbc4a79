package dev.evenkeel.network;

import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for driver options and labels. */
final class OptionRules {

    private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
    private static final String MTU = "com.docker.network.driver.mtu";
    private static final String ENABLE_IPV6 = "com.docker.network.enable_ipv6";

    /** Linux: IFNAMSIZ less the terminating zero. */
    private static final int INTERFACE_NAME_LENGTH_MAX = 15;

    /** RFC 791 asks every host to take 68 bytes; 65535 is the largest IP packet. */
    private static final int MTU_MIN = 68;

    private static final int MTU_MAX = 65535;

    private static final Set<String> BOOLEANS = Set.of("1", "0", "t", "f", "true", "false");

    private static final Set<String> BOOLEAN_OPTIONS = Set.of(
            "com.docker.network.bridge.enable_icc",
            "com.docker.network.bridge.enable_ip_masquerade",
            "com.docker.network.bridge.default_bridge");

    private static final Pattern INTERFACE_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    private OptionRules() {}

    static List<Violation> violations(NetworkSpec spec) {
        List<Violation> broken = new ArrayList<>();
        spec.options().forEach((key, value) -> option(broken, key, value));
        labels(broken, spec.labels());
        return broken;
    }

    private static void option(List<Violation> broken, String key, String value) {
        String field = "spec.options[" + key + "]";
        if (key.isBlank()) {
            broken.add(Violation.invalid("spec.options", key, "the name of an option may not be empty"));
        } else if (key.equals(ENABLE_IPV6)) {
            broken.add(Violation.forbidden(field, "engines disagree on what it means; use spec.enableIPv6"));
        } else if (BOOLEAN_OPTIONS.contains(key) && !BOOLEANS.contains(value.toLowerCase(Locale.ROOT))) {
            broken.add(Violation.invalid(field, value, "must be true or false"));
        } else if (key.equals(MTU) && !isMtu(value)) {
            broken.add(Violation.invalid(field, value, "must be a number from " + MTU_MIN + " to " + MTU_MAX));
        } else if (key.equals(BRIDGE_NAME)) {
            bridgeName(broken, field, value);
        }
    }

    private static void bridgeName(List<Violation> broken, String field, String value) {
        if (value.length() > INTERFACE_NAME_LENGTH_MAX
                || !INTERFACE_NAME.matcher(value).matches()) {
            broken.add(Violation.invalid(
                    field, value, "must be an interface name of at most " + INTERFACE_NAME_LENGTH_MAX + " characters"));
        } else if (value.equals("docker0")) {
            broken.add(Violation.invalid(field, value, "is the bridge of the engine's default network"));
        }
    }

    private static void labels(List<Violation> broken, Map<String, String> labels) {
        for (String key : labels.keySet()) {
            if (key.isBlank()) {
                broken.add(Violation.invalid("spec.labels", key, "the name of a label may not be empty"));
            } else if (key.startsWith(Ownership.LABEL_PREFIX)) {
                broken.add(Violation.forbidden(
                        "spec.labels[" + key + "]", "labels that start with " + Ownership.LABEL_PREFIX + " are ours"));
            }
        }
    }

    private static boolean isMtu(String value) {
        if (!value.matches("[0-9]{1,5}")) {
            return false;
        }
        int mtu = Integer.parseInt(value);
        return mtu >= MTU_MIN && mtu <= MTU_MAX;
    }
}
