package dev.evenkeel.network;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * While a network is replaced, somebody else takes the host's port that one of its containers publishes. Engines before
 * 29 then fail the connect and leave a ghost behind: an endpoint that the container claims and the network does not know.
 */
final class GhostIT {

    private static final String PORT = "127.0.0.1:18093:80";
    private static final String RESYNC = "evenkeel_resync_last_completion_timestamp_seconds";
    /** The canary comes and goes, the container is disconnected, and the network is gone. */
    private static final int REMOVED = 4;

    @BeforeEach
    void clearTheEngine() {
        RealEngine.openEmpty().close();
    }

    @Test
    void aGhostIsNamedAndLeftAloneUntilItsContainerIsRestarted() throws IOException {
        Path folder = Files.createTempDirectory("ek");
        try (EngineProxy proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                        .with("EVENKEEL_RESYNC", "1s")
                        .start()) {
            docker("network", "create", "street");
            evenkeel.create("networks", "metadata: {name: backend}\nspec: {}\n");
            evenkeel.awaitReady("networks", "backend");
            docker(
                    "run",
                    "-d",
                    "--name",
                    "web",
                    "--network",
                    "backend",
                    "--network-alias",
                    "www",
                    "-p",
                    PORT,
                    RealEngine.IMAGE);
            evenkeel.eventually("networks", "backend", network -> endpoints(network) == 1);

            proxy.at(
                    REMOVED,
                    false,
                    () -> docker("run", "-d", "--name", "thief", "--network", "street", "-p", PORT, RealEngine.IMAGE));
            evenkeel.merge(
                    "networks", "backend", "{\"spec\":{\"options\":{\"com.docker.network.driver.mtu\":\"1400\"}}}");
            await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> assertThat(evenkeel.get("networks", "backend")
                            .at("/status/conditions")
                            .toString())
                    .contains("\"reason\":\"GhostEndpoint\"")
                    .contains("container web claims an endpoint"));
            assertThat(EvenkeelProcess.isTrue(evenkeel.get("networks", "backend"), "Ready"))
                    .isFalse();
            assertThat(docker("network", "inspect", "-f", "{{len .Containers}}", "backend"))
                    .isEqualTo("0");

            proxy.countOnly();
            awaitResync(evenkeel);
            awaitResync(evenkeel);
            assertThat(proxy.mutations()).as("nothing that is tried helps").isZero();

            docker("rm", "-f", "thief");
            docker("restart", "-t", "0", "web");
            await().atMost(EvenkeelProcess.PATIENCE)
                    .until(() -> endpoints(evenkeel.awaitReady("networks", "backend")) == 1);
            assertThat(docker("inspect", "-f", "{{.NetworkSettings.Networks.backend.Aliases}}", "web"))
                    .contains("www");
            assertThat(docker("port", "web")).contains("127.0.0.1:18093");
        }
    }

    private static void awaitResync(EvenkeelProcess evenkeel) {
        Optional<Double> last = evenkeel.metric(RESYNC);
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> !evenkeel.metric(RESYNC).equals(last));
    }

    private static int endpoints(JsonNode network) {
        return network.at("/status/endpoints").size();
    }
}
