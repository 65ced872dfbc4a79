package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.network.NetworkStatus.Rollback;
import dev.evenkeel.policy.HostRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back from a repair that cannot go on, and how often it is gone; the golden scenarios have the rest. */
final class NetworkRetreatTest {

    private static final Path REFUSED = NetworkScenario.ROOT.resolve("refused-after-the-old-one-was-removed");
    private static final Path WEDGED = NetworkScenario.ROOT.resolve("has-active-endpoints-and-nobody-is-there");

    @TempDir
    Path data;

    @Test
    void whatWasUndoneIsNotTriedAgain() throws IOException {
        for (Path folder : List.of(REFUSED, WEDGED)) {
            try (NetworkScenario scenario = open(folder)) {
                String before = places(scenario);
                scenario.reconcile(scenario.fake());
                assertThat(places(scenario)).isEqualTo(before);

                FlakyEngine watched = FlakyEngine.reliable(scenario.fake());
                assertThat(scenario.reconcile(watched)).isInstanceOf(Outcome.Blocked.class);
                assertThat(watched.mutatingCalls()).as(folder.toString()).isZero();
            }
        }
    }

    @Test
    void ifTheEngineTakesNeitherNetworkBothAreTriedEachTime() throws IOException {
        try (NetworkScenario scenario = open(REFUSED)) {
            String before = places(scenario);
            scenario.fake()
                    .refuse(
                            creation -> creation.name().equals("backend"),
                            () -> new EngineException.Failed("no bridges at all"));
            for (int turn = 0; turn < 3; turn++) {
                assertThat(scenario.reconcile(scenario.fake())).isInstanceOf(Outcome.Failed.class);
                assertThat(scenario.current().status().remembered()).hasSize(3);
                assertThat(scenario.current().status().rollback()).isEmpty();
            }
            scenario.fake().relent();
            scenario.fake()
                    .refuse(
                            creation -> creation.options().containsKey("com.docker.network.bridge.enable_icc"),
                            () -> new EngineException.Rejected("still not"));
            scenario.reconcile(scenario.fake());
            assertThat(places(scenario)).isEqualTo(before);
        }
    }

    @Test
    void anotherSpecOrAnotherRunOfTheEngineOrTimeIsAReasonToHope() throws IOException {
        try (NetworkScenario scenario = open(REFUSED)) {
            scenario.reconcile(scenario.fake());
            Rollback undone = scenario.current().status().rollback().orElseThrow();
            assertThat(holds(scenario, undone, undone.time())).isTrue();
            assertThat(holds(scenario, undone, undone.time().plus(NetworkRetreat.PATIENCE)))
                    .isFalse();
            assertThat(holds(scenario, with(undone, 7, undone.reason(), undone.engineRun()), undone.time()))
                    .isFalse();
            assertThat(holds(scenario, with(undone, 1, undone.reason(), "4711"), undone.time()))
                    .isFalse();
        }
    }

    @Test
    void aWedgeDoesNotGoAwayWithTimeAndSomebodyOnTheNetworkMay() throws IOException {
        try (NetworkScenario scenario = open(WEDGED)) {
            scenario.reconcile(scenario.fake());
            Rollback undone = scenario.current().status().rollback().orElseThrow();
            assertThat(undone.reason()).isEqualTo(NetworkReason.EngineRestartRequired);
            assertThat(holds(scenario, undone, undone.time().plus(Duration.ofDays(7))))
                    .isTrue();
            assertThat(holds(
                            scenario,
                            with(undone, 1, NetworkReason.NetworkInUse, undone.engineRun()),
                            undone.time().plus(NetworkRetreat.PATIENCE_WHILE_IN_USE)))
                    .isFalse();
        }
    }

    private static boolean holds(NetworkScenario scenario, Rollback undone, Instant now) {
        var resource = scenario.current();
        return NetworkRetreat.hindrance(
                        resource.withStatus(resource.status().with(Optional.of(undone))),
                        NetworkObserver.observe(resource, scenario.fake(), HostRoutes.UNKNOWN),
                        now)
                .isPresent();
    }

    private static Rollback with(Rollback undone, long generation, NetworkReason reason, String engineRun) {
        return new Rollback(generation, undone.time(), reason, undone.message(), engineRun);
    }

    /** The world, without what a container that is stopped says of where it was. */
    private static String places(NetworkScenario scenario) {
        return scenario.world().replaceAll("(exited .*) live (true|false)", "$1");
    }

    private NetworkScenario open(Path folder) throws IOException {
        return NetworkScenario.open(folder, Files.createTempDirectory(data, "scenario"));
    }
}
