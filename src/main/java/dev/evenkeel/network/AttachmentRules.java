package dev.evenkeel.network;

import dev.evenkeel.policy.NetworkRules;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Violation;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules for declared attachments. */
final class AttachmentRules {

    private AttachmentRules() {}

    static List<Violation> violations(NetworkSpec spec) {
        List<Violation> broken = new ArrayList<>();
        Set<String> containers = new HashSet<>();
        Set<String> addresses = new HashSet<>(reserved(spec));
        List<NetworkSpec.Attachment> attachments = spec.attachments();
        for (int i = 0; i < attachments.size(); i++) {
            NetworkSpec.Attachment attachment = attachments.get(i);
            String field = "spec.attachments[" + i + "]";
            who(broken, field, attachment);
            if (attachment.byName() && !containers.add(attachment.container())) {
                broken.add(Violation.duplicate(field + ".container", attachment.container()));
            }
            for (int a = 0; a < attachment.aliases().size(); a++) {
                broken.addAll(ObjectName.violations(
                        field + ".aliases[" + a + "]", attachment.aliases().get(a)));
            }
            broken.addAll(NetworkRules.endpointViolations(field + ".driverOptions", attachment.driverOptions()));
            fixed(broken, field + ".ipv4Address", attachment.ipv4Address(), false, spec, addresses);
            fixed(broken, field + ".ipv6Address", attachment.ipv6Address(), true, spec, addresses);
            if (!attachment.macAddress().isEmpty() && !Addresses.isMac(attachment.macAddress())) {
                broken.add(Violation.invalid(
                        field + ".macAddress", attachment.macAddress(), "must look like 02:42:ac:11:00:02"));
            }
        }
        return broken;
    }

    private static void who(List<Violation> broken, String field, NetworkSpec.Attachment attachment) {
        boolean selects = !attachment.selector().equals(ContainerSelector.NONE);
        if (selects) {
            broken.addAll(ContainerSelector.violations(field, attachment));
        }
        if (selects && attachment.byName()) {
            broken.add(Violation.forbidden(field + ".selector", "either a container or a selector"));
        } else if (attachment.byName()) {
            broken.addAll(ObjectName.violations(field + ".container", attachment.container()));
        } else if (!selects) {
            broken.add(Violation.required(field + ".container", "a container's name, or a selector with matchLabels"));
        }
    }

    private static void fixed(
            List<Violation> broken, String field, String text, boolean ipv6, NetworkSpec spec, Set<String> taken) {
        if (text.isEmpty()) {
            return;
        }
        Optional<IPAddress> address = Addresses.address(text);
        if (address.isEmpty() || address.get().isIPv6() != ipv6) {
            broken.add(Violation.invalid(
                    field, text, "must be an " + (ipv6 ? "IPv6" : "IPv4") + " address without a prefix length"));
            return;
        }
        Optional<NetworkSpec.Pool> pool = spec.ipam().config().stream()
                .filter(p -> Addresses.block(p.subnet())
                        .filter(block -> IpamRules.contains(block, address.get()))
                        .isPresent())
                .findFirst();
        if (pool.isEmpty()) {
            broken.add(Violation.invalid(
                    field,
                    text,
                    "a fixed address must lie inside a subnet of spec.ipam.config: engines refuse others"));
        } else if (IpamRules.host(broken, field, text, pool.get().subnet()).isPresent()
                && !taken.add(Addresses.canonical(text))) {
            broken.add(Violation.duplicate(field, text));
        }
    }

    /** The addresses of the spec that no container can have. */
    static List<String> reserved(NetworkSpec spec) {
        List<String> reserved = new ArrayList<>();
        for (NetworkSpec.Pool pool : spec.ipam().config()) {
            if (!pool.gateway().isEmpty()) {
                reserved.add(Addresses.canonical(pool.gateway()));
            } else if (spec.driver().equals("bridge")) {
                DefaultGateway.of(pool.subnet(), pool.ipRange())
                        .map(IPAddress::toCanonicalString)
                        .ifPresent(reserved::add);
            }
            pool.auxiliaryAddresses().values().forEach(a -> reserved.add(Addresses.canonical(a)));
        }
        return reserved;
    }
}
