package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.control.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a quiet time, what does not, and how somebody who cannot wait gets it at once. */
final class PostponementTest {

    private static final String IN_THE_EVENING =
            "ipam: {config: [{subnet: 10.81.0.0/24}]}, repairWindow: {schedule: '0 18 * * *', duration: 1h}";

    @TempDir
    Path data;

    private NetworkWorld world;

    @BeforeEach
    void open() {
        world = new NetworkWorld(data);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aReplacementWaitsForTheWindowAndTheKeyComesBackWhenItOpens() {
        world.declare("{" + IN_THE_EVENING + "}");
        String before = world.networkId();
        world.engine.runContainer("api", "backend");
        world.redeclare("{internal: true, " + IN_THE_EVENING + "}");

        assertThat(world.reconcile()).isEqualTo(Outcome.checkAgain(Duration.ofHours(6)));
        assertThat(world.networkId()).isEqualTo(before);
        assertThat(world.ready()).isEqualTo("OutsideRepairWindow");
        assertThat(world.status().drift()).hasSize(1);
        assertThat(world.status().plan()).contains("2 disconnect api", "3 remove network backend");
        assertThat(world.status().pending().orElseThrow().notBefore())
                .contains(NetworkWorld.NOON.plus(Duration.ofHours(6)));
        assertThat(world.status().pending().orElseThrow().containers()).containsExactly("api");

        world.clock.turn(Duration.ofHours(6));
        assertThat(world.reconcile()).isEqualTo(Outcome.settled());
        assertThat(world.networkId()).isNotEqualTo(before);
        assertThat(world.members()).containsExactly("api");
        assertThat(world.status().pending()).isEmpty();
    }

    @Test
    void aWindowThatWasMissedIsFollowedByTheNext() {
        world.declare("{" + IN_THE_EVENING + "}");
        world.redeclare("{internal: true, " + IN_THE_EVENING + "}");
        world.clock.turn(Duration.ofHours(7));

        assertThat(world.reconcile()).isEqualTo(Outcome.checkAgain(Duration.ofHours(23)));
    }

    @Test
    void aMissingNetworkIsMadeAtOnce() {
        world.declare("{" + IN_THE_EVENING + "}");
        world.engine.removeNetwork(world.networkId());

        assertThat(world.reconcile()).isEqualTo(Outcome.settled());
        assertThat(world.networkId()).isEqualTo(world.status().networkID());
    }

    @Test
    void aContainerIsPutBackAtOnceAlsoWhileTheReplacementWaits() {
        world.declare("{attachments: [{container: api}], " + IN_THE_EVENING + "}");
        String api = world.engine.runContainer("api", "backend");
        world.redeclare("{internal: true, attachments: [{container: api}], " + IN_THE_EVENING + "}");
        world.reconcile();
        world.engine.disconnect(world.networkId(), api);

        world.reconcile();

        assertThat(world.members()).containsExactly("api");
        assertThat(world.ready()).isEqualTo("OutsideRepairWindow");
        assertThat(world.status().repair()).isEmpty();
    }

    @Test
    void aContainerThatShallHaveAnAddressOfTheNewSubnetKeepsItsPlaceInTheOldOne() {
        world.declare("{attachments: [{container: api, ipv4Address: 10.81.0.9}], " + IN_THE_EVENING + "}");
        world.engine.runContainer("api", "backend");
        world.reconcile();
        world.redeclare(("{attachments: [{container: api, ipv4Address: 10.81.0.9}], " + IN_THE_EVENING + "}")
                .replace("10.81", "10.82"));

        world.reconcile();

        assertThat(world.members()).containsExactly("api");
        world.clock.turn(Duration.ofHours(6));
        world.reconcile();
        assertThat(world.status().endpoints().getFirst().ipv4Address()).isEqualTo("10.82.0.9");
    }

    @Test
    void whoCannotWaitAsksForItNowAndGetsItOnce() {
        world.declare("{" + IN_THE_EVENING + "}");
        world.redeclare("{internal: true, " + IN_THE_EVENING + "}");
        world.annotate("evenkeel.dev/repair", "now");
        String before = world.networkId();

        assertThat(world.reconcile()).isEqualTo(Outcome.settled());
        String after = world.networkId();
        assertThat(after).isNotEqualTo(before);
        assertThat(world.resource().metadata().annotations()).isEmpty();

        world.redeclare("{" + IN_THE_EVENING + "}");
        world.reconcile();
        assertThat(world.networkId()).isEqualTo(after);
    }

    @Test
    void whatIsOnlyReportedIsRepairedOnceOnRequest() {
        world.declare("{}");
        world.redeclare("{driftPolicy: Report, internal: true}");
        world.reconcile();
        assertThat(world.ready()).isEqualTo("DriftReported");
        assertThat(world.status().pending().orElseThrow().notBefore()).isEmpty();

        world.annotate("evenkeel.dev/repair", "now");
        world.reconcile();
        assertThat(world.ready()).isEqualTo("InSync");
        assertThat(world.resource().metadata().annotations()).isEmpty();

        world.engine.removeNetwork(world.networkId());
        world.reconcile();
        assertThat(world.ready()).isEqualTo("DriftReported");
    }

    @Test
    void aRequestThatFindsNothingToDoIsNotKeptForLater() {
        world.declare("{" + IN_THE_EVENING + "}");
        world.annotate("evenkeel.dev/repair", "now");

        world.reconcile();

        assertThat(world.resource().metadata().annotations()).isEmpty();
    }

    @Test
    void aRequestIsKeptWhileTheEngineDoesNotAnswer() {
        world.declare("{" + IN_THE_EVENING + "}");
        world.redeclare("{internal: true, " + IN_THE_EVENING + "}");
        world.annotate("evenkeel.dev/repair", "now");
        world.engine.goAway();
        world.reconcile();
        assertThat(world.resource().metadata().annotations()).hasSize(1);

        world.engine.comeBack();
        world.reconcile();
        assertThat(world.ready()).isEqualTo("InSync");
    }

    @Test
    void anotherWordIsNoRequest() {
        world.declare("{driftPolicy: Report}");
        world.redeclare("{driftPolicy: Report, internal: true}");
        world.annotate("evenkeel.dev/repair", "tomorrow");

        world.reconcile();

        assertThat(world.ready()).isEqualTo("DriftReported");
        assertThat(world.resource().metadata().annotation("evenkeel.dev/repair"))
                .isEqualTo(Optional.of("tomorrow"));
    }
}
