package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.resource.FieldDrift;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** No drift is missed, and none is imagined: a network that matches its spec, changed in one place at a time. */
final class NetworkDriftTest {

    private static final String SPEC = """
            {enableIPv6: true,
             ipam: {options: {foo: bar}, config: [
               {subnet: 10.81.0.0/24, ipRange: 10.81.0.128/25, gateway: 10.81.0.128, auxiliaryAddresses: {router: 10.81.0.2}},
               {subnet: 'fd00:81::/64', gateway: 'fd00:81::1'}]},
             options: {com.docker.network.driver.mtu: '1450', com.docker.network.bridge.enable_icc: 'true', encrypted: ''},
             labels: {tier: back, empty: ''}}
            """;

    private static final String ENGINE = """
            {id: '4711', name: backend, scope: local, driver: bridge, internal: false, attachable: false,
             enableIPv4: true, enableIPv6: true, ipamDriver: default, ipamOptions: {foo: bar},
             ipam: [
               {subnet: 10.81.0.0/24, ipRange: 10.81.0.128/25, gateway: 10.81.0.128, auxiliaryAddresses: {router: 10.81.0.2}},
               {subnet: 'fd00:81::/64', ipRange: '', gateway: 'fd00:81::1', auxiliaryAddresses: {}}],
             options: {com.docker.network.driver.mtu: '1450', com.docker.network.bridge.enable_icc: 'true', encrypted: ''},
             labels: {tier: back, empty: '', dev.evenkeel.uid: uid-1}, containers: {}}
            """;

    /** Where to change what the engine has, into what, and the one field to be named for it. */
    private enum Change {
        DRIVER("/driver", "macvlan", "driver"),
        INTERNAL("/internal", "true", "internal"),
        ATTACHABLE("/attachable", "true", "attachable"),
        IPV4("/enableIPv4", "false", "enableIPv4"),
        IPV6("/enableIPv6", "false", "enableIPv6"),
        IPAM_DRIVER("/ipamDriver", "plugin", "ipam.driver"),
        IPAM_OPTION("/ipamOptions/foo", "baz", "ipam.options[foo]"),
        IPAM_OPTION_GONE("/ipamOptions/foo", "", "ipam.options[foo]"),
        IPAM_OPTION_NEW("/ipamOptions/more", "x", "ipam.options[more]"),
        SUBNET("/ipam/0/subnet", "10.82.0.0/24", "ipam.config[0].subnet"),
        SUBNET_WIDER("/ipam/0/subnet", "10.81.0.0/16", "ipam.config[0].subnet"),
        SUBNET_GONE("/ipam/0", "", "ipam.config[0].subnet"),
        SUBNET_IPV6("/ipam/1/subnet", "'fd00:82::/64'", "ipam.config[1].subnet"),
        SUBNET_IPV6_GONE("/ipam/1", "", "ipam.config[1].subnet"),
        RANGE("/ipam/0/ipRange", "10.81.0.128/26", "ipam.config[0].ipRange"),
        RANGE_GONE("/ipam/0/ipRange", "''", "ipam.config[0].ipRange"),
        RANGE_NEW("/ipam/1/ipRange", "'fd00:81::/80'", "ipam.config[1].ipRange"),
        GATEWAY("/ipam/0/gateway", "10.81.0.129", "ipam.config[0].gateway"),
        GATEWAY_IPV6("/ipam/1/gateway", "'fd00:81::2'", "ipam.config[1].gateway"),
        AUXILIARY("/ipam/0/auxiliaryAddresses/router", "10.81.0.3", "ipam.config[0].auxiliaryAddresses[router]"),
        AUXILIARY_GONE("/ipam/0/auxiliaryAddresses/router", "", "ipam.config[0].auxiliaryAddresses[router]"),
        AUXILIARY_NEW("/ipam/1/auxiliaryAddresses/nas", "'fd00:81::3'", "ipam.config[1].auxiliaryAddresses[nas]"),
        OPTION("/options/com.docker.network.driver.mtu", "'1400'", "options[com.docker.network.driver.mtu]"),
        OPTION_GONE("/options/com.docker.network.driver.mtu", "", "options[com.docker.network.driver.mtu]"),
        OPTION_NEW("/options/foo", "bar", "options[foo]"),
        OPTION_NEW_AND_EMPTY("/options/foo", "''", "options[foo]"),
        EMPTY_OPTION_GONE("/options/encrypted", "", "options[encrypted]"),
        FLAG(
                "/options/com.docker.network.bridge.enable_icc",
                "'false'",
                "options[com.docker.network.bridge.enable_icc]"),
        LABEL("/labels/tier", "front", "labels[tier]"),
        LABEL_GONE("/labels/tier", "", "labels[tier]"),
        EMPTY_LABEL_GONE("/labels/empty", "", "labels[empty]"),
        LABEL_NEW("/labels/more", "x", "labels[more]");

