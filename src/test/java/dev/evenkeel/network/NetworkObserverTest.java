package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is seen of a network, and what is not yet worth looking at. */
final class NetworkObserverTest {

    private static final NetworkSpec OVERLAY =
            new NetworkSpec("overlay", false, true, null, false, null, null, null, null, null, null, null, null, null);

    private final FakeEngine engine = new FakeEngine();

    @Test
    void aNetworkThatTheSwarmIsStillMakingIsNotTakenForADifferentOne() {
        make("");
        assertThatThrownBy(() -> NetworkObserver.observe(desired(), engine, HostRoutes.UNKNOWN))
                .isInstanceOf(EngineException.Failed.class)
                .hasMessage("the swarm is still making room for the network");
    }

    @Test
    void aNetworkThatTheSwarmHasMadeIsSeen() {
        make("overlay");
        assertThat(NetworkObserver.observe(desired(), engine, HostRoutes.UNKNOWN)
                        .network())
                .isPresent();
    }

    private void make(String driver) {
        engine.createNetwork(new NetworkCreation(
                "backend", driver, false, true, true, false, "default", Map.of(), List.of(), Map.of(), Map.of()));
    }

    private static Resource<NetworkSpec, NetworkStatus> desired() {
        return new Resource<>("Network", Metadata.named("default", "backend"), OVERLAY, NetworkStatus.EMPTY);
    }
}
