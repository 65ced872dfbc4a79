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
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoute;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.resource.Resource;
import inet.ipaddr.IPAddressString;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a network from being taken apart, engine by engine; the golden scenarios have the rest. */
final class NetworkPreflightTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ID = "8c6f".repeat(16);
    private static final String MAC = "02:42:0a:51:00:64";

    /** The engine has it, and it is not internal. */
    private static final String TO_BE_REPLACED = "spec: {internal: true}\nstatus: {networkID: " + ID + "}";

    private static final String IN_ORDER = "spec: {}\nstatus: {networkID: " + ID + "}";

    @ParameterizedTest
    @ValueSource(strings = {"", ", deletionTimestamp: 2026-11-20T11:59:00Z"})
    void severalNetworksOfTheNameAreNotTouched(String deleted) throws JsonProcessingException {
        NetworkPlan plan = planOf(
                "metadata: {name: backend, namespace: default, uid: uid-1" + deleted + "}\n" + TO_BE_REPLACED,
                new ObservedNetwork(
                        "backend",
                        version("1.41"),
                        Optional.empty(),
                        List.of("a1", "b2"),
                        List.of(),
                        List.of(),
                        List.of()),
                RandomWorld.POLICY);
        assertThat(plan.steps()).isEmpty();
        assertThat(reason(plan)).isEqualTo(NetworkReason.AmbiguousName);
        assertThat(plan.hindrance().orElseThrow().message()).contains("a1, b2");
    }

    @ParameterizedTest
    @CsvSource({"1.41, IPv4Required", "1.46, IPv4Required", "1.47, ", "1.55, "})
    void switchingIPv4OffNeedsAnEngineThatCan(String api, NetworkReason reason) throws JsonProcessingException {
        ObservedNetwork empty = new ObservedNetwork(
                "backend", version(api), Optional.empty(), List.of(), List.of(), List.of(), List.of());
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
                        "backend", version("1.51"), Optional.empty(), List.of(), List.of(other), List.of(), List.of()));
        assertThat(reason(plan)).isEqualTo(NetworkReason.SubnetOverlap);
        assertThat(plan.hindrance().orElseThrow().message())
                .contains("10.81.7.0/24 overlaps 10.81.0.0/16 of network other");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "10.81.7.0/24, -, 10.81.0.0/16, eth0, SubnetOverlap",
                "10.80.0.0/12, -, 10.81.0.0/16, tun0, SubnetOverlap",
                "10.81.7.0/24, -, 10.81.7.9/32, eth0, SubnetOverlap",
                "fd00:7::/64, -, fd00::/16, eth0, SubnetOverlap",
                "10.81.7.0/24, 10.0.0.0/8, 10.81.0.0/16, eth0, -",
                "10.81.7.0/24, 10.81.7.0/24, 10.81.0.0/16, eth0, SubnetOverlap",
                "10.81.7.0/24, '0.0.0.0/0,::/0', 10.81.0.0/16, eth0, -",
                "10.81.7.0/24, ::/0, 10.81.0.0/16, eth0, SubnetOverlap",
                "10.81.7.0/24, -, 10.82.0.0/16, eth0, -",
                "10.81.7.0/24, -, fd00::/16, eth0, -",
                "10.81.7.0/24, -, 10.81.0.0/16, docker0, -",
                "10.81.7.0/24, -, 10.81.0.0/16, br-0123456789ab, -",
                "10.81.7.0/24, -, 10.81.0.0/16, br-lan, SubnetOverlap"
            })
    void ab12ARouteOfTheHostIsNotTakenOver(
            String subnet, String allowed, String block, String device, NetworkReason reason)
            throws JsonProcessingException {
        HostRoute route = new HostRoute(new IPAddressString(block).getAddress(), device);
        HostPolicy policy = new HostPolicy(new HostSwitches(
                List.of(),
                List.of(),
                List.of(),
                allowed == null ? List.of() : List.of(allowed.split(",")),
                Set.of(),
                false));
        NetworkPlan plan = plan(
                "spec: {enableIPv6: true, ipam: {config: [{subnet: '" + subnet + "'}]}}",
                new ObservedNetwork(
                        "backend", version("1.51"), Optional.empty(), List.of(), List.of(), List.of(), List.of(route)),
                policy);
        assertThat(plan.hindrance().map(NetworkPlan.Hindrance::reason)).isEqualTo(Optional.ofNullable(reason));
        assertThat(plan.steps().isEmpty()).isEqualTo(reason != null);
        plan.hindrance().ifPresent(hindrance -> assertThat(hindrance.message())
                .contains(subnet + " overlaps the host's route to " + block + " by " + device));
    }

    @ParameterizedTest
    @CsvSource({"1.45, false", "1.48, true"})
    void gatewayPriorityCountsWhereTheEngineKnowsIt(String api, boolean known) throws JsonProcessingException {
        String wanted = "spec: {attachments: [{container: api, gatewayPriority: 7}]}\nstatus: {networkID: " + ID + "}";
        NetworkPlan plan = plan(wanted, observed(api, container("backend", "", EndpointSettings.NONE, MAC)));
        assertThat(plan.drift().isEmpty()).isNotEqualTo(known);
    }

    @Test
    void aGhostIsNamedAndLeftToWhoeverCanRestartTheContainer() throws JsonProcessingException {
        EngineContainer ghost = container("backend", "", EndpointSettings.NONE, MAC);
        EngineNetwork network = network("backend", ID, "10.81.0.0/24");
        NetworkPlan plan = plan(
                IN_ORDER.replace("{}", "{attachments: [{container: api}]}"),
                new ObservedNetwork(
                        "backend",
                        version("1.51"),
                        Optional.of(network),
                        List.of(ID),
                        List.of(),
                        List.of(ghost),
                        List.of()));
        assertThat(plan.drift()).extracting("field").containsExactly("attachments[api]");
        assertThat(plan.steps()).isEmpty();
        assertThat(reason(plan)).isEqualTo(NetworkReason.GhostEndpoint);
        assertThat(plan.hindrance().orElseThrow().message()).contains("api", "restart the container");
    }

    private static NetworkPlan plan(String manifest, ObservedNetwork observed) throws JsonProcessingException {
        return plan(manifest, observed, RandomWorld.POLICY);
    }

    private static NetworkPlan plan(String manifest, ObservedNetwork observed, HostPolicy policy)
            throws JsonProcessingException {
        return planOf("metadata: {name: backend, namespace: default, uid: uid-1}\n" + manifest, observed, policy);
    }

    private static NetworkPlan planOf(String manifest, ObservedNetwork observed, HostPolicy policy)
            throws JsonProcessingException {
        Resource<NetworkSpec, NetworkStatus> desired =
                Golden.CODEC.resource(NetworkKind.INSTANCE, Golden.parse(manifest));
        assertThat(NetworkKind.INSTANCE.validate("backend", desired.spec())).isEmpty();
        return new NetworkPlanner("b2f6", policy).plan(desired, observed, NOW);
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
                "backend", version(api), Optional.of(inhabited), List.of(ID), List.of(), List.of(container), List.of());
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
                Map.of("backend", new EngineEndpoint(ID, "e1", settings, "10.81.0.2", "", actualMac)),
                0,
                List.of(),
                Map.of(),
                "no",
                "");
    }

    private static EndpointSettings withMac(String mac) {
        return new EndpointSettings(List.of(), "", "", List.of(), mac, List.of(), Map.of(), 0);
    }

    private static EndpointSettings withAddress(String address) {
        return new EndpointSettings(List.of(), address, "", List.of(), "", List.of(), Map.of(), 0);
    }
}