        private final String pointer;
        private final String value;
        private final String field;

        Change(String pointer, String value, String field) {
            this.pointer = pointer;
            this.value = value;
            this.field = field;
        }
    }

    @Test
    void aMatchingNetworkHasNoDrift() throws JsonProcessingException {
        assertThat(drift(SPEC, ENGINE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void everyChangeIsNamedByItsFieldAndNothingElseIs(Change change) throws JsonProcessingException {
        assertThat(drift(SPEC, changed(ENGINE, change.pointer, change.value)))
                .extracting(FieldDrift::field)
                .containsExactly(change.field);
    }

    @Test
    void nothingThatAnEngineTellsIsForgotten() {
        Set<String> looked = new TreeSet<>(Set.of("id", "name", "scope", "containers"));
        for (Change change : Change.values()) {
            looked.add(JsonPointer.compile(change.pointer).getMatchingProperty());
        }
        assertThat(Arrays.stream(EngineNetwork.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrderElementsOf(looked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    another id                            | /id                        | '0815'
                    another scope                         | /scope                     | swarm
                    a chosen gateway that is not shown    | /ipam/0/gateway            | ''
                    a gateway of the IPv6 pool, likewise  | /ipam/1/gateway            | ''
                    IPv6 in capitals                      | /ipam/1/subnet             | 'FD00:0081:0000::/64'
                    an IPv6 gateway in full               | /ipam/1/gateway            | 'FD00:81:0:0:0:0:0:1'
                    host bits that an old engine keeps    | /ipam/0/subnet             | 10.81.0.77/24
                    host bits of the range, likewise      | /ipam/0/ipRange            | 10.81.0.200/25
                    a flag as a number                    | /options/com.docker.network.bridge.enable_icc | '1'
                    a flag as a letter                    | /options/com.docker.network.bridge.enable_icc | T
                    a flag in capitals                    | /options/com.docker.network.bridge.enable_icc | 'TRUE'
                    our own labels                        | /labels/dev.evenkeel.managed-by | b2f6
                    """)
    void whatEnginesChangeByThemselvesIsNoDrift(String what, String pointer, String value)
            throws JsonProcessingException {
        assertThat(drift(SPEC, changed(ENGINE, pointer, value))).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a gateway nobody asked for     | /ipam/config/0 | {subnet: 10.81.0.0/24, ipRange: 10.81.0.128/25, auxiliaryAddresses: {router: 10.81.0.2}}
                    an IPv4 pool nobody asked for  | /ipam/config   | [{subnet: 'fd00:81::/64', gateway: 'fd00:81::1'}]
                    an IPv6 pool nobody asked for  | /ipam/config/1 |
                    pools nobody asked for         | /ipam/config   | []
                    another order of the pools     | /ipam/config   | [{subnet: 'fd00:81::/64'}, {subnet: 10.81.0.0/24, ipRange: 10.81.0.128/25, auxiliaryAddresses: {router: 10.81.0.2}}]
                    """)
    void whatTheSpecLeavesOpenIsNoDrift(String what, String pointer, String value) throws JsonProcessingException {
        assertThat(drift(changed(SPEC, pointer, value), ENGINE)).as(what).isEmpty();
    }

    @Test
    void theGatewayInEffectIsTheFirstHostWhereThereIsNoRange() throws JsonProcessingException {
        String engine = changed(changed(ENGINE, "/ipam/0/ipRange", "''"), "/ipam/0/gateway", "''");
        String spec = changed(changed(SPEC, "/ipam/config/0/ipRange", ""), "/ipam/config/0/gateway", "10.81.0.1");
        assertThat(drift(spec, engine)).isEmpty();
        assertThat(drift(changed(spec, "/ipam/config/0/gateway", "10.81.0.9"), engine))
                .extracting(FieldDrift::toString)
                .containsExactly("ipam.config[0].gateway: want 10.81.0.9, have 10.81.0.1");
    }

    @Test
    void anOptionThatTheDaemonInjectedIsNoDriftUntilItChanges() throws JsonProcessingException {
        String engine = changed(ENGINE, "/options/injected", "'1450'");
        assertThat(drift(SPEC, engine, Map.of("injected", "1450"))).isEmpty();
        assertThat(drift(SPEC, engine, Map.of("injected", "1400")))
                .extracting(FieldDrift::field)
                .containsExactly("options[injected]");
        assertThat(drift(SPEC, ENGINE, Map.of("injected", "")))
                .extracting(FieldDrift::field)
                .containsExactly("options[injected]");
    }

    @Test
    void labelsBeyondTheSpecAreDriftOnlyOnWhatWeMade() throws JsonProcessingException {
        String theirs =
                changed(changed(ENGINE, "/labels/dev.evenkeel.uid", ""), "/labels/com.docker.compose.project", "x");
        assertThat(drift(SPEC, theirs)).isEmpty();
        assertThat(drift(SPEC, changed(theirs, "/labels/tier", "front")))
                .extracting(FieldDrift::field)
                .containsExactly("labels[tier]");
    }

    @Test
    void labelsAloneAreNoReasonForAnOutage() throws JsonProcessingException {
        for (Change change : Change.values()) {
            List<FieldDrift> drift = drift(SPEC, changed(ENGINE, change.pointer, change.value));
            assertThat(drift.stream().anyMatch(NetworkDrift::needsRecreation))
                    .as(change.name())
                    .isEqualTo(!change.pointer.startsWith("/labels"));
        }
    }

    @Test
    void theOrderOfTheEnginesListsDoesNotMatter() throws JsonProcessingException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Change change = Change.values()[random.nextInt(Change.values().length)];
            String engine = changed(ENGINE, change.pointer, change.value);
            assertThat(drift(SPEC, shuffled(engine, random)))
                    .as("seed %d", seed)
                    .isEqualTo(drift(SPEC, engine));
        }
    }

    private static List<FieldDrift> drift(String spec, String engine) throws JsonProcessingException {
        return drift(spec, engine, Map.of());
    }

    private static List<FieldDrift> drift(String spec, String engine, Map<String, String> injected)
            throws JsonProcessingException {
        return NetworkDrift.between(
                Golden.CODEC.mapper().treeToValue(Golden.parse(spec), NetworkSpec.class),
                Golden.CODEC.mapper().treeToValue(Golden.parse(engine), EngineNetwork.class),
                injected);
    }

    /** {@code yaml} with another value at {@code pointer}; without it if {@code value} is empty. */
    private static String changed(String yaml, String pointer, String value) throws JsonProcessingException {
        JsonNode tree = Golden.parse(yaml);
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = tree.at(place.head());
        Optional<JsonNode> wanted =
                value == null || value.isEmpty() ? Optional.empty() : Optional.of(Golden.parse(value));
        String last = place.last().getMatchingProperty();
        if (parent instanceof ArrayNode list) {
            int index = Integer.parseInt(last);
            wanted.ifPresentOrElse(node -> list.set(index, node), () -> list.remove(index));
        } else if (parent instanceof ObjectNode object) {
            wanted.ifPresentOrElse(node -> object.set(last, node), () -> object.remove(last));
        }
        return tree.toString();
    }

    private static String shuffled(String yaml, Random random) throws JsonProcessingException {
        ObjectNode tree = (ObjectNode) Golden.parse(yaml);
        shuffle((ArrayNode) tree.get("ipam"), random);
        for (String map : List.of("options", "labels", "ipamOptions")) {
            List<Map.Entry<String, JsonNode>> entries =
                    new ArrayList<>(tree.get(map).properties());
            Collections.shuffle(entries, random);
            ObjectNode other = tree.putObject(map);
            entries.forEach(entry -> other.set(entry.getKey(), entry.getValue()));
        }
        return tree.toString();
    }

    private static void shuffle(ArrayNode list, Random random) {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        Collections.shuffle(items, random);
        list.removeAll().addAll(items);
    }
}
