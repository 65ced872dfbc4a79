package dev.evenkeel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Forecast;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A golden scenario: {@code spec.yaml} is the resource with what its status remembers, {@code engine.yaml} the volumes
 * that are there, each with a file in it, and the containers that mount them.
 */
final class VolumeScenario implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String UID = "uid-1";
    private static final String FILE = "data.txt";

    private final FakeEngine fake = new FakeEngine();
    private final RevisionLog log;
    private final Registry registry;
    private final Resource<VolumeSpec, VolumeStatus> resource;

    VolumeScenario(Path folder, Path data) throws Exception {
        log = SqliteDatabase.open(data.resolve("registry.db"));
        registry = new Registry(log, Golden.CODEC, clock(), () -> UID);
        build(Golden.given(folder, "engine.yaml"));
        resource = store(Golden.given(folder, "spec.yaml"));
    }

    FakeEngine fake() {
        return fake;
    }

    Resource<VolumeSpec, VolumeStatus> current() {
        return registry.find(VolumeKind.INSTANCE, resource.key()).orElse(resource);
    }

    boolean gone() {
        return registry.find(VolumeKind.INSTANCE, resource.key()).isEmpty();
    }

    VolumePlan plan() {
        String name = resource.metadata().name();
        Optional<EngineVolume> volume =
                fake.volumes().stream().filter(v -> v.name().equals(name)).findFirst();
        List<String> usedBy = fake.containers(Map.of("volume", Set.of(name))).stream()
                .map(c -> c.name())
                .sorted()
                .toList();
        return new VolumePlanner(registry.id()).plan(current(), new ObservedVolume(volume, usedBy));
    }

    /** What a dry run says, which only looks. */
    Forecast forecast() {
        FlakyEngine looking = FlakyEngine.reliable(fake);
        Forecast forecast =
                new VolumeForecast(looking, new HostPolicy(HostSwitches.OFF), registry.id()).of(current(), NOW);
        assertThat(looking.mutatingCalls()).isZero();
        return forecast;
    }

    /** One turn of a reconciler that has just been started, through {@code engine}. */
    Outcome reconcile(Engine engine) {
        return reconcile(engine, VolumeContents.NONE);
    }

    Outcome reconcile(Engine engine, VolumeContents contents) {
        return new VolumeReconciler(
                        registry,
                        new Engines(Map.of("default", engine)),
                        contents,
                        DriftListener.NONE,
                        EventRecorder.NONE,
                        VolumeProtections.UNKNOWN,
                        clock())
                .reconcile(resource.key());
    }

    boolean wakes() {
        return VolumeTriggers.differs(current(), fake.volumes(), fake.containers(), VolumeProtections.UNKNOWN);
    }

    String statusText() {
        return gone() ? "gone\n" : Golden.yaml(current().status()).replace(registry.id(), "${registry}");
    }

    /** Every volume, and whether it still holds what was in it. */
    String world() {
        return fake.volumes().stream()
                .map(v -> v.name() + " " + v.driver() + " " + new TreeMap<>(v.options()) + " "
                        + new TreeMap<>(v.labels()) + " "
                        + fake.file(v.name(), FILE).map(bytes -> "full").orElse("empty"))
                .collect(Collectors.joining("\n"))
                .replace(registry.id(), "${registry}");
    }

    @Override
    public void close() {
        log.close();
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private Resource<VolumeSpec, VolumeStatus> store(JsonNode manifest) throws Exception {
        Resource<VolumeSpec, VolumeStatus> wanted = Golden.CODEC.resource(VolumeKind.INSTANCE, manifest);
        Resource<VolumeSpec, VolumeStatus> created = registry.create(VolumeKind.INSTANCE, wanted);
        registry.replaceStatus(VolumeKind.INSTANCE, created.withStatus(wanted.status()));
        if (wanted.metadata().annotations().containsKey("deleted")) {
            registry.delete(VolumeKind.INSTANCE, created.key(), Deletion.ANY);
        }
        return created;
    }

    private void build(JsonNode engine) {
        for (JsonNode volume : engine.path("volumes")) {
            String name = volume.path("name").asText();
            Map<String, String> labels = texts(volume.path("labels"));
            if (volume.path("ours").asBoolean()) {
                labels.put(Ownership.UID, UID);
                labels.put(Ownership.MANAGED_BY, registry.id());
            }
            fake.createVolume(new VolumeCreation(
                    name, volume.path("driver").asText("local"), texts(volume.path("options")), labels));
            fake.writeFile(name, FILE, "precious");
        }
        for (JsonNode container : engine.path("containers")) {
            Set<String> volumes = new HashSet<>();
            container.path("volumes").forEach(volume -> volumes.add(volume.asText()));
            fake.createContainer(container.path("name").asText(), "bridge", Map.of(), volumes);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
