package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.resource.FieldDrift;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NetworkDeedTest {

    private static final FieldDrift DRIFT = new FieldDrift("driver", "bridge", "macvlan");

    @Test
    void aNetworkThatIsNewWasCreated() {
        assertThat(told(false, List.of(), create("declared"))).contains(new NetworkDeed("Created", "created"));
        assertThat(told(false, List.of(), create("declared"), connect("declared")))
                .contains(new NetworkDeed("Created", "created, 1 container connected"));
    }

    @Test
    void oneThatDifferedWasRepairedWithEverybodyOnIt() {
        String cause = "driver differs";
        NetworkStep remove = new NetworkStep.Remove("n1", "web", cause);
        assertThat(told(false, List.of(DRIFT), remove, create(cause), connect(cause), connect(cause)))
                .contains(new NetworkDeed("Repaired", "re-created (driver differs), 2 containers reconnected"));
        assertThat(told(false, List.of(DRIFT), connect("not connected")))
                .contains(new NetworkDeed("Repaired", "1 container reconnected (not connected)"));
    }

    @Test
    void whatWasDeletedWasRemovedAndNothingDoneIsNothingTold() {
        assertThat(told(true, List.of(), new NetworkStep.Remove("n1", "web", "resource deleted")))
                .contains(new NetworkDeed("Removed", "removed (resource deleted)"));
        assertThat(told(false, List.of(DRIFT))).isEmpty();
    }

    private static NetworkStep create(String cause) {
        return new NetworkStep.Create(
                new NetworkCreation(
                        "web", "bridge", false, false, true, false, "default", Map.of(), List.of(), Map.of(), Map.of()),
                cause);
    }

    private static NetworkStep connect(String cause) {
        return new NetworkStep.Connect(
                new Membership("c", "id", true, List.of(), "", "", List.of(), "", List.of(), Map.of(), 0), cause);
    }

    private static Optional<NetworkDeed> told(boolean deleting, List<FieldDrift> drift, NetworkStep... steps) {
        return NetworkDeed.of(new NetworkPlan(drift, List.of(steps), Optional.empty(), List.of()), deleting);
    }
}
