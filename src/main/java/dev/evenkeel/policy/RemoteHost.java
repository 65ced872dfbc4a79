package dev.evenkeel.policy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The host that a volume is mounted from. The engine would connect to it, from where it is: nobody may send it to the
 * host's own services or to the metadata service of a cloud.
 */
final class RemoteHost {

    /** All that resolvers take for an IPv4 address: fewer parts, hexadecimal and octal numbers. */
    private static final Pattern NUMERIC =
            Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*\\.?", Pattern.CASE_INSENSITIVE);

    private static final Pattern PLAIN_IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");

    private static final Set<String> NAMES =
            Set.of("localhost", "ip6-localhost", "ip6-loopback", "metadata", "metadata.google.internal");

    /** Metadata services outside the link-local range. */
    private static final Set<String> METADATA = Set.of("fd00:ec2::254", "100.100.100.200", "192.0.0.192");

    private RemoteHost() {}

    /** Why nothing is mounted from {@code host}; empty when it may be. */
    static Optional<String> objection(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.contains(":") || PLAIN_IPV4.matcher(bare).matches()) {
            return Optional.ofNullable(new IPAddressString(bare).getAddress())
                    .filter(address -> !bare.contains("%") && !address.isMultiple())
                    .map(RemoteHost::objection)
                    .orElse(Optional.of("is no address"));
        }
        String name = bare.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        if (NUMERIC.matcher(name).matches() || !NAME.matcher(name).matches()) {
            return Optional.of("is neither the name of a host nor a plain address");
        }
        return NAMES.contains(name) || name.endsWith(".localhost")
                ? Optional.of("is this host or a metadata service")
                : Optional.empty();
    }

    private static Optional<String> objection(IPAddress address) {
        return METADATA.contains(address.toCanonicalString())
                ? Optional.of("is a metadata service")
                : ReservedBlocks.overlapping(address).map(block -> "lies in " + block + ", which is never remote");
    }
}
