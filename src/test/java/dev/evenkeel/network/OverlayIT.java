package dev.evenkeel.network;

import static dev.evenkeel.boot.EvenkeelProcess.condition;
import static dev.evenkeel.boot.EvenkeelProcess.isTrue;
import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Overlay networks, on an engine that is no manager of a swarm and then is one. */
final class OverlayIT {

    @TempDir
    static Path folder;

    @AfterEach
    void leaveTheSwarm() {
        RealEngine.openEmpty().close();
        docker("swarm", "leave", "--force");
    }

    @Test
    void anOverlayWaitsForItsSwarmAndThenIsRepairedLikeAnyNetwork() {
        RealEngine.openEmpty().close();
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                .with("EVENKEEL_RESYNC", "2s")
                .start()) {
            evenkeel.create("networks", """
                    metadata: {name: mesh}
                    spec: {driver: overlay, attachable: true, options: {encrypted: ""}}
                    """);
            JsonNode waiting = evenkeel.eventually("networks", "mesh", network -> isTrue(network, "Stalled"));
            assertThat(condition(waiting, "Ready").path("reason").asText()).isEqualTo("SwarmRequired");
            assertThat(condition(waiting, "Ready").path("message").asText()).contains("docker swarm init");

            docker("swarm", "init", "--advertise-addr", "127.0.0.1");
            evenkeel.awaitReady("networks", "mesh");
            String container =
                    docker("run", "--detach", "--network", "mesh", "--network-alias", "web", RealEngine.IMAGE);
            evenkeel.eventually(
                    "networks",
                    "mesh",
                    network -> network.at("/status/endpoints").size() == 1 && isTrue(network, "Ready"));

            evenkeel.merge("networks", "mesh", "{\"spec\":{\"options\":{\"com.docker.network.driver.mtu\":\"1400\"}}}");
            JsonNode repaired = evenkeel.awaitReady("networks", "mesh");
            assertThat(condition(repaired, "Drifted").path("status").asText()).isEqualTo("False");
            assertThat(docker("network", "inspect", "--format", "{{json .Options}}", "mesh"))
                    .contains("\"com.docker.network.driver.mtu\":\"1400\"");
            assertThat(docker("inspect", "--format", "{{json .NetworkSettings.Networks.mesh.Aliases}}", container))
                    .contains("web");
            docker("exec", container, "ping", "-c", "1", "-W", "2", "web");
        }
    }
}
