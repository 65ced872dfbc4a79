package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.FlakyEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever hinders a repair is found before anything is touched: in every golden scenario that is hindered. */
final class NetworkHindrancesTest {

    @TempDir
    Path data;

    @Test
    void whoeverIsHinderedChangesNothing() throws IOException {
        Set<NetworkReason> seen = EnumSet.noneOf(NetworkReason.class);
        for (Path folder : NetworkScenario.folders()) {
            try (NetworkScenario scenario = NetworkScenario.open(folder, Files.createTempDirectory(data, "s"))) {
                if (scenario.plan().hindrance().isPresent()) {
                    String before = scenario.world();
                    FlakyEngine watched = FlakyEngine.reliable(scenario.fake());
                    assertThat(scenario.reconcile(watched)).isInstanceOf(Outcome.Blocked.class);
                    assertThat(watched.mutatingCalls()).as(folder.toString()).isZero();
                    assertThat(scenario.world()).isEqualTo(before);
                    seen.add(scenario.plan().hindrance().orElseThrow().reason());
                }
            }
        }
        assertThat(seen)
                .contains(
                        NetworkReason.FixedAddressOutside,
                        NetworkReason.FixedAddressTaken,
                        NetworkReason.ForeignNetwork,
                        NetworkReason.GhostEndpoint,
                        NetworkReason.NotAttachable,
                        NetworkReason.NotMatching,
                        NetworkReason.StaticMacAddress,
                        NetworkReason.SubnetOverlap,
                        NetworkReason.SwarmInUse,
                        NetworkReason.ContainersAttached);
    }

    @Test
    void whatTheEngineDoesNotTakeCostsNoContainerItsPlace() throws IOException {
        Path folder = NetworkScenario.ROOT.resolve("the-engine-does-not-take-it");
        try (NetworkScenario scenario = NetworkScenario.open(folder, data)) {
            String before = scenario.world();
            FlakyEngine watched = FlakyEngine.reliable(scenario.fake());
            assertThat(scenario.reconcile(watched)).isEqualTo(Outcome.blocked(NetworkReason.CanaryFailed));
            assertThat(watched.mutatingCalls()).as("the canary alone").isEqualTo(1);
            assertThat(scenario.world()).isEqualTo(before);
        }
    }

    @Test
    void whoIsConnectedWithoutItsAddressGetsItOnceItIsFree() throws IOException {
        Path folder = NetworkScenario.ROOT.resolve("declared-address-taken-by-somebody");
        try (NetworkScenario scenario = NetworkScenario.open(folder, data)) {
            assertThat(scenario.reconcile(scenario.fake())).isEqualTo(Outcome.blocked(NetworkReason.AddressInUse));
            scenario.fake().removeContainer(scenario.fake().container("web").id());
            assertThat(scenario.reconcile(scenario.fake())).isEqualTo(Outcome.settled());
            assertThat(scenario.fake()
                            .container("api")
                            .endpoints()
                            .get("backend")
                            .ipv4Address())
                    .isEqualTo("172.19.0.100");
        }
    }
}
