package dev.evenkeel.engine.docker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.ExecCreation;
import dev.evenkeel.engine.HelperCreation;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.VolumeCreation;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** From our records to the engine's JSON. What an older engine might not know is sent only when it matters. */
final class DockerRequests {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DockerRequests() {}

    static ObjectNode network(NetworkCreation creation) {
        ObjectNode network = JSON.objectNode()
                .put("Name", creation.name())
                // Engine 20.10 makes a second network of the same name unless told to look.
                .put("CheckDuplicate", true)
                .put("Driver", creation.driver())
                .put("Internal", creation.internal())
                .put("Attachable", creation.attachable())
                .put("EnableIPv6", creation.enableIPv6());
        if (!creation.enableIPv4()) {
            network.put("EnableIPv4", false);
        }
        ObjectNode ipam = network.putObject("IPAM").put("Driver", creation.ipamDriver());
        put(ipam, "Options", creation.ipamOptions());
        creation.ipam().forEach(pool -> ipam.withArray("Config").add(pool(pool)));
        put(network, "Options", creation.options());
        put(network, "Labels", creation.labels());
        return network;
    }

    private static ObjectNode pool(IpamPool pool) {
        ObjectNode node = JSON.objectNode();
        put(node, "Subnet", pool.subnet());
        put(node, "IPRange", pool.ipRange());
        put(node, "Gateway", pool.gateway());
        put(node, "AuxiliaryAddresses", pool.auxiliaryAddresses());
        return node;
    }

    static ObjectNode connect(String containerId, EndpointSettings settings) {
        ObjectNode connect = JSON.objectNode().put("Container", containerId);
        ObjectNode endpoint = connect.putObject("EndpointConfig");
        put(endpoint, "Aliases", settings.aliases());
        put(endpoint, "Links", settings.links());
        put(endpoint, "MacAddress", settings.macAddress());
        put(endpoint, "DriverOpts", settings.driverOptions());
        if (settings.gatewayPriority() != 0) {
            endpoint.put("GwPriority", settings.gatewayPriority());
        }
        ObjectNode addresses = JSON.objectNode();
        put(addresses, "IPv4Address", settings.ipv4Address());
        put(addresses, "IPv6Address", settings.ipv6Address());
        put(addresses, "LinkLocalIPs", settings.linkLocalAddresses());
        if (!addresses.isEmpty()) {
            endpoint.set("IPAMConfig", addresses);
        }
        return connect;
    }

    static ObjectNode disconnect(String containerId) {
        return JSON.objectNode().put("Container", containerId).put("Force", true);
    }

    static ObjectNode volume(VolumeCreation creation) {
        ObjectNode volume = JSON.objectNode().put("Name", creation.name()).put("Driver", creation.driver());
        put(volume, "DriverOpts", creation.options());
        put(volume, "Labels", creation.labels());
        return volume;
    }

    /** Nothing in it may run, log or reach a network; and nothing of the image may get into the volume. */
    static ObjectNode helper(HelperCreation creation) {
        ObjectNode helper = JSON.objectNode().put("Image", creation.image()).put("NetworkDisabled", true);
        ObjectNode host = helper.putObject("HostConfig").put("NetworkMode", "none");
        host.putArray("CapDrop").add("ALL");
        host.putObject("LogConfig").put("Type", "none");
        if (creation.command().isEmpty()) {
            helper.putArray("Cmd").add("/never-started");
        } else {
            run(helper, host, creation);
        }
        put(helper, "Labels", creation.labels());
        host.putArray("Mounts")
                .addObject()
                .put("Type", "volume")
                .put("Source", creation.volume())
                .put("Target", creation.mountPath())
                .put("ReadOnly", creation.readOnly())
                .putObject("VolumeOptions")
                .put("NoCopy", true);
        return helper;
    }

    /** What the image would run, as whom, and with which rights, is not asked. */
    private static void run(ObjectNode helper, ObjectNode host, HelperCreation creation) {
        helper.put("User", "0:0");
        helper.putArray("Entrypoint").add(creation.command().getFirst());
        put(helper, "Cmd", creation.command().subList(1, creation.command().size()));
        host.put("ReadonlyRootfs", true);
        host.putArray("SecurityOpt").add("no-new-privileges");
        put(host, "CapAdd", new TreeSet<>(creation.capabilities()));
    }

    /** Without a terminal, so that the two outputs are kept apart from each other and from the protocol. */
    static ObjectNode exec(ExecCreation creation) {
        ObjectNode exec = JSON.objectNode().put("AttachStdout", true).put("AttachStderr", true);
        put(exec, "Cmd", creation.command());
        put(exec, "User", creation.user());
        new TreeMap<>(creation.environment())
                .forEach((name, value) -> exec.withArray("Env").add(name + "=" + value));
        return exec;
    }

    static ObjectNode execStart() {
        return JSON.objectNode().put("Detach", false).put("Tty", false);
    }

    static ObjectNode filters(Map<String, Set<String>> filters) {
        ObjectNode node = JSON.objectNode();
        new TreeMap<>(filters).forEach((name, values) -> put(node, name, new TreeSet<>(values)));
        return node;
    }

    private static void put(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }

    private static void put(ObjectNode node, String field, Collection<String> values) {
        if (!values.isEmpty()) {
            values.forEach(node.putArray(field)::add);
        }
    }

    private static void put(ObjectNode node, String field, Map<String, String> values) {
        if (!values.isEmpty()) {
            new TreeMap<>(values).forEach(node.putObject(field)::put);
        }
    }
}
