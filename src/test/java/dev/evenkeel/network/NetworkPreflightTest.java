package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkMember;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a network from being taken apart, engine by engine; the golden scenarios have the rest. */
final class NetworkPreflightTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ID = "8c6f".repeat(16);
    private static final String MAC = "02:42:0a:51:00:64";

    /** The engine has it, and it is not internal. */
    private static final String TO_BE_REPLACED = "spec: {internal: true}\nstatus: {networkID: " + ID + "}";

    private static final String IN_ORDER = "spec: {}\nstatus: {networkID: " + ID + "}";

    @Test
    void severalNetworksOfTheNameAreNotTouched() throws JsonProcessingException {
        NetworkPlan plan = plan(
                TO_BE_REPLACED,
                new ObservedNetwork(
                        "backend", version("1.41"), Optional.empty(), List.of("a1", "b2"), List.of(), List.of()));
        assertThat(plan.steps()).isEmpty();
        assertThat(reason(plan)).isEqualTo(NetworkReason.AmbiguousName);
        assertThat(plan.hindrance().orElseThrow().message()).contains("a1, b2");
    }

    @ParameterizedTest
    @CsvSource({"1.41, IPv4Required", "1.46, IPv4Required", "1.47, ", "1.55, "})
    void switchingIPv4OffNeedsAnEngineThatCan(String api, NetworkReason reason) throws JsonProcessingException {
        ObservedNetwork empty =
                new ObservedNetwork("backend", version(api), Optional.empty(), List.of(), List.of(), List.of());
        assertThat(plan("spec: {enableIPv4: false, enableIPv6: true}", empty)
                        .hindrance()
                        .map(NetworkPlan.Hindrance::reason))
                .isEqualTo(Optional.ofNullable(reason));
    }

    @ParameterizedTest
    @CsvSource({"1.41, ", "1.45, NetworkModeById", "1.51, NetworkModeById", "1.55, NetworkModeById"})
    void aContainerMadeWithTheIdKeepsTheNetworkFromBeingReplaced(String api, NetworkReason reason)
            throws JsonProcessingException {
        for (String mode : List.of(ID, ID.substring(0, 12))) {
            NetworkPlan plan = plan(TO_BE_REPLACED, observed(api, container(mode, "", EndpointSettings.NONE, MAC)));
            assertThat(plan.hindrance().map(NetworkPlan.Hindrance::reason)).isEqualTo(Optional.ofNullable(reason));
            assertThat(plan.steps().isEmpty()).isEqualTo(reason != null);
        }
    }

    @Test
    void aContainerMadeWithTheNameDoesNot() throws JsonProcessingException {
        for (String mode : List.of("backend", "bridge", "8c6f", "container:" + ID)) {
            assertThat(plan(TO_BE_REPLACED, observed("1.51", container(mode, "", EndpointSettings.NONE, MAC)))
                            .hindrance())
                    .as(mode)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.41, ",
        "1.43, ",
        "1.44, StaticMacAddress",
        "1.51, StaticMacAddress",
        "1.53, StaticMacAddress",
        "1.54, ",
        "1.55, "
    })
    void aFixedMacAddressIsNotGivenUp(String api, NetworkReason reason) throws JsonProcessingException {
        for (EngineContainer fixed : List.of(
                container("backend", MAC, EndpointSettings.NONE, MAC), container("backend", "", withMac(MAC), MAC))) {
            NetworkPlan plan = plan(TO_BE_REPLACED, observed(api, fixed));
            assertThat(plan.hindrance().map(NetworkPlan.Hindrance::reason)).isEqualTo(Optional.ofNullable(reason));
            assertThat(plan.steps().isEmpty()).isEqualTo(reason != null);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.41, StaticMacAddress", "1.51, StaticMacAddress", "1.54, ", "1.55, "})
    void aDeclaredMacAddressIsSetWhereTheEngineCanAndReportedWhereItCannot(String api, NetworkReason reason)
            throws JsonProcessingException {
        String wanted =
                "spec: {attachments: [{container: api, macAddress: '" + MAC + "'}]}\nstatus: {networkID: " + ID + "}";
        NetworkPlan plan =
                plan(wanted, observed(api, container("backend", "", EndpointSettings.NONE, "02:42:0a:00:00:01")));
        assertThat(plan.drift()).extracting("field").containsExactly("attachments[api].macAddress");
        assertThat(plan.hindrance().map(NetworkPlan.Hindrance::reason)).isEqualTo(Optional.ofNullable(reason));
        assertThat(plan.steps()).hasSize(reason == null ? 2 : 0);
        assertThat(plan(
                                wanted,
                                observed(
                                        api,
                                        container("backend", "", EndpointSettings.NONE, MAC.toUpperCase(Locale.ROOT))))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aFixedAddressThatTheNewSubnetLacksKeepsTheOldNetwork() throws JsonProcessingException {
        String moved = "spec: {ipam: {config: [{subnet: 10.82.0.0/24}]}%s}\nstatus: {networkID: " + ID + "}";
        ObservedNetwork observed = observed("1.51", container("backend", "", withAddress("10.81.0.50"), MAC));
        NetworkPlan plan = plan(moved.formatted(""), observed);
        assertThat(reason(plan)).isEqualTo(NetworkReason.FixedAddressOutside);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.hindrance().orElseThrow().message()).contains("api", "10.81.0.50", "spec.attachments");
        assertThat(plan(moved.formatted(", attachments: [{container: api, ipv4Address: 10.82.0.50}]"), observed)
                        .toString())
                .as("the way out")
                .contains("connect api as 10.82.0.50");
    }

    @Test
    void aSubnetOfAnotherNetworkIsNotTakenAway() throws JsonProcessingException {
        EngineNetwork other = network("other", "0815", "10.81.0.0/16");
        NetworkPlan plan = plan(
                "spec: {ipam: {config: [{subnet: 10.81.7.0/24}]}}",
                new ObservedNetwork(
                        "backend", version("1.51"), Optional.empty(), List.of(), List.of(other), List.of()));
        assertThat(reason(plan)).isEqualTo(NetworkReason.SubnetOverlap);
        assertThat(plan.hindrance().orElseThrow().message())
                .contains("10.81.7.0/24 overlaps 10.81.0.0/16 of network other");
    }

    @ParameterizedTest
    @CsvSource({"1.45, false", "1.48, true"})
    void gatewayPriorityCountsWhereTheEngineKnowsIt(String api, boolean known) throws JsonProcessingException {
        String wanted = "spec: {attachments: [{container: api, gatewayPriority: 7}]}\nstatus: {networkID: " + ID + "}";
        NetworkPlan plan = plan(wanted, observed(api, container("backend", "", EndpointSettings.NONE, MAC)));
        assertThat(plan.drift().isEmpty()).isNotEqualTo(known);
    }

    @Test
    void aGhostThatOnlyOneSideSeesIsConnectedAnew() throws JsonProcessingException {
        EngineContainer ghost = container("backend", "", EndpointSettings.NONE, MAC);
        EngineNetwork network = network("backend", ID, "10.81.0.0/24");
        NetworkPlan plan = plan(
                IN_ORDER.replace("{}", "{attachments: [{container: api}]}"),
                new ObservedNetwork(
                        "backend", version("1.51"), Optional.of(network), List.of(ID), List.of(), List.of(ghost)));
        assertThat(plan.drift()).extracting("field").containsExactly("attachments[api]");
        assertThat(plan.steps()).hasSize(1).first().asString().startsWith("connect api");
    }

    private static NetworkPlan plan(String manifest, ObservedNetwork observed) throws JsonProcessingException {
        Resource<NetworkSpec, NetworkStatus> desired = Golden.CODEC.resource(
                NetworkKind.INSTANCE,
                Golden.parse("metadata: {name: backend, namespace: default, uid: uid-1}\n" + manifest));
        assertThat(NetworkKind.INSTANCE.validate("backend", desired.spec())).isEmpty();
        return new NetworkPlanner("b2f6").plan(desired, observed, NOW);
    }

    private static NetworkReason reason(NetworkPlan plan) {
        return plan.hindrance().orElseThrow().reason();
    }

    private static EngineVersion version(String api) {
        return new EngineVersion("x", api);
    }

    /** Our network with one container on it, seen from both sides. */
    private static ObservedNetwork observed(String api, EngineContainer container) {
        EngineNetwork network = network("backend", ID, "10.81.0.0/24");
        EngineNetwork inhabited = new EngineNetwork(
                network.id(),
                network.name(),
                network.scope(),
                network.driver(),
                network.internal(),
                network.attachable(),
                network.enableIPv4(),
                network.enableIPv6(),
                network.ipamDriver(),
                network.ipamOptions(),
                network.ipam(),
                network.options(),
                network.labels(),
                Map.of(container.id(), new NetworkMember("api", "e1")));
        return new ObservedNetwork(
                "backend", version(api), Optional.of(inhabited), List.of(ID), List.of(), List.of(container));
    }

    private static EngineNetwork network(String name, String id, String subnet) {
        return new EngineNetwork(
                id,
                name,
                "local",
                "bridge",
                false,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(new IpamPool(subnet, "", "", Map.of())),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static EngineContainer container(
            String networkMode, String createdMac, EndpointSettings settings, String actualMac) {
        return new EngineContainer(
                "c1",
                "api",
                "running",
                networkMode,
                createdMac,
                Map.of("backend", new EngineEndpoint(ID, "e1", settings, "10.81.0.2", "", actualMac)));
    }

    private static EndpointSettings withMac(String mac) {
        return new EndpointSettings(List.of(), "", "", List.of(), mac, List.of(), Map.of(), 0);
    }

    private static EndpointSettings withAddress(String address) {
        return new EndpointSettings(List.of(), address, "", List.of(), "", List.of(), Map.of(), 0);
    }
}
