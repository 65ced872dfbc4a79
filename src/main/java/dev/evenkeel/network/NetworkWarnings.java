package dev.evenkeel.network;

import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What engines take without a word, and people regret. */
final class NetworkWarnings {

    private NetworkWarnings() {}

    static List<String> of(NetworkSpec spec) {
        List<String> warnings = new ArrayList<>();
        if (spec.attachable() && spec.driver().equals("bridge")) {
            warnings.add("spec.attachable: means nothing to a bridge, which any container may join");
        }
        for (int i = 0; i < spec.attachments().size(); i++) {
            NetworkSpec.Attachment attachment = spec.attachments().get(i);
            String field = "spec.attachments[" + i + "]";
            Stream.of(
                            notReserved(spec, field + ".ipv4Address", attachment.ipv4Address()),
                            notReserved(spec, field + ".ipv6Address", attachment.ipv6Address()))
                    .flatMap(Optional::stream)
                    .forEach(warnings::add);
        }
        return warnings;
    }

    /** While a container does not run, the engine gives its fixed address to whoever comes. */
    private static Optional<String> notReserved(NetworkSpec spec, String field, String text) {
        Optional<IPAddress> address = Addresses.address(text);
        return spec.ipam().config().stream()
                .filter(pool -> address.isPresent() && handedOut(pool, address.get()))
                .findFirst()
                .map(pool -> field + ": " + text + " lies in the range that the engine hands out addresses from, and"
                        + " another container may get it while this one is stopped; an ipRange of "
                        + pool.subnet() + " without it prevents that");
    }

    private static boolean handedOut(NetworkSpec.Pool pool, IPAddress address) {
        String range = pool.ipRange().isEmpty() ? pool.subnet() : pool.ipRange();
        return Addresses.block(range)
                .filter(block -> IpamRules.contains(block, address))
                .isPresent();
    }
}
