package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Forecast;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A golden scenario: {@code spec.yaml} is the resource with what its status remembers, {@code engine.yaml} the networks
 * and containers that are there. {@code ${id:NAME}} stands for the id of a network or container.
 */
final class NetworkScenario implements AutoCloseable {

    static final Path ROOT = Path.of("src/test/resources/plans/network");
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final String UID = "uid-1";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final ResourceCodec codec = new ResourceCodec();
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final FakeEngine fake = new FakeEngine();
    private final EnginePaces paces = RandomWorld.paces();
    private final RevisionLog log;
    private final Registry registry;
    private final Resource<NetworkSpec, NetworkStatus> resource;

    private NetworkScenario(Path folder, Path data) throws IOException {
        log = SqliteDatabase.open(data.resolve("registry.db"));
        registry = new Registry(log, codec, clock(), () -> UID);
        build(YAML.readTree(folder.resolve("engine.yaml").toFile()));
        resource = store(Files.readString(folder.resolve("spec.yaml")));
    }

    static NetworkScenario open(Path folder, Path data) throws IOException {
        return new NetworkScenario(folder, data);
    }

    static List<Path> folders() throws IOException {
        try (Stream<Path> list = Files.list(ROOT)) {
            return list.sorted().toList();
        }
    }

    FakeEngine fake() {
        return fake;
    }

    Resource<NetworkSpec, NetworkStatus> current() {
        return registry.find(NetworkKind.INSTANCE, resource.key()).orElse(resource);
    }

    boolean gone() {
        return registry.find(NetworkKind.INSTANCE, resource.key()).isEmpty();
    }

    NetworkPlan plan() {
        return new NetworkPlanner(registry.id(), RandomWorld.POLICY)
                .plan(current(), NetworkObserver.observe(current(), fake, HostRoutes.UNKNOWN), NOW);
    }

    /** What a dry run says, which only looks. */
    Forecast forecast() {
        FlakyEngine looking = FlakyEngine.reliable(fake);
        Forecast forecast =
                new NetworkForecast(looking, HostRoutes.UNKNOWN, RandomWorld.POLICY, registry.id()).of(current(), NOW);
        assertThat(looking.mutatingCalls()).isZero();
        return forecast;
    }

    /** One turn of a reconciler that has just been started, through {@code engine}. */
    Outcome reconcile(Engine engine) {
        return new NetworkReconciler(
                        registry,
                        new Engines(Map.of("default", engine)),
                        new NetworkTools(RandomWorld.POLICY, HostRoutes.UNKNOWN, paces, Runnable::run),
                        NetworkTelling.NONE,
                        clock())
                .reconcile(resource.key());
    }

    /** The status as YAML, with names in the place of ids. */
    String statusText() throws IOException {
        return gone()
                ? "gone\n"
                : named(YAML.writeValueAsString(codec.tree(current()).get("status")));
    }

    /** What the engine looks like, without its ids: networks with their members, containers with their places. */
    String world() {
        List<String> lines = new ArrayList<>();
        fake.networks()
                .forEach(n ->
                        lines.add(n.name() + " " + n.driver() + " " + n.internal() + " " + new TreeMap<>(n.options())
                                + " " + n.ipam() + " " + new TreeMap<>(n.labels())
                                + " "
                                + fake.network(n.id()).containers().values().stream()
                                        .map(m -> m.containerName())
                                        .sorted()
                                        .toList()));
        fake.containers().forEach(c -> {
            var inspected = fake.container(c.id());
            inspected
                    .endpoints()
                    .forEach((network, endpoint) -> lines.add(inspected.name() + " " + inspected.state()
                            + " on " + network + " " + endpoint.settings() + " live "
                            + fake.networks().stream().anyMatch(n -> n.id().equals(endpoint.networkId()))));
        });
        return named(String.join("\n", lines.stream().sorted().toList()));
    }

