package dev.evenkeel.network;

import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.resource.Ownership;
import inet.ipaddr.IPAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether the engine takes a network at all is found out by having it made under another name, beside the one that it
 * shall replace, and removed at once. What the two cannot have at the same time is left out, and stays unproven. Pure.
 */
final class NetworkCanary {

    /** The value of {@link Ownership#TEMPORARY} by which one that was left behind is known. */
    static final String PURPOSE = "canary";

    private static final String PARENT = "parent";

    /** Options that no two networks may share; the engine checks their form without them, too. */
    private static final List<String> EXCLUSIVE =
            List.of("com.docker.network.bridge.name", "com.docker.network.driver.overlay.vxlanid_list");

    private NetworkCanary() {}

    /**
     * The step that proves {@code wanted}; nothing when it would prove nothing.
     *
     * @param old the network that is to be replaced
     */
    static Optional<NetworkStep> of(NetworkCreation wanted, EngineNetwork old, String cause) {
        if (wanted.options().containsKey(PARENT) && shares(PARENT, wanted, old)) {
            return Optional.empty();
        }
        List<IpamPool> pools = wanted.ipam().stream()
                .filter(pool -> old.ipam().stream().noneMatch(theirs -> overlap(pool, theirs)))
                .toList();
        boolean complete = !pools.isEmpty() && pools.size() == wanted.ipam().size();
        Map<String, String> options = new HashMap<>(wanted.options());
        EXCLUSIVE.stream().filter(option -> shares(option, wanted, old)).forEach(options::remove);
        Map<String, String> labels = new HashMap<>(wanted.labels());
        labels.put(Ownership.TEMPORARY, PURPOSE);
        NetworkCreation canary = new NetworkCreation(
                "evenkeel-canary-" + wanted.labels().get(Ownership.UID),
                wanted.driver(),
                wanted.internal(),
                wanted.attachable(),
                wanted.enableIPv4(),
                // Engines before API 1.47 do not choose an IPv6 subnet by themselves.
                wanted.enableIPv6() && (complete || !wanted.enableIPv4()),
                wanted.ipamDriver(),
                wanted.ipamOptions(),
                pools,
                options,
                labels);
        return Optional.of(new NetworkStep.Rehearse(canary, wanted.name(), complete, cause));
    }

    private static boolean shares(String option, NetworkCreation wanted, EngineNetwork old) {
        return Objects.equals(wanted.options().get(option), old.options().get(option));
    }

    private static boolean overlap(IpamPool one, IpamPool other) {
        Optional<IPAddress> block = Addresses.block(one.subnet());
        Optional<IPAddress> theirs = Addresses.block(other.subnet());
        return block.isPresent() && theirs.isPresent() && Addresses.overlap(block.get(), theirs.get());
    }
}
