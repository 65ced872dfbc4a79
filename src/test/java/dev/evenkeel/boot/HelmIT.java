package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart as stock helm renders it, for a matrix of values. With {@code -Dgolden.rewrite=true} what is expected is
 * written anew; then read the difference.
 */
final class HelmIT {

    private static final String CHART = "helm/evenkeel";
    private static final Path CASES = Path.of("src/test/resources/helm");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Kubernetes' own types. Those of the Prometheus operator are not among them. */
    private static final Map<String, Class<?>> TYPES = Map.of(
            "DaemonSet", DaemonSet.class,
            "Deployment", Deployment.class,
            "Service", Service.class,
            "ConfigMap", ConfigMap.class,
            "PersistentVolumeClaim", PersistentVolumeClaim.class,
            "NetworkPolicy", NetworkPolicy.class);

    private final Tool helm = Tool.named("helm");

    @TempDir
    Path folder;

    static List<Path> cases() {
        return files(CASES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsRenderedIsAsExpectedAndNothingButWhatKubernetesKnows(Path example) throws IOException {
        String values = example.resolve("values.yaml").toString();
        helm.run("lint", "--strict", CHART, "--values", values).ok();
        String rendered = render("--values", values);
        Path expected = example.resolve("expected.yaml");
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(expected, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(expected));
        assertThat(documents(rendered)).isNotEmpty().allSatisfy(HelmIT::isKnownToKubernetes);
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowWouldBeNoticed() throws IOException {
        JsonNode service = YAML.readTree("{kind: Service, spec: {ports: [{port: 1, targetPorts: 2}]}}");
        assertThatThrownBy(() -> read(service)).hasMessageContaining("targetPorts");
    }

    @ParameterizedTest
    @CsvSource({
        "kind=StatefulSet, kind",
        "engine.sokcet=/run/docker.sock, sokcet",
        "engine.socket=docker.sock, engine",
        "engine.host=http://10.0.0.7, engine",
        "engine.host=tcp://10.0.0.7:2375, set kind to Deployment",
        "registry.url=jdbc:postgresql://db/evenkeel, set kind to Deployment",
        "registry.url=jdbc:sqlite:x.db, url",
        "registry.url=jdbc:postgresql://db/evenkeel?password=x, url",
        "registry.username=evenkeel, registry.url",
        "engine.tls.secretName=certificates, set engine.host",
        "engine.tls.ca=certificates, ca",
        "metrics.port=80, port",
        "settings.LD_PRELOAD=x, LD_PRELOAD",
        "serviceMonitor.enabled=true, networkPolicy.metrics lets nobody in",
        "data.persistence.size=ten, size"
    })
    void valuesThatMakeNoSenseAreRefusedByName(String value, String complaint) {
        assertThat(helm.run("template", "ek", CHART, "--set", value).complaint())
                .contains(complaint);
    }

    @Test
    void aTokenForScrapingMustBeNamedAndCannotBeThatOfManyEvenkeels() {
        String[] scraped = {
            "template",
            "ek",
            CHART,
            "--set",
            "metrics.auth=required,serviceMonitor.enabled=true,networkPolicy.enabled=false"
        };
        assertThat(helm.run(scraped).complaint()).contains("set metrics.auth to none");
        String[] alone = Stream.concat(Stream.of(scraped), Stream.of("--set", "kind=Deployment"))
                .toArray(String[]::new);
        assertThat(helm.run(alone).complaint()).contains("serviceMonitor.token must name the Secret");
    }

    @Test
    void theRulesAreThoseOfPrometheusAlone() throws IOException {
        List<JsonNode> rendered = documents(
                render("--set", "prometheusRule.enabled=true", "--show-only", "templates/prometheusrule.yaml"));
        List<JsonNode> sources = new ArrayList<>();
        for (Path file : files(Path.of("deploy/prometheus"))) {
            if (file.toString().endsWith(".rules.yml")) {
                sources.add(YAML.readTree(file.toFile()));
            }
        }
        assertThat(sources).isNotEmpty();
        assertThat(rendered).extracting(rule -> rule.path("spec")).containsExactlyInAnyOrderElementsOf(sources);
    }

    @Test
    void theDashboardsAreThoseOfGrafanaAlone() throws IOException {
        List<JsonNode> rendered =
                documents(render("--set", "dashboards.enabled=true", "--show-only", "templates/dashboards.yaml"));
        assertThat(rendered).hasSameSizeAs(Dashboard.all()).allSatisfy(HelmIT::isKnownToKubernetes);
        for (Dashboard dashboard : Dashboard.all()) {
            assertThat(rendered)
                    .extracting(
                            map -> map.path("data").path(dashboard.toString()).asText())
                    .contains(Files.readString(dashboard.file()).stripTrailing());
        }
    }

    @Test
    void aPackagedChartIsWhole() {
        String everything = "prometheusRule.enabled=true,dashboards.enabled=true";
        helm.run("package", CHART, "--destination", folder.toString()).ok();
        Path archive = files(folder).getFirst();
        assertThat(helm.run("template", "ek", archive.toString(), "--namespace", "docker", "--set", everything)
                        .ok())
                .isEqualTo(render("--set", everything));
    }

    @Test
    void theChartAndTheImageAreOfTheVersionThatIsBuilt() throws IOException {
        String version = Files.readAllLines(Path.of("pom.xml")).stream()
                .filter(line -> line.startsWith("  <version>"))
                .map(line -> line.replaceAll("<.*?>", "").strip())
                .findFirst()
                .orElseThrow();
        assertThat(YAML.readTree(Path.of(CHART, "Chart.yaml").toFile())
                        .path("appVersion")
                        .asText())
                .isEqualTo(version);
        assertThat(Path.of("Dockerfile")).content().contains("ARG VERSION=" + version + "\n");
    }

    private String render(String... more) {
        List<String> arguments = new ArrayList<>(List.of("template", "ek", CHART, "--namespace", "docker"));
        arguments.addAll(List.of(more));
        return helm.run(arguments.toArray(String[]::new)).ok();
    }

    private static void isKnownToKubernetes(JsonNode document) {
        try {
            read(document);
        } catch (JsonProcessingException unknown) {
            throw new AssertionError(document.toString(), unknown);
        }
    }

    /** Their types keep what they do not know. Here it is an error. */
    private static void read(JsonNode document) throws JsonProcessingException {
        Class<?> type = TYPES.get(document.path("kind").asText());
        if (type == null) {
            assertThat(document.path("apiVersion").asText()).isEqualTo("monitoring.coreos.com/v1");
            return;
        }
        ObjectMapper strict = new ObjectMapper().setAnnotationIntrospector(new JacksonAnnotationIntrospector() {

            private static final long serialVersionUID = 1;

            @Override
            public Boolean hasAnySetter(Annotated member) {
                return false;
            }
        });
        strict.treeToValue(document, type);
    }

    private static List<JsonNode> documents(String text) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll().stream()
                    .filter(document -> document.isObject())
                    .toList();
        }
    }

    private static List<Path> files(Path of) {
        try (Stream<Path> files = Files.list(of)) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
