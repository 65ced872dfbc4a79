package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What docker compose makes of deploy/compose.yaml: stock docker compose, which only reads it here. */
final class ComposeIT {

    private static final Map<String, String> GROUP = Map.of("DOCKER_GID", "998");

    private final Tool compose = Tool.named("docker-compose");

    @Test
    void evenkeelAloneHasNothingButTheSocketAndItsData() {
        JsonNode project = read(GROUP);
        assertThat(names(project.path("services"))).containsExactly("evenkeel");
        JsonNode evenkeel = project.at("/services/evenkeel");
        assertThat(evenkeel.path("read_only").asBoolean()).isTrue();
        assertThat(evenkeel.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(evenkeel.path("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
        assertThat(evenkeel.path("group_add").toString()).isEqualTo("[\"998\"]");
        assertThat(evenkeel.has("privileged")).isFalse();
        assertThat(evenkeel.path("volumes").findValuesAsText("target"))
                .containsExactly("/var/run/docker.sock", "/var/lib/evenkeel");
        assertThat(Path.of(evenkeel.at("/build/context").asText()).resolve("Dockerfile"))
                .exists();
    }

    @Test
    void withoutTheGroupOfTheSocketItSaysHowToFindIt() {
        assertThat(run(Map.of()).complaint()).contains("export DOCKER_GID=$(stat -c %g /var/run/docker.sock)");
    }

    @Test
    void theProfileAddsPrometheusAlertmanagerAndGrafanaAndEveryFileThatTheyReadIsThere() {
        JsonNode services = read(GROUP, "--profile", "observability").path("services");
        assertThat(names(services)).containsExactlyInAnyOrder("evenkeel", "prometheus", "alertmanager", "grafana");
        List<JsonNode> mounts = services.findValues("volumes").stream()
                .flatMap(volumes -> StreamSupport.stream(volumes.spliterator(), false))
                .filter(mount -> mount.path("type").asText().equals("bind"))
                .filter(mount -> !mount.path("target").asText().endsWith(".sock"))
                .toList();
        assertThat(mounts).hasSize(5).allSatisfy(mount -> assertThat(
                        Files.exists(Path.of(mount.path("source").asText())))
                .as(mount.toString())
                .isTrue());
    }

    @Test
    void hardenedEvenkeelHasNoSocketAndOnlyTheSocketProxyDoes() {
        JsonNode project = read(GROUP, "--file", "deploy/compose.hardened.yaml");
        JsonNode evenkeel = project.at("/services/evenkeel");
        JsonNode proxy = project.at("/services/socket-proxy");
        assertThat(evenkeel.path("volumes").findValuesAsText("target")).containsExactly("/var/lib/evenkeel");
        assertThat(evenkeel.has("group_add")).isFalse();
        assertThat(evenkeel.at("/environment/DOCKER_HOST").asText()).isEqualTo("tcp://socket-proxy:2375");
        assertThat(proxy.path("volumes").findValuesAsText("target"))
                .containsExactly("/var/run/docker.sock", "/etc/evenkeel/socket-proxy.cfg");
        assertThat(proxy.path("read_only").asBoolean()).isTrue();
        assertThat(proxy.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(proxy.path("user").asText()).isEqualTo("65534:65534");
        assertThat(proxy.has("ports")).isFalse();
        assertThat(names(proxy.path("networks"))).containsExactly("engine");
        assertThat(project.at("/networks/engine/internal").asBoolean()).isTrue();
    }

    @Test
    void nothingIsPublishedBeyondThisMachine() {
        JsonNode services = read(GROUP, "--profile", "observability").path("services");
        List<JsonNode> ports = services.findValues("ports").stream()
                .flatMap(of -> StreamSupport.stream(of.spliterator(), false))
                .toList();
        assertThat(ports)
                .hasSize(4)
                .allSatisfy(port -> assertThat(port.path("host_ip").asText()).isEqualTo("127.0.0.1"));
        assertThat(ports).extracting(port -> port.path("target").asInt()).doesNotContain(9000);
    }

    @Test
    void prometheusTakesTheConfigurationThatIsMountedForIt() {
        assertThat(Monitoring.run("promtool", "check", "config", "deploy/prometheus/compose.yml"))
                .contains("SUCCESS");
    }

    @Test
    void itIsTheConfigurationForOneMachineWithOtherAddresses() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        String alone = yaml.readTree(Path.of("deploy/prometheus/prometheus.yml").toFile())
                .toString();
        String composed =
                yaml.readTree(Path.of("deploy/prometheus/compose.yml").toFile()).toString();
        assertThat(composed)
                .isEqualTo(alone.replace("127.0.0.1:9093", "alertmanager:9093")
                        .replace("127.0.0.1:9000", "evenkeel:9000"));
    }

    private JsonNode read(Map<String, String> environment, String... more) {
        return EvenkeelProcess.json(run(environment, more).ok());
    }

    private Tool.Run run(Map<String, String> environment, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--file", "deploy/compose.yaml"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("config", "--format", "json"));
        return compose.run(environment, arguments.toArray(String[]::new));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
