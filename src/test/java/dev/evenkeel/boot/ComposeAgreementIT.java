package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.compose.ComposeException;
import dev.evenkeel.compose.ComposeFixtures;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.resource.ForeignLabels;
import dev.evenkeel.volume.VolumeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stock docker compose and we read the same projects, and must come to the same networks and volumes. */
final class ComposeAgreementIT {

    private static final int PROJECTS_MIN = 15;

    private final Tool compose = Tool.named("docker-compose");

    @Test
    void everyProjectHasTheNetworksAndVolumesThatDockerComposeSees() throws ComposeException {
        List<Path> folders = ComposeFixtures.folders();
        assertThat(folders).hasSizeGreaterThanOrEqualTo(PROJECTS_MIN);
        for (Path folder : folders) {
            Map<String, String> seen = new TreeMap<>();
            JsonNode project = theirs(folder);
            project.path("networks")
                    .properties()
                    .forEach(entry -> seen.put(
                            "Network " + entry.getValue().path("name").asText(),
                            network(entry.getKey(), project.path("name").asText(), entry.getValue())));
            project.path("volumes")
                    .properties()
                    .forEach(entry -> seen.put(
                            "Volume " + entry.getValue().path("name").asText(),
                            volume(entry.getKey(), project.path("name").asText(), entry.getValue())));
            assertThat(ours(folder)).as(folder.toString()).isEqualTo(seen);
        }
    }

    private JsonNode theirs(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("--profile", "*"));
        ComposeFixtures.files(folder).forEach(file -> arguments.addAll(List.of("--file", file.toString())));
        arguments.addAll(List.of("config", "--format", "json"));
        return EvenkeelProcess.json(
                compose.run(arguments.toArray(String[]::new)).ok());
    }

    private static Map<String, String> ours(Path folder) throws ComposeException {
        Map<String, String> seen = new TreeMap<>();
        for (Declaration declaration : ComposeFixtures.read(folder).declarations()) {
            seen.put(
                    declaration.kind() + " " + declaration.name(),
                    switch (declaration) {
                        case Declaration.LeftOut left -> "external";
                        case Declaration.Declared declared ->
                            switch (declared.resource().spec()) {
                                case NetworkSpec network -> told(network);
                                case VolumeSpec volume ->
                                    volume.driver() + " " + new TreeMap<>(volume.driverOptions()) + " "
                                            + new TreeMap<>(volume.labels());
                                default -> "nothing that compose has";
                            };
                    });
        }
        return seen;
    }

    private static String told(NetworkSpec network) {
        List<String> pools = network.ipam().config().stream()
                .map(pool -> String.join(",", pool.subnet(), pool.ipRange(), pool.gateway())
                        + new TreeMap<>(pool.auxiliaryAddresses()))
                .toList();
        return String.join(
                " ",
                network.driver(),
                "" + network.internal(),
                "" + network.attachable(),
                "" + network.enableIPv4(),
                "" + network.enableIPv6(),
                network.ipam().driver(),
                pools.toString(),
                new TreeMap<>(network.options()).toString(),
                new TreeMap<>(network.labels()).toString());
    }

    private static String network(String key, String project, JsonNode said) {
        if (said.path("external").asBoolean()) {
            return "external";
        }
        List<String> pools = new ArrayList<>();
        said.at("/ipam/config")
                .forEach(pool -> pools.add(String.join(
                                ",",
                                pool.path("subnet").asText(),
                                pool.path("ip_range").asText(),
                                pool.path("gateway").asText())
                        + texts(pool.path("aux_addresses"))));
        return String.join(
                " ",
                said.path("driver").asText("bridge"),
                "" + said.path("internal").asBoolean(),
                "" + said.path("attachable").asBoolean(),
                "" + said.path("enable_ipv4").asBoolean(true),
                "" + said.path("enable_ipv6").asBoolean(),
                said.at("/ipam/driver").asText("default"),
                pools.toString(),
                texts(said.path("driver_opts")).toString(),
                labels(said, ForeignLabels.COMPOSE_NETWORK, key, project).toString());
    }

    private static String volume(String key, String project, JsonNode said) {
        return said.path("external").asBoolean()
                ? "external"
                : said.path("driver").asText("local") + " " + texts(said.path("driver_opts")) + " "
                        + labels(said, ForeignLabels.COMPOSE_VOLUME, key, project);
    }

    /** What it prints is a compose file again, and so has two dollars for one. */
    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry ->
                        texts.put(entry.getKey(), entry.getValue().asText().replace("$$", "$")));
        return texts;
    }

    private static Map<String, String> labels(JsonNode said, String keyLabel, String key, String project) {
        Map<String, String> labels = texts(said.path("labels"));
        labels.put(keyLabel, key);
        labels.put(ForeignLabels.COMPOSE_PROJECT, project);
        return labels;
    }
}
