package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two who want the same network otherwise. */
final class RecurrenceTest {

    @TempDir
    Path data;

    private NetworkWorld world;

    @BeforeEach
    void open() {
        world = new NetworkWorld(data);
        world.declare("{}");
        world.reconcile();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void afterThreeReplacementsInARowThePausesDouble() {
        replaceInARow(3);

        theOtherStrikes();
        assertThat(world.reconcile()).isEqualTo(Outcome.checkAgain(Duration.ofMinutes(4)));
        assertThat(world.ready()).isEqualTo("Flapping");
        assertThat(Conditions.isTrue(world.status().conditions(), Condition.STALLED))
                .isTrue();
        assertThat(world.recurring()).isEqualTo(1);

        world.clock.turn(Duration.ofMinutes(2));
        world.reconcile();
        assertThat(world.recurring()).as("one pause is told once").isEqualTo(1);

        world.clock.turn(Duration.ofMinutes(2));
        assertThat(world.reconcile()).isEqualTo(Outcome.settled());
        theOtherStrikes();
        assertThat(world.reconcile()).isEqualTo(Outcome.checkAgain(Duration.ofMinutes(9)));
        assertThat(world.recurring()).isEqualTo(2);
    }

    @Test
    void pausesHaveAnEnd() {
        Recurrence endless = new Recurrence(1000, NetworkWorld.NOON);

        assertThat(endless.notBefore()).isEqualTo(NetworkWorld.NOON.plus(Duration.ofHours(4)));
    }

    @Test
    void whatHeldForAWhileCountsFromTheBeginning() {
        replaceInARow(3);
        world.clock.turn(Duration.ofMinutes(20));

        replaceInARow(2);

        assertThat(world.status().recurrence().orElseThrow().replacements()).isEqualTo(2);
        assertThat(world.ready()).isEqualTo("InSync");
    }

    @Test
    void aChangeOfTheSpecDoesNotWait() {
        replaceInARow(3);
        theOtherStrikes();
        world.reconcile();
        world.redeclare("{attachable: true}");

        assertThat(world.reconcile()).isEqualTo(Outcome.settled());
        assertThat(world.status().recurrence()).isEmpty();
    }

    @Test
    void aRequestDoesNotWait() {
        replaceInARow(3);
        theOtherStrikes();
        world.annotate(RepairRequest.ANNOTATION, "now");

        assertThat(world.reconcile()).isEqualTo(Outcome.settled());
    }

    @Test
    void whatIsMissingIsMadeAtOnceHoweverOften() {
        for (int i = 0; i < 20; i++) {
            world.engine.removeNetwork(world.networkId());
            assertThat(world.reconcile()).isEqualTo(Outcome.settled());
        }
        assertThat(world.status().recurrence()).isEmpty();
    }

    @Test
    void whatACrashCutShortNeitherWaitsNorCounts() {
        replaceInARow(3);
        theOtherStrikes();
        world.dieInARepair();

        assertThat(world.reconcile()).isEqualTo(Outcome.settled());
        assertThat(world.ready()).isEqualTo("InSync");
        assertThat(world.status().recurrence().orElseThrow().replacements()).isEqualTo(3);
    }

    /** A minute between the one and the other. */
    private void replaceInARow(int times) {
        for (int i = 0; i < times; i++) {
            theOtherStrikes();
            assertThat(world.reconcile()).isEqualTo(Outcome.settled());
        }
    }

    private void theOtherStrikes() {
        world.clock.turn(Duration.ofMinutes(1));
        world.engine.removeNetwork(world.networkId());
        NetworkSpec otherwise = Golden.CODEC.mapper().convertValue(Map.of("internal", true), NetworkSpec.class);
        world.engine.createNetwork(NetworkForm.creation("backend", otherwise, Map.of()));
    }
}
