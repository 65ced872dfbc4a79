package dev.evenkeel.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.EnginePort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ports of a container, which the engine tells in three places: exposed, to be published, and bound. */
final class DockerPorts {

    private static final Comparator<EnginePort> ORDER =
            Comparator.comparing(EnginePort::number).thenComparing(EnginePort::protocol);

    private DockerPorts() {}

    static List<EnginePort> of(JsonNode container) {
        JsonNode host = container.path("HostConfig");
        JsonNode exposed = container.path("Config").path("ExposedPorts");
        JsonNode bound = container.path("NetworkSettings").path("Ports");
        Map<String, Boolean> published = new TreeMap<>();
        bound.fieldNames().forEachRemaining(name -> published.put(name, false));
        exposed.fieldNames()
                .forEachRemaining(
                        name -> published.put(name, host.path("PublishAllPorts").asBoolean()));
        host.path("PortBindings").fieldNames().forEachRemaining(name -> published.put(name, true));
        List<EnginePort> ports = new ArrayList<>();
        published.forEach((name, wanted) -> {
            String[] parts = name.split("/", 2);
            ports.add(new EnginePort(
                    Integer.parseInt(parts[0]),
                    parts.length == 2 ? parts[1] : "tcp",
                    wanted,
                    DockerMapping.list(bound.path(name), DockerPorts::binding)));
        });
        ports.sort(ORDER);
        return ports;
    }

    private static String binding(JsonNode binding) {
        String address = DockerMapping.text(binding, "HostIp");
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + DockerMapping.text(binding, "HostPort");
    }
}
