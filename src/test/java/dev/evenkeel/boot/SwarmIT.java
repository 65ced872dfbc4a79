package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stack for a swarm, of one node: the engine of the tests. */
final class SwarmIT {

    private static Composed evenkeel;

    @BeforeAll
    static void joinASwarm() {
        RealEngine.openEmpty().close();
        evenkeel = new Composed();
        RealEngine.docker("swarm", "init", "--advertise-addr", "127.0.0.1");
    }

    @AfterAll
    static void leaveTheSwarm() {
        RealEngine.docker("swarm", "leave", "--force");
        RealEngine.openEmpty().close();
    }

    @Test
    void deployedItIsHealthyAndKeepsANetworkOfTheSwarm() {
        Images.command(
                Path.of(""),
                "DOCKER_GID=" + Images.command(Path.of(""), "stat", "--format=%g", socket()),
                "DOCKER_SOCKET=" + socket(),
                "EVENKEEL_IMAGE=" + Images.evenkeel(),
                "EVENKEEL_NODE=" + RealEngine.docker("node", "inspect", "self", "--format={{.Description.Hostname}}"),
                "docker",
                "stack",
                "deploy",
                "--resolve-image=never",
                "--compose-file=deploy/swarm.yaml",
                "evenkeel");
        // A task counts when its health check says so.
        await().atMost(Composed.PATIENCE)
                .until(() -> RealEngine.docker("service", "ls", "--format={{.Name}} {{.Replicas}}")
                        .equals("evenkeel_evenkeel 1/1"));
        evenkeel.create("networks", """
                {"apiVersion": "evenkeel.dev/v1", "kind": "Network", "metadata": {"name": "mesh"},
                 "spec": {"driver": "overlay", "attachable": true}}""");
        evenkeel.awaitReady("networks", "mesh");
        RealEngine.docker("network", "rm", "mesh");
        await().atMost(Composed.PATIENCE)
                .until(() -> RealEngine.docker("network", "ls", "--format={{.Name}} {{.Driver}}")
                        .lines()
                        .anyMatch("mesh overlay"::equals));
        assertThat(RealEngine.docker("service", "inspect", "evenkeel_evenkeel", "--format={{json .Endpoint.Ports}}"))
                .isEqualTo("null");

        RealEngine.docker("stack", "rm", "evenkeel");
        await().atMost(Composed.PATIENCE)
                .until(() -> RealEngine.docker("ps", "--quiet").isEmpty());
        assertThat(RealEngine.docker("volume", "ls", "--quiet").lines()).contains(Composed.DATA);
    }

    private static String socket() {
        return RealEngine.host().getPath();
    }
}
