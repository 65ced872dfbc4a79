package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkMember;
import dev.evenkeel.resource.FieldDrift;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever somebody may say of a network, or an engine show of one, is compared, or is named here with the reason why
 * it is not. The components of the records are counted, so that a new one must be one or the other.
 */
final class NoMissedDriftTest {

    /** Says everything, and the engine has it so. */
    private static final String SPEC = """
            {driver: bridge, internal: false, attachable: false, enableIPv4: true, enableIPv6: true,
             ipam: {driver: default, options: {site: home}, config: [
               {subnet: 10.81.0.0/24, ipRange: 10.81.0.128/25, gateway: 10.81.0.1, auxiliaryAddresses: {router: 10.81.0.2}}]},
             options: {com.docker.network.driver.mtu: '1450'}, labels: {tier: back},
             attachments: [{container: api, aliases: [db], ipv4Address: 10.81.0.7, ipv6Address: 'fd00:81::7',
               macAddress: '02:42:0a:51:00:07', driverOptions: {site: home}, gatewayPriority: 5}]}
            """;

    private static final EngineNetwork NETWORK = new EngineNetwork(
            "4711",
            "backend",
            "local",
            "bridge",
            false,
            false,
            true,
            true,
            "default",
            Map.of("site", "home"),
            List.of(new IpamPool("10.81.0.0/24", "10.81.0.128/25", "10.81.0.1", Map.of("router", "10.81.0.2"))),
            Map.of("com.docker.network.driver.mtu", "1450"),
            Map.of("tier", "back", "dev.evenkeel.uid", "u1"),
            Map.of("77", new NetworkMember("api", "e1")));

    private static final EngineContainer API = new EngineContainer(
            "77",
            "api",
            "running",
            "backend",
            "02:42:0a:51:00:07",
            Map.of(
                    "backend",
                    new EngineEndpoint(
                            "4711",
                            "e1",
                            new EndpointSettings(
                                    List.of("db"),
                                    "10.81.0.7",
                                    "fd00:81::7",
                                    List.of(),
                                    "02:42:0a:51:00:07",
                                    List.of(),
                                    Map.of("site", "home"),
                                    5),
                            "10.81.0.7",
                            "fd00:81::7",
                            "02:42:0a:51:00:07")),
            4242,
            List.of(),
            Map.of(),
            "no",
            "");

    /** What is to be done about a network, and not what it is like. */
    private static final Set<String> NOT_OF_THE_NETWORK = Set.of(
            "driftPolicy",
            "repairStrategy",
            "repairWindow.schedule",
            "repairWindow.duration",
            "repairWindow.timeZone",
            "adoptionPolicy",
            "deletionPolicy",
            // Another container is another attachment.
            "attachments[].container",
            "attachments[].selector.matchLabels");

    /** What the engine chooses or changes by itself: who is on the network is compared with the containers' own view. */
    private static final Set<String> OF_THE_ENGINES_OWN = Set.of("id", "name", "scope", "containers");

    /** Field of the spec → a value that another network would have. */
    private static final Map<String, String> OTHER_WISHES = Map.ofEntries(
            Map.entry("driver", "macvlan"),
            Map.entry("internal", "true"),
            Map.entry("attachable", "true"),
            Map.entry("enableIPv4", "false"),
            Map.entry("enableIPv6", "false"),
            Map.entry("ipam.driver", "other"),
            Map.entry("ipam.options", "{site: work}"),
            Map.entry("ipam.config[].subnet", "10.81.0.0/16"),
            Map.entry("ipam.config[].ipRange", "10.81.0.64/26"),
            Map.entry("ipam.config[].gateway", "10.81.0.9"),
            Map.entry("ipam.config[].auxiliaryAddresses", "{router: 10.81.0.3}"),
            Map.entry("options", "{com.docker.network.driver.mtu: '1400'}"),
            Map.entry("labels", "{tier: front}"),
            Map.entry("attachments[].aliases", "[cache]"),
            Map.entry("attachments[].ipv4Address", "10.81.0.8"),
            Map.entry("attachments[].ipv6Address", "'fd00:81::8'"),
            Map.entry("attachments[].macAddress", "'02:42:0a:51:00:08'"),
            Map.entry("attachments[].driverOptions", "{site: work}"),
            Map.entry("attachments[].gatewayPriority", "6"));

