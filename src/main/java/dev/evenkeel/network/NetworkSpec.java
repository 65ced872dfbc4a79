package dev.evenkeel.network;

import dev.evenkeel.resource.Defaults;
import java.util.List;
import java.util.Map;

/**
 * The network somebody wants: what {@code docker network create} and {@code docker network connect} can say.
 *
 * @param driver bridge, overlay, macvlan, ipvlan or an installed plugin
 * @param enableIPv4 may be false from engine API 1.47 on
 * @param attachments containers that must be on the network; those that are on it otherwise are left alone
 * @param driftPolicy what to do when the engine differs
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
        Direct
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

    /** Address management. */
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
     * @param ipRange the part of the subnet the engine hands out addresses from
     * @param auxiliaryAddresses addresses used by something else, by a name of your choice
     */
    public record Pool(String subnet, String ipRange, String gateway, Map<String, String> auxiliaryAddresses) {
        public Pool {
            subnet = Defaults.text(subnet, "");
            ipRange = Defaults.text(ipRange, "");
            gateway = Defaults.text(gateway, "");
            auxiliaryAddresses = Defaults.map(auxiliaryAddresses);
        }
    }

    /** A container that must be on the network, and how. */
    public record Attachment(
            String container,
            List<String> aliases,
            String ipv4Address,
            String ipv6Address,
            String macAddress,
            Map<String, String> driverOptions,
            int gatewayPriority) {
        public Attachment {
            container = Defaults.text(container, "");
            aliases = Defaults.list(aliases);
            ipv4Address = Defaults.text(ipv4Address, "");
            ipv6Address = Defaults.text(ipv6Address, "");
            macAddress = Defaults.text(macAddress, "");
            driverOptions = Defaults.map(driverOptions);
        }
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
        adoptionPolicy = Defaults.value(adoptionPolicy, AdoptionPolicy.IfMatching);
        deletionPolicy = Defaults.value(deletionPolicy, DeletionPolicy.Delete);
    }
}
