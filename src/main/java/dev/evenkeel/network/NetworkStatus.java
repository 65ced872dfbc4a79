package dev.evenkeel.network;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.FieldDrift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of a network.
 *
 * @param networkID the engine's id of the network that is ours; empty until there is one
 * @param drift the fields in which the engine differs now
 * @param plan the last plan that was carried out, or the one that waits, as text
 * @param endpoints the containers on the network, and for a while those that have just left it
 * @param repair what must not be forgotten while a repair is under way
 * @param injectedOptions driver options the engine added by itself when the network was made: they are not drift
 * @param repairs how often drift was put right
 */
public record NetworkStatus(
        long observedGeneration,
        List<Condition> conditions,
        String networkID,
        List<FieldDrift> drift,
        String plan,
        List<Endpoint> endpoints,
        Optional<Repair> repair,
        Map<String, String> injectedOptions,
        Optional<Instant> lastDriftTime,
        Optional<Instant> lastRepairTime,
        int repairs) {

    /** The status of a network nobody has looked for. */
    static final NetworkStatus EMPTY = new NetworkStatus(
            0,
            List.of(),
            "",
            List.of(),
            "",
            List.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            0);

    /**
     * A container on the network.
     *
     * @param ipv4Address assigned by the engine; empty while the container is not running
     * @param membership what was chosen for it, in case it has to be put back
     * @param leftTime when it was found gone from the network; absent while it is on it
     */
    public record Endpoint(
            String container,
            String containerID,
            String ipv4Address,
            String ipv6Address,
            String macAddress,
            List<String> aliases,
            boolean running,
            Membership membership,
            Optional<Instant> leftTime) {

        public Endpoint {
            container = Defaults.text(container, "");
            containerID = Defaults.text(containerID, "");
            ipv4Address = Defaults.text(ipv4Address, "");
            ipv6Address = Defaults.text(ipv6Address, "");
            macAddress = Defaults.text(macAddress, "");
            aliases = Defaults.list(aliases);
            leftTime = Defaults.optional(leftTime);
        }

        /**
         * How long before the network's end somebody may have left it to be put back: whoever removes a network by hand
         * has to disconnect its running containers first.
         */
        static final Duration DEPARTURE_MEMORY = Duration.ofMinutes(2);

        /** Whether it is on the network, or left it so shortly before that it still counts. */
        boolean rememberedAt(Instant now) {
            return leftTime.map(left -> left.plus(DEPARTURE_MEMORY).isAfter(now))
                    .orElse(true);
        }

        Endpoint left(Instant when) {
            return new Endpoint(
                    container,
                    containerID,
                    "",
                    "",
                    "",
                    aliases,
                    running,
                    membership,
                    Optional.of(leftTime.orElse(when)));
        }
    }

    /**
     * An open repair.
     *
     * @param remembered containers to be put back; the engine may not know any more how they were connected
     */
    public record Repair(String id, Instant startedAt, List<Membership> remembered) {
        public Repair {
            remembered = Defaults.list(remembered);
        }
    }

    public NetworkStatus {
        conditions = Defaults.list(conditions);
        networkID = Defaults.text(networkID, "");
        drift = Defaults.list(drift);
        plan = Defaults.text(plan, "");
        endpoints = Defaults.list(endpoints);
        repair = Defaults.optional(repair);
        injectedOptions = Defaults.map(injectedOptions);
        lastDriftTime = Defaults.optional(lastDriftTime);
        lastRepairTime = Defaults.optional(lastRepairTime);
    }

    List<Membership> remembered() {
        return repair.map(Repair::remembered).orElse(List.of());
    }

    /** This status with containers that must be put back, come what may. */
    NetworkStatus remembering(Repair open) {
        return new NetworkStatus(
                observedGeneration,
                conditions,
                networkID,
                drift,
                plan,
                endpoints,
                Optional.of(open),
                injectedOptions,
                lastDriftTime,
                lastRepairTime,
                repairs);
    }
}