    @Override
    public void close() {
        log.close();
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private Resource<NetworkSpec, NetworkStatus> store(String manifest) throws IOException {
        Resource<NetworkSpec, NetworkStatus> wanted =
                codec.resource(NetworkKind.INSTANCE, YAML.readTree(withIds(manifest)));
        Resource<NetworkSpec, NetworkStatus> created = registry.create(NetworkKind.INSTANCE, wanted);
        registry.replaceStatus(NetworkKind.INSTANCE, created.withStatus(wanted.status()));
        if (wanted.metadata().annotations().containsKey("deleted")) {
            registry.delete(NetworkKind.INSTANCE, created.key(), Deletion.ANY);
        }
        return created;
    }

    private void build(JsonNode engine) {
        engine.path("networks").forEach(network -> remember(network.path("name").asText(), create(network)));
        engine.path("containers")
                .forEach(container -> remember(container.path("name").asText(), run(container)));
        engine.path("networks").forEach(network -> {
            network.path("ghosts")
                    .forEach(ghost ->
                            fake.leaveEndpoint(ids.get(network.path("name").asText()), ghost.asText()));
            if (network.path("deviceGone").asBoolean()) {
                fake.pullDevice(ids.get(network.path("name").asText()));
            }
            if (network.path("wedged").asBoolean()) {
                fake.wedge(ids.get(network.path("name").asText()));
            }
            if (network.path("removed").asBoolean()) {
                fake.removeNetwork(ids.get(network.path("name").asText()));
            }
        });
        engine.path("refuses").forEach(this::refuse);
    }

    /** What the engine does not take: networks of that name, with that option, or both. */
    private void refuse(JsonNode refusal) {
        String name = refusal.path("name").asText("");
        String option = refusal.path("option").asText("");
        fake.refuse(
                creation -> (name.isEmpty() || creation.name().equals(name))
                        && (option.isEmpty() || creation.options().containsKey(option)),
                () -> new EngineException.Rejected(refusal.path("message").asText()));
    }

    private String create(JsonNode network) {
        Map<String, String> labels = texts(network.path("labels"));
        if (network.path("ours").asBoolean()) {
            labels.put(Ownership.UID, UID);
            labels.put(Ownership.MANAGED_BY, registry.id());
        }
        List<IpamPool> pools = network.path("subnet").isMissingNode()
                ? List.of()
                : List.of(new IpamPool(
                        network.path("subnet").asText(),
                        network.path("ipRange").asText(""),
                        network.path("gateway").asText(""),
                        Map.of()));
        return fake.createNetwork(new NetworkCreation(
                network.path("name").asText(),
                network.path("driver").asText("bridge"),
                network.path("internal").asBoolean(),
                network.path("attachable").asBoolean(),
                true,
                false,
                "default",
                Map.of(),
                pools,
                texts(network.path("options")),
                labels));
    }

    private String run(JsonNode container) {
        String network = container.path("network").asText();
        String state = container.path("state").asText("running");
        String id = fake.createContainer(
                container.path("name").asText(), network, texts(container.path("labels")), Set.of());
        List<String> aliases = new ArrayList<>();
        container.path("aliases").forEach(alias -> aliases.add(alias.asText()));
        EndpointSettings settings = new EndpointSettings(
                aliases,
                container.path("ipv4Address").asText(""),
                "",
                List.of(),
                container.path("macAddress").asText(""),
                List.of(),
                Map.of(),
                0);
        fake.connect(network, id, settings);
        if (!state.equals("created")) {
            fake.startContainer(id);
        }
        if (container.has("also")) {
            fake.connect(container.path("also").asText(), id, EndpointSettings.NONE);
        }
        if (container.path("disconnected").asBoolean()) {
            fake.disconnect(network, id);
        }
        if (state.equals("exited")) {
            fake.stopContainer(id);
        }
        if (container.has("stranded")) {
            fake.strand(
                    id,
                    container.path("stranded").asText(),
                    container.path("error").asText(""));
        }
        if (container.has("botched")) {
            JsonNode botched = container.path("botched");
            fake.botch(
                    id,
                    network,
                    EndpointSettings.NONE.with(botched.path("ipv4Address").asText(""), ""),
                    botched.path("ghost").asBoolean());
        }
        return id;
    }

    private void remember(String name, String id) {
        ids.put(name, id);
    }

    private String withIds(String text) {
        String result = text;
        for (Map.Entry<String, String> entry : ids.entrySet()) {
            result = result.replace("${id:" + entry.getKey() + "}", entry.getValue());
        }
        return result;
    }

    /** With names in the place of ids that are new each time. */
    String named(String text) {
        String result = text.replace(registry.id(), "${registry}");
        for (Map.Entry<String, String> entry : ids.entrySet()) {
            result = result.replace(entry.getValue(), "${id:" + entry.getKey() + "}");
        }
        return result;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
