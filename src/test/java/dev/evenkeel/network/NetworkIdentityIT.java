package dev.evenkeel.network;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that could be taken for something else, on a real engine: nothing but what is meant is touched. */
final class NetworkIdentityIT {

    @TempDir
    Path data;

    private FlakyEngine engine;
    private NetworkWorld world;

    @BeforeEach
    void open() {
        Engine real = RealEngine.openEmpty();
        engine = FlakyEngine.reliable(real);
        world = new NetworkWorld(data, engine, System::nanoTime);
    }

    @AfterEach
    void close() {
        world.close();
        engine.close();
        docker("network", "prune", "--force");
    }

    @Test
    void aNetworkThatIsThereAndMatchesIsTakenOverWithoutACall() {
        docker("network", "create", "--subnet", "10.81.0.0/24", "backend");
        docker("run", "--detach", "--name", "api", "--network", "backend", RealEngine.IMAGE);

        world.declare("{ipam: {config: [{subnet: 10.81.0.0/24}]}}");

        assertThat(world.ready()).isEqualTo("InSync");
        assertThat(engine.mutatingCalls()).isZero();
        docker("rm", "--force", "api");
    }

    @Test
    void aNetworkThatIsThereAndDiffersIsLeftAloneWithoutACall() {
        docker("network", "create", "--subnet", "10.82.0.0/24", "backend");

        world.declare("{ipam: {config: [{subnet: 10.81.0.0/24}]}}");

        assertThat(world.ready()).isEqualTo("NotMatching");
        assertThat(engine.mutatingCalls()).isZero();
    }

    @Test
    void aNetworkThatIsCalledLikeTheIdOfOursIsNotTakenForIt() {
        world.declare("{}");
        String ours = world.networkId();
        String impostor = docker("network", "create", ours);
        String prefix = docker("network", "create", ours.substring(0, 12));
        world.redeclare("{internal: true}");

        world.reconcile();

        assertThat(world.ready()).isEqualTo("InSync");
        assertThat(engine.networks())
                .extracting(network -> network.id())
                .contains(impostor, prefix, world.networkId())
                .doesNotContain(ours);
        String last = world.networkId();
        world.delete();
        assertThat(engine.networks())
                .extracting(network -> network.id())
                .contains(impostor, prefix)
                .doesNotContain(last);
    }

    /** Only engines before 26 let it happen. */
    @Test
    void ofSeveralNetworksOfOneNameNoneIsTouched() throws IOException, InterruptedException {
        world.declare("{}");
        createWithoutAsking();
        createWithoutAsking();
        List<String> before = namesakes();
        world.redeclare(before.size() > 1 ? "{internal: true}" : "{}");
        int calls = engine.mutatingCalls();

        Outcome outcome = world.reconcile();

        assertThat(engine.mutatingCalls()).isEqualTo(calls);
        assertThat(namesakes()).isEqualTo(before);
        assertThat(outcome)
                .isEqualTo(before.size() > 1 ? Outcome.blocked(NetworkReason.AmbiguousName) : Outcome.settled());
        for (String id : before) {
            docker("network", "rm", id);
        }
    }

    private List<String> namesakes() {
        return engine.networks().stream()
                .filter(network -> network.name().equals("backend"))
                .map(network -> network.id())
                .sorted()
                .toList();
    }

    /** The docker command always asks whether the name is taken. */
    private static void createWithoutAsking() throws IOException, InterruptedException {
        new ProcessBuilder(
                        "curl",
                        "--silent",
                        "--max-time",
                        "20",
                        "--unix-socket",
                        RealEngine.host().getPath(),
                        "--header",
                        "Content-Type: application/json",
                        "--data",
                        "{\"Name\": \"backend\"}",
                        "http://engine/networks/create")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
