package dev.evenkeel.network;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What engines do to networks and containers that nobody asked for, and what becomes of it. */
final class NetworkRepairIT {

    private EngineProxy proxy;
    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() throws IOException {
        RealEngine.openEmpty().close();
        Path folder = Files.createTempDirectory("ek");
        proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                .with("EVENKEEL_RESYNC", "2s")
                .start();
        evenkeel.create("networks", """
                metadata: {name: backend}
                spec: {ipam: {config: [{subnet: 10.81.0.0/24, gateway: 10.81.0.1}]}}
                """);
        evenkeel.awaitReady("networks", "backend");
    }

    @AfterEach
    void close() throws IOException {
        evenkeel.close();
        proxy.close();
    }

    @Test
    void theOldNetworkIsPutBackWhenTheEngineDoesNotMakeTheNewOne() {
        run("api", "--ip", "10.81.0.100", "--network-alias", "db");
        int create = 5; // try 2, disconnect, remove
        proxy.at(create, true, () -> docker("network", "create", "--subnet", "10.82.0.0/16", "thief"));
        move("10.82.0");

        JsonNode blocked = evenkeel.eventually(
                "networks", "backend", n -> reason(n, "Stalled").equals("RolledBack"));
        assertThat(blocked.path("status").path("repair").isMissingNode()).isTrue();
        assertThat(address("api")).isEqualTo("10.81.0.100");
        assertThat(docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Subnet}}", "backend"))
                .isEqualTo("10.81.0.0/24");

        proxy.countOnly();
        await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(20)).until(() -> proxy.mutations() == 0);
        move("10.83.0");
        evenkeel.awaitReady("networks", "backend");
        assertThat(address("api")).isEqualTo("10.83.0.100");
    }

    @Test
    void whoseAddressIsTakenIsConnectedWithoutItUntilItIsFree() {
        run("api", "--ip", "10.81.0.100");
        docker("network", "create", "elsewhere");
        docker("run", "-d", "--name", "heir", "--network", "elsewhere", RealEngine.IMAGE);
        // The engine notes the address of a connect that failed: without a cure the container would not start again.
        assertThatThrownBy(() -> docker("network", "connect", "--ip", "10.81.0.100", "backend", "heir"))
                .isInstanceOf(EngineException.Failed.class);
        evenkeel.merge(
                "networks",
                "backend",
                "{\"spec\":{\"attachments\":[{\"container\":\"heir\",\"ipv4Address\":\"10.81.0.100\"}]}}");

        JsonNode waiting = evenkeel.eventually(
                "networks", "backend", n -> reason(n, "Stalled").equals("AddressInUse"));
        assertThat(EvenkeelProcess.condition(waiting, "Stalled").path("message").asText())
                .contains("container api has it");
        assertThat(address("heir")).isNotEmpty().isNotEqualTo("10.81.0.100");
        docker("restart", "-t", "0", "heir");
        assertThat(address("heir")).isNotEmpty();

        docker("rm", "--force", "api");
        evenkeel.awaitReady("networks", "backend");
        assertThat(address("heir")).isEqualTo("10.81.0.100");
    }

    @Test
    void whoCouldNotStartWithoutItsNetworkIsStartedAndNobodyElse() {
        run("api", "--restart", "always");
        run("job");
        evenkeel.kill();
        docker("kill", "api", "job");
        docker("network", "rm", "backend");
        assertThatThrownBy(() -> docker("start", "api")).isInstanceOf(EngineException.Failed.class);
        assertThatThrownBy(() -> docker("start", "job")).isInstanceOf(EngineException.Failed.class);

        evenkeel.start();
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> docker("inspect", "-f", "{{.State.Running}}", "api")
                .equals("true"));
        evenkeel.awaitReady("networks", "backend");
        assertThat(docker("inspect", "-f", "{{.State.Running}}", "job")).isEqualTo("false");
        docker("start", "job");
    }

    @Test
    void aNetworkWhoseDeviceIsGoneIsMadeAnew() {
        run("web");
        String id = docker("network", "inspect", "-f", "{{.Id}}", "backend");
        docker("run", "-d", "--name", "api", "--network", "bridge", RealEngine.IMAGE);
        docker(
                "run",
                "--rm",
                "--cap-add",
                "NET_ADMIN",
                "--network",
                "host",
                "--entrypoint",
                "/bin/busybox",
                RealEngine.IMAGE,
                "ip",
                "link",
                "del",
                "br-" + id.substring(0, 12));
        evenkeel.merge("networks", "backend", "{\"spec\":{\"attachments\":[{\"container\":\"api\"}]}}");

        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !address("api").isEmpty());
        evenkeel.awaitReady("networks", "backend");
        assertThat(docker("network", "inspect", "-f", "{{.Id}}", "backend")).isNotEqualTo(id);
        assertThat(address("web")).isNotEmpty();
    }

    private static void run(String name, String... options) {
        List<String> words = new ArrayList<>(List.of("run", "-d", "--name", name, "--network", "backend"));
        words.addAll(List.of(options));
        words.add(RealEngine.IMAGE);
        docker(words.toArray(String[]::new));
    }

    private void move(String prefix) {
        evenkeel.merge("networks", "backend", """
                {"spec": {"ipam": {"config": [{"subnet": "%1$s.0/24", "gateway": "%1$s.1"}]},
                          "attachments": [{"container": "api", "ipv4Address": "%1$s.100"}]}}
                """.formatted(prefix));
    }

    private static String reason(JsonNode resource, String condition) {
        JsonNode found = EvenkeelProcess.condition(resource, condition);
        return found.path("status").asText().equals("True")
                ? found.path("reason").asText()
                : "";
    }

    private static String address(String container) {
        return docker("inspect", "-f", "{{with .NetworkSettings.Networks.backend}}{{.IPAddress}}{{end}}", container);
    }
}
