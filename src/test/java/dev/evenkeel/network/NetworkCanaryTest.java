package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.resource.Ownership;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is tried before a network is replaced, and what two networks at a time cannot prove. */
final class NetworkCanaryTest {

    private static final String BRIDGE = "com.docker.network.bridge.name";

    @Test
    void theWantedNetworkIsTriedUnderAnotherName() {
        NetworkStep.Rehearse step =
                rehearsal(wanted(Map.of(BRIDGE, "ek1"), "10.2.0.0/24"), old(Map.of(), "10.1.0.0/24"));
        assertThat(step.complete()).isTrue();
        assertThat(step.creation().name()).isEqualTo("evenkeel-canary-uid-1");
        assertThat(step.creation().ipam()).extracting(IpamPool::subnet).containsExactly("10.2.0.0/24");
        assertThat(step.creation().options()).containsEntry(BRIDGE, "ek1");
        assertThat(step.creation().labels()).containsEntry(Ownership.TEMPORARY, NetworkCanary.PURPOSE);
    }

    @Test
    void whatTheOldNetworkStillHasIsLeftOut() {
        NetworkStep.Rehearse step =
                rehearsal(wanted(Map.of(BRIDGE, "ek1"), "10.1.0.0/16"), old(Map.of(BRIDGE, "ek1"), "10.1.0.0/24"));
        assertThat(step.complete()).isFalse();
        assertThat(step.creation().ipam()).isEmpty();
        assertThat(step.creation().options()).doesNotContainKey(BRIDGE);
    }

    @Test
    void anIPv6SubnetThatIsTakenTakesIPv6WithItUnlessNothingElseIsThere() {
        NetworkStep.Rehearse both =
                rehearsal(wanted(Map.of(), "10.2.0.0/24", "fd01::/64"), old(Map.of(), "10.1.0.0/24", "fd01::/64"));
        assertThat(both.creation().enableIPv6()).isFalse();
        assertThat(both.creation().ipam()).hasSize(1);
    }

    @Test
    void twoNetworksOnOneParentProveNothing() {
        assertThat(NetworkCanary.of(
                        wanted(Map.of("parent", "eth1"), "10.2.0.0/24"),
                        old(Map.of("parent", "eth1"), "10.1.0.0/24"),
                        ""))
                .isEmpty();
        assertThat(NetworkCanary.of(
                        wanted(Map.of("parent", "eth2"), "10.2.0.0/24"),
                        old(Map.of("parent", "eth1"), "10.1.0.0/24"),
                        ""))
                .isNotEmpty();
    }

    @Test
    void aFailureToFindAnotherSubnetIsNoProof() {
        FakeEngine engine = new FakeEngine();
        engine.refuse(any -> true, () -> new EngineException.AddressPool("all predefined address pools are used"));
        NetworkApplier applier = new NetworkApplier(
                engine, "backend", NetworkLanes.one(), RandomWorld.paces().of("default"));
        EngineNetwork old = old(Map.of(), "10.1.0.0/24");
        assertThat(applier.apply(List.of(rehearsal(wanted(Map.of(), "10.1.0.0/24"), old)), ""))
                .isEmpty();
        assertThat(applier.apply(List.of(rehearsal(wanted(Map.of(), "10.2.0.0/24"), old)), ""))
                .isNotEmpty();
    }

    private static NetworkStep.Rehearse rehearsal(NetworkCreation wanted, EngineNetwork old) {
        return (NetworkStep.Rehearse) NetworkCanary.of(wanted, old, "drift").orElseThrow();
    }

    private static NetworkCreation wanted(Map<String, String> options, String... subnets) {
        return new NetworkCreation(
                "backend",
                "bridge",
                false,
                false,
                true,
                subnets.length > 1,
                "default",
                Map.of(),
                pools(subnets),
                options,
                Map.of(Ownership.UID, "uid-1"));
    }

    private static EngineNetwork old(Map<String, String> options, String... subnets) {
        return new EngineNetwork(
                "8c6f",
                "backend",
                "local",
                "bridge",
                false,
                false,
                true,
                subnets.length > 1,
                "default",
                Map.of(),
                pools(subnets),
                options,
                Map.of(),
                Map.of());
    }

    private static List<IpamPool> pools(String... subnets) {
        return Arrays.stream(subnets)
                .map(subnet -> new IpamPool(subnet, "", "", Map.of()))
                .toList();
    }
}
