package dev.evenkeel.policy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.regex.Pattern;

/**
 * Addresses that the host reaches by an interface of its own.
 *
 * @param block where the route leads
 * @param device the interface
 */
public record HostRoute(IPAddress block, String device) {

    /** So engines call the bridges of their networks, which are known as networks. */
    private static final Pattern ENGINES_BRIDGE = Pattern.compile("docker0|docker_gwbridge|br-[0-9a-f]{12}");

    boolean isOfAnEngine() {
        return ENGINES_BRIDGE.matcher(device).matches();
    }

    /** Whether that is a block in CIDR form. */
    static boolean isBlock(String text) {
        IPAddressString parsed = new IPAddressString(text);
        return text.contains("/") && parsed.isValid() && parsed.isIPAddress() && parsed.isPrefixed();
    }

    boolean liesIn(String wider) {
        return new IPAddressString(wider).getAddress().toPrefixBlock().contains(block);
    }

    boolean overlaps(IPAddress other) {
        return block.contains(other) || other.contains(block);
    }
}
