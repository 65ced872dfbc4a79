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
 * What was seen of the network. Fields that are empty are left out.
 *
 * @param observedGeneration the {@code metadata.generation} that this was seen of
 * @param conditions Ready, Drifted, Reconciling and Stalled
 * @param networkID the engine's id of the network that is ours; empty until there is one
 * @param drift the fields in which the engine differs now
 * @param plan the last plan that was carried out, or the one that waits, one step per line
 * @param subnets the address ranges that the network has, also those that the engine chose
 * @param endpoints the containers on the network, and for two minutes those that have just left it
 * @param repair what must not be forgotten while a repair is under way; absent otherwise
 * @param injectedOptions driver options that the engine added by itself when the network was made: they are not drift
 * @param lastDriftTime when drift was found for the last time
 * @param lastRepairTime when drift was put right for the last time
 * @param repairs how often drift was put right
 * @param rollback why the last attempt to replace the network was undone; absent unless one was
 * @param recurrence replacements that did not last; absent until there was one
 * @param pending what it would take to replace the network; absent unless that waits for something
 */
public record NetworkStatus(
        long observedGeneration,
        List<Condition> conditions,
        String networkID,
        List<FieldDrift> drift,
        String plan,
        List<Subnet> subnets,
        List<Endpoint> endpoints,
        Optional<Repair> repair,
        Map<String, String> injectedOptions,
        Optional<Instant> lastDriftTime,
        Optional<Instant> lastRepairTime,
        int repairs,
        Optional<Rollback> rollback,
        Optional<Recurrence> recurrence,
        Optional<Pending> pending) {

    /** The status of a network nobody has looked for. */
    static final NetworkStatus EMPTY = new NetworkStatus(
            0,
            List.of(),
            "",
            List.of(),
            "",
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /**
     * An address range of the network.
     *
     * @param subnet in CIDR form
     * @param gateway the network's own address in it; empty while the engine does not tell
     */
    public record Subnet(String subnet, String gateway) {
        public Subnet {
            subnet = Defaults.text(subnet, "");
            gateway = Defaults.text(gateway, "");
        }
    }

    /**
     * A container on the network.
     *
     * @param container its name
     * @param containerID the engine's id of the container
     * @param ipv4Address assigned by the engine; empty while the container is not running
     * @param ipv6Address assigned by the engine; empty while the container is not running
     * @param macAddress assigned by the engine; empty while the container is not running
     * @param aliases its further names on this network
     * @param ports of the container, as docker ps shows them: {@code 127.0.0.1:8080->80/tcp} is published, and
     *     {@code 80/tcp} is reachable from its networks only
     * @param running whether the container is running
     * @param membership what was chosen for it, in case it has to be put back
     * @param leftTime when it was found gone from the network; absent while it is on it
     * @param brokenTime when it was found on the network in its own view alone; absent while the network agrees
     */
    public record Endpoint(
            String container,
            String containerID,
            String ipv4Address,
            String ipv6Address,
            String macAddress,
            List<String> aliases,
            List<String> ports,
            boolean running,
            Membership membership,
            Optional<Instant> leftTime,
            Optional<Instant> brokenTime) {

        public Endpoint {
            container = Defaults.text(container, "");
            containerID = Defaults.text(containerID, "");
            ipv4Address = Defaults.text(ipv4Address, "");
            ipv6Address = Defaults.text(ipv6Address, "");
            macAddress = Defaults.text(macAddress, "");
            aliases = Defaults.list(aliases);
            ports = Defaults.list(ports);
            leftTime = Defaults.optional(leftTime);
            brokenTime = Defaults.optional(brokenTime);
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
                    List.of(),
                    running,
                    membership,
                    Optional.of(leftTime.orElse(when)),
                    Optional.empty());
        }

        /** While an engine connects a container, the two do not agree for a moment. */
        static final Duration CONNECTING_MAX = Duration.ofSeconds(5);

        boolean brokenAt(Instant now) {
            return brokenTime
                    .filter(since -> !since.plus(CONNECTING_MAX).isAfter(now))
                    .isPresent();
        }
    }

    /**
     * A repair under way.
     *
     * @param id tells this repair from others
     * @param startedAt when it began
     * @param remembered containers to be put back; the engine may not know any more how they were connected
     * @param former the network that was removed, as it was, in case the engine does not take the new one
     */
    public record Repair(String id, Instant startedAt, List<Membership> remembered, Optional<NetworkSpec> former) {
        public Repair {
            remembered = Defaults.list(remembered);
            former = Defaults.optional(former);
        }
    }

    /**
     * An attempt to replace the network that was undone. It is not made again until the spec changes, the engine is
     * restarted, or some time has passed.
     *
     * @param generation the {@code metadata.generation} that was tried
     * @param time when it was undone
     * @param reason why, in a word
     * @param message why, and what to do
     * @param engineRun the id of the engine's own network {@code bridge}, which is new after each start of the engine
     */
    public record Rollback(long generation, Instant time, NetworkReason reason, String message, String engineRun) {
        public Rollback {
            message = Defaults.text(message, "");
            engineRun = Defaults.text(engineRun, "");
        }
    }

    /**
     * A replacement of the network that waits.
     *
     * @param containers those who would be off the network meanwhile, by name
     * @param outageMilliseconds for how long the engine will keep them off, judging by how long it took for such steps
     *     before; 0 when it hits nobody
     * @param notBefore when it will be done; absent when it waits for somebody and not for a time
     */
    public record Pending(List<String> containers, long outageMilliseconds, Optional<Instant> notBefore) {

        /** Finer than this nobody can tell beforehand, and a status should not change for it. */
        private static final long ROUNDED_TO_MILLISECONDS = 50;

        public Pending {
            containers = Defaults.list(containers);
            notBefore = Defaults.optional(notBefore);
        }

        static Pending of(List<String> containers, Duration outage, Optional<Instant> notBefore) {
            long steps = Math.ceilDiv(outage.toMillis(), ROUNDED_TO_MILLISECONDS);
            return new Pending(containers, steps * ROUNDED_TO_MILLISECONDS, notBefore);
        }
    }

    public NetworkStatus {
        conditions = Defaults.list(conditions);
        networkID = Defaults.text(networkID, "");
        drift = Defaults.list(drift);
        plan = Defaults.text(plan, "");
        subnets = Defaults.list(subnets);
        endpoints = Defaults.list(endpoints);
        repair = Defaults.optional(repair);
        injectedOptions = Defaults.map(injectedOptions);
        lastDriftTime = Defaults.optional(lastDriftTime);
        lastRepairTime = Defaults.optional(lastRepairTime);
        rollback = Defaults.optional(rollback);
        recurrence = Defaults.optional(recurrence);
        pending = Defaults.optional(pending);
    }

    List<Membership> remembered() {
        return repair.map(Repair::remembered).orElse(List.of());
    }

    /** This status with containers that must be put back, come what may. */
    NetworkStatus remembering(Repair open) {
        return with(Optional.of(open), networkID, rollback, pending);
    }

    /** This status with the reason for going back, or without one any more. */
    NetworkStatus with(Optional<Rollback> undone) {
        return with(repair, networkID, undone, pending);
    }

    /** This status once everybody is back on the network of that id, but for what some still wait for. */
    NetworkStatus back(List<Membership> waiting, String id) {
        Optional<Repair> open = repair.filter(none -> !waiting.isEmpty())
                .map(all -> new Repair(all.id(), all.startedAt(), waiting, Optional.empty()));
        return with(open, id, rollback, pending);
    }

    /** This status with a replacement that waits. */
    NetworkStatus waitingFor(Pending replacement) {
        return with(repair, networkID, rollback, Optional.of(replacement));
    }

    /** This status of a network that was replaced. */
    NetworkStatus replaced(Optional<Recurrence> newRecurrence) {
        return new NetworkStatus(
                observedGeneration,
                conditions,
                networkID,
                drift,
                plan,
                subnets,
                endpoints,
                repair,
                injectedOptions,
                lastDriftTime,
                lastRepairTime,
                repairs,
                rollback,
                newRecurrence,
                pending);
    }

    private NetworkStatus with(Optional<Repair> open, String id, Optional<Rollback> undone, Optional<Pending> waiting) {
        return new NetworkStatus(
                observedGeneration,
                conditions,
                id,
                drift,
                plan,
                subnets,
                endpoints,
                open,
                injectedOptions,
                lastDriftTime,
                lastRepairTime,
                repairs,
                undone,
                recurrence,
                waiting);
    }
}
