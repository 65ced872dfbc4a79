package dev.evenkeel.network;

import dev.evenkeel.policy.ReservedBlocks;
import dev.evenkeel.resource.Violation;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules for address pools. Engines before 23 accept most of what is refused here, and some of it (an auxiliary
 * address outside the subnet) makes them lose the pool until they are restarted.
 */
final class IpamRules {

    /** Docker itself uses two, one for each address family; what asks for many is no network. */
    private static final int POOLS_MAX = 16;

    private IpamRules() {}

    static List<Violation> violations(NetworkSpec spec) {
        List<Violation> broken = new ArrayList<>();
        List<IPAddress> blocks = new ArrayList<>();
        List<NetworkSpec.Pool> pools = spec.ipam().config();
        if (pools.size() > POOLS_MAX) {
            return List.of(Violation.tooLong("spec.ipam.config", "must have at most " + POOLS_MAX + " items"));
        }
        for (int i = 0; i < pools.size(); i++) {
            String field = "spec.ipam.config[" + i + "]";
            Optional<IPAddress> block =
                    subnet(broken, field + ".subnet", pools.get(i).subnet(), spec);
            if (block.isPresent()) {
                pool(broken, field, pools.get(i), block.get(), spec.driver());
                beside(broken, field + ".subnet", block.get(), blocks, spec.driver());
                blocks.add(block.get());
            }
        }
        return broken;
    }

    private static Optional<IPAddress> subnet(List<Violation> broken, String field, String text, NetworkSpec spec) {
        if (text.isEmpty()) {
            broken.add(Violation.required(field, "a pool needs a subnet, such as 172.28.0.0/16"));
            return Optional.empty();
        }
        Optional<IPAddress> block = plainBlock(broken, field, text);
        if (block.isEmpty()) {
            return block;
        }
        IPAddress subnet = block.get();
        ReservedBlocks.overlapping(subnet)
                .ifPresent(reserved ->
                        broken.add(Violation.invalid(field, text, "overlaps the reserved range " + reserved)));
        if (subnet.getPrefixLength() == subnet.getBitCount()) {
            broken.add(Violation.invalid(field, text, "is a single address, with no room for a container"));
        }
        if (subnet.isIPv6() && !spec.enableIPv6()) {
            broken.add(Violation.invalid(field, text, "an IPv6 subnet needs spec.enableIPv6: true"));
        }
        if (subnet.isIPv4() && !spec.enableIPv4()) {
            broken.add(Violation.invalid(field, text, "an IPv4 subnet needs spec.enableIPv4: true"));
        }
        return block;
    }

    private static void pool(
            List<Violation> broken, String field, NetworkSpec.Pool pool, IPAddress subnet, String driver) {
        if (!pool.ipRange().isEmpty()) {
            plainBlock(broken, field + ".ipRange", pool.ipRange())
                    .filter(range -> !subnet.contains(range))
                    .ifPresent(range -> broken.add(
                            Violation.invalid(field + ".ipRange", pool.ipRange(), "must lie inside " + pool.subnet())));
        }
        Map<IPAddress, String> taken = new HashMap<>();
        if (!pool.gateway().isEmpty()) {
            host(broken, field + ".gateway", pool.gateway(), pool.subnet())
                    .ifPresent(gateway -> taken.put(gateway, "the gateway"));
        } else if (driver.equals("bridge")) {
            DefaultGateway.of(pool.subnet(), pool.ipRange()).ifPresent(gateway -> taken.put(gateway, "the gateway"));
        }
        pool.auxiliaryAddresses().forEach((name, address) -> {
            String path = field + ".auxiliaryAddresses[" + name + "]";
            Optional<IPAddress> host = host(broken, path, address, pool.subnet());
            if (host.isPresent()) {
                String other = taken.putIfAbsent(host.get(), "the auxiliary address " + name);
                if (other != null) {
                    broken.add(Violation.invalid(path, address, "is already " + other));
                }
            }
        });
    }

    private static void beside(
            List<Violation> broken, String field, IPAddress subnet, List<IPAddress> earlier, String driver) {
        for (IPAddress other : earlier) {
            if (other.isIPv6() != subnet.isIPv6()) {
                continue;
            }
            if (Addresses.overlap(other, subnet)) {
                broken.add(Violation.invalid(field, subnet.toCanonicalString(), "overlaps " + other));
            } else if (driver.equals("bridge")) {
                broken.add(Violation.invalid(
                        field, subnet.toCanonicalString(), "a bridge has one subnet per address family"));
            }
        }
    }

    /** An address of a host inside {@code subnet}; the reason is noted when it is none. */
    static Optional<IPAddress> host(List<Violation> broken, String field, String text, String subnet) {
        Optional<IPAddress> address = Addresses.address(text);
        if (address.isEmpty()) {
            broken.add(Violation.invalid(field, text, "must be an IP address without a prefix length"));
            return address;
        }
        Optional<IPAddress> block = Addresses.block(subnet);
        if (block.isPresent() && !contains(block.get(), address.get())) {
            broken.add(Violation.invalid(field, text, "must lie inside " + subnet));
            return Optional.empty();
        }
        if (block.isPresent() && isEdge(block.get(), address.get())) {
            broken.add(Violation.invalid(field, text, "is the network or broadcast address of " + subnet));
            return Optional.empty();
        }
        return address;
    }

    /** Whether a subnet of the spec contains the address. */
    static boolean covered(NetworkSpec spec, String address) {
        return Addresses.address(address)
                .filter(host -> spec.ipam().config().stream()
                        .flatMap(pool -> Addresses.block(pool.subnet()).stream())
                        .anyMatch(block -> contains(block, host)))
                .isPresent();
    }

    static boolean contains(IPAddress block, IPAddress address) {
        return block.isIPv6() == address.isIPv6() && block.contains(address);
    }

    /** IPv6 has no broadcast address, and /31 and /32 have neither (RFC 3021). */
    private static boolean isEdge(IPAddress block, IPAddress address) {
        return block.isIPv4()
                && block.getPrefixLength() < 31
                && (address.equals(block.getLower().withoutPrefixLength())
                        || address.equals(block.getUpper().withoutPrefixLength()));
    }

    private static Optional<IPAddress> plainBlock(List<Violation> broken, String field, String text) {
        Optional<IPAddress> cidr = Addresses.cidr(text);
        if (cidr.isEmpty()) {
            broken.add(Violation.invalid(field, text, "must be a subnet in CIDR form, such as 172.28.0.0/16"));
            return cidr;
        }
        IPAddress block = cidr.get().toPrefixBlock();
        if (!cidr.get().getLower().equals(block.getLower())) {
            broken.add(Violation.invalid(field, text, "has host bits set; it should be " + block.toCanonicalString()));
            return Optional.empty();
        }
        return Optional.of(block);
    }
}