    /** Field of what the engine shows → a value that another network would have. */
    private static final Map<String, String> OTHER_SIGHTS = Map.ofEntries(
            Map.entry("driver", "macvlan"),
            Map.entry("internal", "true"),
            Map.entry("attachable", "true"),
            Map.entry("enableIPv4", "false"),
            Map.entry("enableIPv6", "false"),
            Map.entry("ipamDriver", "other"),
            Map.entry("ipamOptions", "{site: work}"),
            Map.entry("ipam[].subnet", "10.81.0.0/16"),
            Map.entry("ipam[].ipRange", "10.81.0.64/26"),
            Map.entry("ipam[].gateway", "10.81.0.9"),
            Map.entry("ipam[].auxiliaryAddresses", "{router: 10.81.0.3}"),
            Map.entry("options", "{com.docker.network.driver.mtu: '1400'}"),
            Map.entry("labels", "{tier: front, dev.evenkeel.uid: u1}"));

    @Test
    void whatIsAsItShouldBeDoesNotDiffer() throws JsonProcessingException {
        assertThat(drift(Golden.parse(SPEC), Golden.CODEC.mapper().valueToTree(NETWORK)))
                .isEmpty();
    }

    @Test
    void everyFieldOfASpecIsComparedOrNamedHere() {
        Set<String> accounted = new TreeSet<>(OTHER_WISHES.keySet());
        accounted.addAll(NOT_OF_THE_NETWORK);
        assertThat(fields(NetworkSpec.class, "")).containsExactlyInAnyOrderElementsOf(accounted);
    }

    @Test
    void everyFieldThatAnEngineShowsIsComparedOrNamedHere() {
        Set<String> accounted = new TreeSet<>(OTHER_SIGHTS.keySet());
        accounted.addAll(OF_THE_ENGINES_OWN);
        assertThat(fields(EngineNetwork.class, "")).containsExactlyInAnyOrderElementsOf(accounted);
    }

    @TestFactory
    Stream<DynamicTest> anotherWishIsFound() {
        return OTHER_WISHES.entrySet().stream()
                .map(other -> dynamicTest(other.getKey(), () -> {
                    JsonNode spec = Golden.parse(SPEC);
                    put(spec, other.getKey(), Golden.parse(other.getValue()));
                    assertThat(drift(spec, Golden.CODEC.mapper().valueToTree(NETWORK)))
                            .hasSize(1);
                }));
    }

    @TestFactory
    Stream<DynamicTest> anotherSightIsFound() {
        return OTHER_SIGHTS.entrySet().stream()
                .map(other -> dynamicTest(other.getKey(), () -> {
                    JsonNode network = Golden.CODEC.mapper().valueToTree(NETWORK);
                    put(network, other.getKey(), Golden.parse(other.getValue()));
                    assertThat(drift(Golden.parse(SPEC), network)).hasSize(1);
                }));
    }

    /** Of the network and of its only container. */
    private static List<FieldDrift> drift(JsonNode spec, JsonNode network) throws JsonProcessingException {
        NetworkSpec wanted = Golden.CODEC.mapper().treeToValue(spec, NetworkSpec.class);
        EngineNetwork seen = Golden.CODEC.mapper().treeToValue(network, EngineNetwork.class);
        List<FieldDrift> drift = new ArrayList<>(NetworkDrift.between(wanted, seen, Map.of()));
        ObservedNetwork observed = new ObservedNetwork(
                "backend",
                new EngineVersion("28.5.2", "1.51"),
                Optional.of(NETWORK),
                List.of("4711"),
                List.of(),
                List.of(API),
                List.of());
        Membership member = Membership.of(API, EndpointSettings.NONE)
                .declared(wanted.attachments().getFirst());
        drift.addAll(AttachmentDrift.of(member, observed, true));
        return drift;
    }

    /** The components of a record and of those inside it, with {@code []} for an element of a list. */
    private static Set<String> fields(Class<?> type, String prefix) {
        Set<String> fields = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String field = prefix + component.getName();
            Class<?> inner = inner(component);
            if (inner.isRecord()) {
                fields.addAll(fields(inner, field + (component.getType() == List.class ? "[]." : ".")));
            } else {
                fields.add(field);
            }
        }
        return fields;
    }

    private static Class<?> inner(RecordComponent component) {
        return component.getType() == List.class
                        && component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : component.getType();
    }

    private static void put(JsonNode tree, String field, JsonNode value) {
        List<String> path = Arrays.asList(field.replace("[]", ".0").split("\\."));
        JsonNode parent = tree;
        for (String step : path.subList(0, path.size() - 1)) {
            parent = parent instanceof ArrayNode list ? list.get(Integer.parseInt(step)) : parent.get(step);
        }
        ((ObjectNode) parent).set(path.getLast(), value);
    }
}
