package dev.evenkeel.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.ContainerBonds;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineExec;
import dev.evenkeel.engine.EngineMount;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkMember;
import dev.evenkeel.engine.PathStat;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** From the engine's JSON to our records. Absent, null and empty are the same, for engines mix them freely. */
final class DockerMapping {

    private static final int SHORT_ID = 12;
    private static final String JOINED = "container:";

    private DockerMapping() {}

    static EngineNetwork network(JsonNode network, boolean withContainers) {
        JsonNode ipam = network.path("IPAM");
        return new EngineNetwork(
                text(network, "Id"),
                text(network, "Name"),
                text(network, "Scope"),
                driver(network),
                network.path("Internal").asBoolean(),
                network.path("Attachable").asBoolean(),
                network.path("EnableIPv4").asBoolean(true),
                network.path("EnableIPv6").asBoolean(),
                text(ipam, "Driver", "default"),
                texts(ipam.path("Options")),
                list(ipam.path("Config"), DockerMapping::pool),
                texts(network.path("Options")),
                texts(network.path("Labels")),
                withContainers ? map(network.path("Containers"), DockerMapping::member) : Map.of());
    }

    /** A swarm names the driver of a network of its own only once it has made room for it; others are bridges. */
    private static String driver(JsonNode network) {
        return text(network, "Scope").equals("swarm") ? text(network, "Driver") : text(network, "Driver", "bridge");
    }

    private static IpamPool pool(JsonNode pool) {
        return new IpamPool(
                text(pool, "Subnet"),
                text(pool, "IPRange"),
                text(pool, "Gateway"),
                texts(pool.path("AuxiliaryAddresses")));
    }

    private static NetworkMember member(JsonNode member) {
        return new NetworkMember(text(member, "Name"), text(member, "EndpointID"));
    }

    static EngineVolume volume(JsonNode volume) {
        return new EngineVolume(
                text(volume, "Name"),
                text(volume, "Driver", "local"),
                texts(volume.path("Options")),
                texts(volume.path("Labels")),
                text(volume, "Mountpoint"),
                text(volume, "CreatedAt"));
    }

    /** A size of -1 is none: the driver does not tell. */
    static Map<String, Long> volumeSizes(JsonNode usage) {
        Map<String, Long> sizes = new HashMap<>();
        for (JsonNode volume : usage.path("Volumes")) {
            long size = volume.path("UsageData").path("Size").asLong(-1);
            if (size >= 0) {
                sizes.put(text(volume, "Name"), size);
            }
        }
        return sizes;
    }

    static ContainerSummary summary(JsonNode container) {
        String id = text(container, "Id");
        return new ContainerSummary(
                id,
                ownName(container.path("Names")),
                text(container, "State"),
                texts(container.path("Labels")),
                endpoints(container, id),
                list(container.path("Mounts"), DockerMapping::mount));
    }

    static EngineContainer container(JsonNode container) {
        String id = text(container, "Id");
        return new EngineContainer(
                id,
                withoutSlash(text(container, "Name")),
                text(container.path("State"), "Status"),
                text(container.path("HostConfig"), "NetworkMode"),
                text(container.path("Config"), "MacAddress"),
                endpoints(container, id),
                container.path("State").path("Pid").asLong(),
                DockerPorts.of(container),
                texts(container.path("Config").path("Labels")),
                text(container.path("HostConfig").path("RestartPolicy"), "Name"),
                text(container.path("State"), "Error"),
                bonds(container));
    }

    static EngineEvent event(JsonNode event) {
        JsonNode actor = event.path("Actor");
        return new EngineEvent(
                text(event, "Type"),
                text(event, "Action"),
                text(actor, "ID"),
                texts(actor.path("Attributes")),
                event.path("timeNano").asLong());
    }

    static PathStat pathStat(JsonNode stat) {
        return new PathStat(
                text(stat, "name"),
                stat.path("size").asLong(),
                OffsetDateTime.parse(text(stat, "mtime")).toInstant());
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> mapping) {
        List<T> list = new ArrayList<>(array.size());
        array.forEach(element -> list.add(mapping.apply(element)));
        return list;
    }

    static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }

    private static Map<String, EngineEndpoint> endpoints(JsonNode container, String id) {
        return map(container.path("NetworkSettings").path("Networks"), endpoint -> endpoint(endpoint, id));
    }

    private static EngineEndpoint endpoint(JsonNode endpoint, String containerId) {
        String endpointId = text(endpoint, "EndpointID");
        String macAddress = text(endpoint, "MacAddress");
        JsonNode addresses = endpoint.path("IPAMConfig");
        EndpointSettings settings = new EndpointSettings(
                aliases(endpoint.path("Aliases"), containerId),
                text(addresses, "IPv4Address"),
                text(addresses, "IPv6Address"),
                list(addresses.path("LinkLocalIPs"), JsonNode::asText),
                // While it is connected the engine shows the addresses that it made up just like those asked for.
                endpointId.isEmpty() ? macAddress : "",
                list(endpoint.path("Links"), JsonNode::asText),
                texts(endpoint.path("DriverOpts")),
                endpoint.path("GwPriority").asInt());
        return new EngineEndpoint(
                text(endpoint, "NetworkID"),
                endpointId,
                settings,
                text(endpoint, "IPAddress"),
                text(endpoint, "GlobalIPv6Address"),
                macAddress);
    }

    /** Engines before 25 add the short id, which would go to the next container if it were asked for. */
    private static List<String> aliases(JsonNode aliases, String containerId) {
        List<String> chosen = list(aliases, JsonNode::asText);
        chosen.removeIf(alias -> alias.length() == SHORT_ID && containerId.startsWith(alias));
        return chosen;
    }

    private static EngineMount mount(JsonNode mount) {
        return new EngineMount(
                text(mount, "Type"),
                text(mount, "Name"),
                text(mount, "Source"),
                mount.path("RW").asBoolean());
    }

    private static ContainerBonds bonds(JsonNode container) {
        JsonNode host = container.path("HostConfig");
        Set<String> joins = new HashSet<>();
        for (String namespace : List.of("NetworkMode", "PidMode", "IpcMode")) {
            String mode = text(host, namespace);
            if (mode.startsWith(JOINED)) {
                joins.add(mode.substring(JOINED.length()));
            }
        }
        return new ContainerBonds(
                container.path("State").path("ExitCode").asInt(),
                host.path("AutoRemove").asBoolean(),
                joins,
                list(host.path("VolumesFrom"), from -> from.asText().split(":", 2)[0]));
    }

    static EngineExec exec(JsonNode exec) {
        return new EngineExec(
                exec.path("Running").asBoolean(),
                exec.path("ExitCode").asInt(),
                exec.path("Pid").asLong());
    }

    /** Links make other names, {@code /other/alias}. */
    private static String ownName(JsonNode names) {
        for (JsonNode name : names) {
            String own = withoutSlash(name.asText());
            if (own.indexOf('/') < 0) {
                return own;
            }
        }
        return "";
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private static String text(JsonNode object, String field, String otherwise) {
        String text = text(object, field);
        return text.isEmpty() ? otherwise : text;
    }

    private static Map<String, String> texts(JsonNode object) {
        return map(object, value -> value.asText(""));
    }

    private static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> mapping) {
        Map<String, T> map = new HashMap<>();
        object.properties().forEach(property -> map.put(property.getKey(), mapping.apply(property.getValue())));
        return map;
    }
}
