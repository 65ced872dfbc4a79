package dev.evenkeel.network;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.resource.Defaults;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * All that is needed to put one container on a network: who, and how. The engine forgets it at a disconnect, so this is
 * what is stored before one.
 *
 * @param container its name
 * @param containerID the engine's id of the container
 * @param running whether it was running
 * @param aliases its further names on this network
 * @param ipv4Address its fixed IPv4 address; empty if the engine chose
 * @param ipv6Address its fixed IPv6 address; empty if the engine chose
 * @param linkLocalAddresses further link-local addresses that were asked for
 * @param macAddress its fixed MAC address; empty if the engine chose
 * @param links other containers under names that only this one knows, as by {@code docker run --link}
 * @param driverOptions options of the driver for this endpoint
 * @param gatewayPriority the network with the highest number among those of a container is its default gateway
 */
public record Membership(
        String container,
        String containerID,
        boolean running,
        List<String> aliases,
        String ipv4Address,
        String ipv6Address,
        List<String> linkLocalAddresses,
        String macAddress,
        List<String> links,
        Map<String, String> driverOptions,
        int gatewayPriority) {

    public Membership {
        container = Defaults.text(container, "");
        containerID = Defaults.text(containerID, "");
        aliases = Defaults.list(aliases);
        ipv4Address = Defaults.text(ipv4Address, "");
        ipv6Address = Defaults.text(ipv6Address, "");
        linkLocalAddresses = Defaults.list(linkLocalAddresses);
        macAddress = Defaults.text(macAddress, "");
        links = Defaults.list(links);
        driverOptions = Defaults.map(driverOptions);
    }

    static Membership of(EngineContainer container, EndpointSettings settings) {
        return new Membership(
                container.name(),
                container.id(),
                container.running(),
                settings.aliases(),
                settings.ipv4Address(),
                settings.ipv6Address(),
                settings.linkLocalAddresses(),
                settings.macAddress(),
                settings.links(),
                settings.driverOptions(),
                settings.gatewayPriority());
    }

    /** What somebody declared laid over what is there: the declaration wins, and nothing else is lost. */
    Membership declared(NetworkSpec.Attachment wish) {
        SequencedSet<String> allAliases = new LinkedHashSet<>(wish.aliases());
        allAliases.addAll(aliases);
        return new Membership(
                container,
                containerID,
                running,
                List.copyOf(allAliases),
                wish.ipv4Address().isEmpty() ? ipv4Address : wish.ipv4Address(),
                wish.ipv6Address().isEmpty() ? ipv6Address : wish.ipv6Address(),
                linkLocalAddresses,
                wish.macAddress().isEmpty() ? macAddress : wish.macAddress(),
                links,
                wish.driverOptions().isEmpty() ? driverOptions : wish.driverOptions(),
                wish.gatewayPriority() == 0 ? gatewayPriority : wish.gatewayPriority());
    }

    Membership withAddresses(String ipv4, String ipv6) {
        return new Membership(
                container,
                containerID,
                running,
                aliases,
                ipv4,
                ipv6,
                linkLocalAddresses,
                macAddress,
                links,
                driverOptions,
                gatewayPriority);
    }

    EndpointSettings settings() {
        return new EndpointSettings(
                aliases,
                ipv4Address,
                ipv6Address,
                linkLocalAddresses,
                macAddress,
                links,
                driverOptions,
                gatewayPriority);
    }
}
