package dev.evenkeel.policy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Addresses that mean something else to every host: no network may have them, and no volume comes from there. */
public final class ReservedBlocks {

    /** The block ::/8 holds loopback, IPv4 addresses in the form of IPv6, and the prefix of translators. */
    private static final List<IPAddress> RESERVED = Stream.of(
                    "0.0.0.0/8",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/8",
                    "fe80::/10",
                    "ff00::/8")
            .map(text -> new IPAddressString(text).getAddress())
            .toList();

    private ReservedBlocks() {}

    /** The first of them that {@code block} has addresses in. */
    public static Optional<String> overlapping(IPAddress block) {
        return RESERVED.stream()
                .filter(reserved -> reserved.isIPv6() == block.isIPv6())
                .filter(reserved -> reserved.contains(block) || block.contains(reserved))
                .map(IPAddress::toCanonicalString)
                .findFirst();
    }

    /** Likewise, of text that the engine would read as a block; text that is none overlaps nothing. */
    static Optional<String> overlapping(String block) {
        return Optional.ofNullable(new IPAddressString(block).getAddress())
                .map(IPAddress::toPrefixBlock)
                .flatMap(ReservedBlocks::overlapping);
    }
}
