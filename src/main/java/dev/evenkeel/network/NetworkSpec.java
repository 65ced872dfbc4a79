package dev.evenkeel.network;

import dev.evenkeel.resource.Defaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network somebody wants: what {@code docker network create} and {@code docker network connect} can say. The name
 * of the resource is the name of the network.
 *
 * @param driver {@code bridge}, {@code overlay}, {@code macvlan}, {@code ipvlan} or an installed plugin. {@code host},
 *     {@code none} and {@code null} are refused: the engine has exactly one of each
 * @param internal containers on it cannot reach anything outside of it
 * @param attachable containers may join an overlay network, not only services
 * @param enableIPv4 whether containers get IPv4 addresses. {@code false} needs engine API 1.47 or newer
 * @param enableIPv6 whether containers get IPv6 addresses. An IPv6 subnet needs it
 * @param ipam address management. Left out, the engine chooses the subnets
 * @param options options of the driver, such as {@code com.docker.network.driver.mtu} (68 to 65535, bytes). Values are
 *     text: quote numbers and booleans. {@code com.docker.network.enable_ipv6} is refused, use {@code enableIPv6}
 * @param labels labels of the network on the engine. Names that begin with {@code dev.evenkeel.} are refused. Labels
 *     that differ are reported, and put right at the next re-creation: alone they never justify an outage
 * @param attachments containers that must be on the network; those that are on it otherwise are left alone, and survive
 *     a repair
 * @param driftPolicy what to do when the engine differs from the spec
 * @param repairStrategy how the network is replaced when it must be
 * @param repairWindow when the network may be replaced. One that is missing is made at once, and a container is put
 *     back at once. Left out, the network may be replaced at any time
 * @param adoptionPolicy what to do about a network of that name that was never ours
 * @param deletionPolicy what becomes of the network when the resource is deleted
 */
public record NetworkSpec(
        String driver,
        boolean internal,
        boolean attachable,
        Boolean enableIPv4,
        boolean enableIPv6,
        Ipam ipam,
        Map<String, String> options,
        Map<String, String> labels,
        List<Attachment> attachments,
        DriftPolicy driftPolicy,
        RepairStrategy repairStrategy,
        RepairWindow repairWindow,
        AdoptionPolicy adoptionPolicy,
        DeletionPolicy deletionPolicy) {

    /** Whether drift is repaired or only told. */
    public enum DriftPolicy {
        /** Put it right at once. */
        Repair,
        /** Never touch the engine; {@code status.plan} shows what a repair would do. */
        Report
    }

    /** How a network is replaced. */
    public enum RepairStrategy {
        /** Disconnect, remove, create, connect. */
        Direct,
        /** The same, while everybody is on a network for the time being: names can be reached throughout. */
        Transit
    }

    /** What to do about a network of that name that was never ours. */
    public enum AdoptionPolicy {
        /** Leave it alone and say so. */
        Never,
        /** Take it over as it is if nothing differs, otherwise leave it alone and say so. */
        IfMatching,
        /** Make it ours by re-creating it. */
        Recreate
    }

    /** What becomes of the network when the resource is deleted. */
    public enum DeletionPolicy {
        /** Remove it; refuse while containers that the spec does not name are attached. */
        Delete,
        /** Disconnect whatever is attached and remove it. */
        Detach,
        /** Leave it as it is. */
        Retain
    }

    /**
     * Address management.
     *
     * @param driver {@code default}, or an installed plugin
     * @param options options of that driver
     * @param config address pools, at most one subnet per address family for a bridge. Left out, the engine chooses
     */
    public record Ipam(String driver, Map<String, String> options, List<Pool> config) {
        public Ipam {
            driver = Defaults.text(driver, "default");
            options = Defaults.map(options);
            config = Defaults.list(config);
        }
    }

    /**
     * One address pool.
     *
     * @param subnet the block of addresses in CIDR form without host bits, such as {@code 172.28.0.0/16}. Not loopback,
     *     link-local or multicast, and no other pool's
     * @param ipRange the part of the subnet that the engine hands out addresses from, in CIDR form. Left out, all of it
     * @param gateway the address of the host on this network, inside the subnet. Left out, the engine chooses, and its
     *     choice is not compared
     * @param auxiliaryAddresses addresses of the subnet that something else uses and the engine must not hand out, by a
     *     name of your choice
     */
    public record Pool(String subnet, String ipRange, String gateway, Map<String, String> auxiliaryAddresses) {
        public Pool {
            subnet = Defaults.text(subnet, "");
            ipRange = Defaults.text(ipRange, "");
            gateway = Defaults.text(gateway, "");
            auxiliaryAddresses = Defaults.map(auxiliaryAddresses);
        }
    }

    /**
     * A container that must be on the network, and how.
     *
     * @param container the name of the container. One that does not exist yet is waited for. Either this or
     *     {@code selector}
     * @param selector containers by their labels, also those that come later. One that is named by an attachment is as
     *     that says; otherwise the first selector counts that matches
     * @param aliases further names of the container on this network. What it has beyond these is left alone
     * @param ipv4Address its fixed IPv4 address, inside a subnet of {@code ipam.config}. Left out, the engine chooses
     * @param ipv6Address its fixed IPv6 address, inside a subnet of {@code ipam.config}. Left out, the engine chooses
     * @param macAddress its fixed MAC address, such as {@code 02:42:ac:11:00:02}. Left out, the engine chooses
     * @param driverOptions options of the driver for this endpoint
     * @param gatewayPriority the network with the highest number among those of a container is its default gateway.
     *     Other than 0 it needs engine API 1.48 or newer
     */
    public record Attachment(
            String container,
            ContainerSelector selector,
            List<String> aliases,
            String ipv4Address,
            String ipv6Address,
            String macAddress,
            Map<String, String> driverOptions,
            int gatewayPriority) {
        public Attachment {
            container = Defaults.text(container, "");
            selector = Defaults.value(selector, ContainerSelector.NONE);
            aliases = Defaults.list(aliases);
            ipv4Address = Defaults.text(ipv4Address, "");
            ipv6Address = Defaults.text(ipv6Address, "");
            macAddress = Defaults.text(macAddress, "");
            driverOptions = Defaults.map(driverOptions);
        }

        boolean byName() {
            return !container.isEmpty();
        }
    }

    /** How a container is declared to be on the network, if it is. */
    Optional<Attachment> attachmentOf(String name, Map<String, String> containerLabels) {
        return attachments.stream()
                .filter(attachment ->
                        attachment.byName() && attachment.container().equals(name))
                .findFirst()
                .or(() -> attachments.stream()
                        .filter(attachment -> attachment.selector().matches(containerLabels))
                        .findFirst());
    }

    public NetworkSpec {
        driver = Defaults.text(driver, "bridge");
        enableIPv4 = Defaults.value(enableIPv4, true);
        ipam = Defaults.value(ipam, new Ipam("default", Map.of(), List.of()));
        options = Defaults.map(options);
        labels = Defaults.map(labels);
        attachments = Defaults.list(attachments);
        driftPolicy = Defaults.value(driftPolicy, DriftPolicy.Repair);
        repairStrategy = Defaults.value(repairStrategy, RepairStrategy.Direct);
        repairWindow = Defaults.value(repairWindow, RepairWindow.NONE);
        adoptionPolicy = Defaults.value(adoptionPolicy, AdoptionPolicy.IfMatching);
        deletionPolicy = Defaults.value(deletionPolicy, DeletionPolicy.Delete);
    }
}
