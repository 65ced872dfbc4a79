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
