package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The image, built where no registry is, and run as by somebody who trusts it with the engine's socket and with nothing
 * else.
 */
final class ImageIT {

    @BeforeAll
    static void clear() {
        RealEngine.openEmpty().close();
    }

    @AfterAll
    static void remove() {
        RealEngine.openEmpty().close();
    }

    @Test
    void itNeedsNoRootAndSaysWhatItIs() {
        assertThat(configuration("{{.User}}")).isEqualTo("10001:10001");
        assertThat(configuration("{{json .Volumes}}")).isEqualTo("{\"/var/lib/evenkeel\":{}}");
        assertThat(configuration("{{index .Labels \"org.opencontainers.image.title\"}}"))
                .isEqualTo("Evenkeel");
        assertThat(configuration("{{json .Healthcheck.Test}}")).isEqualTo("[\"CMD\",\"healthy\"]");
        assertThat(RealEngine.docker("run", "--rm", "--network=none", Images.evenkeel(), "version"))
                .startsWith("evenkeel ");
        assertThat(RealEngine.docker(
                        "run", "--rm", "--network=none", "--entrypoint=ls", Images.evenkeel(), "/opt/evenkeel"))
                .contains("classes.jsa");
    }

    /** In compose.yaml all but the data and the socket is read-only, and nothing in /tmp can be executed. */
    @Test
    void byComposeItKeepsANetworkAndBacksUpAVolumeByTheEngineThatItRunsOn() {
        Composed composed = new Composed();
        composed.up();
        composed.awaitHealthy();
        await().atMost(Composed.PATIENCE).until(() -> composed.ask("metrics", "http://evenkeel:9000/q/metrics")
                .contains("evenkeel_engine_up{"));
        assertThat(RealEngine.docker("port", Composed.CONTAINER)).isEqualTo("7443/tcp -> 127.0.0.1:7443");

        composed.create("networks", """
                {"apiVersion": "evenkeel.dev/v1", "kind": "Network", "metadata": {"name": "shop"},
                 "spec": {"ipam": {"config": [{"subnet": "10.91.0.0/24"}]}}}""");
        composed.awaitReady("networks", "shop");
        RealEngine.docker("network", "rm", "shop");
        await().atMost(Composed.PATIENCE).until(() -> networks().contains("shop"));

        RealEngine.docker("volume", "create", "uploads");
        RealEngine.docker(
                "run",
                "--rm",
                "--network=none",
                "--volume=uploads:/uploads",
                RealEngine.IMAGE,
                "sh",
                "-c",
                "echo kept > /uploads/file && chmod 600 /uploads/file");
        composed.create("backups", """
                {"apiVersion": "evenkeel.dev/v1", "kind": "Backup", "metadata": {"name": "by-hand"},
                 "spec": {"volumes": ["uploads"], "capture": "Tar"}}""");
        composed.eventually("backups", "by-hand", backup -> backup.at("/status/phase")
                .asText()
                .equals("Succeeded"));
        assertThat(RealEngine.docker("exec", Composed.CONTAINER, "ls", "/var/lib/evenkeel/backups/default"))
                .contains("uploads-");

        RealEngine.docker("restart", Composed.CONTAINER);
        composed.awaitHealthy();
        composed.awaitReady("networks", "shop");
        RealEngine.docker("network", "rm", "shop");
        await().atMost(Composed.PATIENCE).until(() -> networks().contains("shop"));
        assertThat(composed.get("backups", "by-hand")
                        .at("/status/archives/0/capture")
                        .asText())
                .isEqualTo("Tar");
        composed.down();
        assertThat(RealEngine.docker("volume", "ls", "--quiet").lines()).contains(Composed.DATA);
    }

    private static List<String> networks() {
        return RealEngine.docker("network", "ls", "--format={{.Name}}").lines().toList();
    }

    private static String configuration(String format) {
        return RealEngine.docker(
                "image", "inspect", "--format={{with .Config}}" + format + "{{end}}", Images.evenkeel());
    }
}
