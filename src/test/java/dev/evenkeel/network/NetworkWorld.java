package dev.evenkeel.network;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.backup.HandClock;
import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** One network called {@code backend} on an engine in memory, under a clock that a hand turns. */
final class NetworkWorld implements AutoCloseable {

    static final Instant NOON = NetworkScenario.NOW;

    final FakeEngine engine = new FakeEngine();
    final HandClock clock = new HandClock(NOON);
    private final Engine watched;
    private int recurring;
    final List<Duration> outages = new ArrayList<>();
    private final EnginePaces paces;
    private final RevisionLog log;
    private final Registry registry;

    NetworkWorld(Path data) {
        this.watched = engine;
        this.paces = new EnginePaces(clock::nanoTime, (name, took) -> outages.add(took));
        this.log = open(data);
        this.registry = registry();
    }

    /** On a real engine. */
    NetworkWorld(Path data, Engine watched, LongSupplier nanoTime) {
        this.watched = watched;
        this.paces = new EnginePaces(nanoTime, (name, took) -> outages.add(took));
        this.log = open(data);
        this.registry = registry();
    }

    private static RevisionLog open(Path data) {
        return SqliteDatabase.open(data.resolve("registry.db"));
    }

    private Registry registry() {
        return new Registry(
                log, new ResourceCodec(), clock, () -> UUID.randomUUID().toString());
    }

    void declare(String spec) {
        registry.create(
                NetworkKind.INSTANCE,
                new Resource<>("Network", Metadata.named("default", "backend"), parse(spec), NetworkStatus.EMPTY));
        reconcile();
    }

    /** As {@code kubectl edit} does. */
    void redeclare(String spec) {
        registry.update(NetworkKind.INSTANCE, resource().withSpec(parse(spec)));
    }

    void delete() {
        registry.delete(NetworkKind.INSTANCE, resource().key(), Deletion.ANY);
        reconcile();
    }

    /** As a process leaves it that dies in a repair. */
    void dieInARepair() {
        NetworkStatus.Repair open = new NetworkStatus.Repair("repair-1", clock.instant(), List.of(), Optional.empty());
        registry.updateStatus(
                NetworkKind.INSTANCE, resource(), resource().status().remembering(open));
    }

    /** As {@code kubectl annotate} does. */
    void annotate(String annotation, String value) {
        Resource<NetworkSpec, NetworkStatus> stored = resource();
        Metadata metadata = stored.metadata();
        Map<String, String> annotations = new HashMap<>(metadata.annotations());
        annotations.put(annotation, value);
        registry.update(
                NetworkKind.INSTANCE,
                stored.with(new Metadata(
                        metadata.name(),
                        metadata.generateName(),
                        metadata.namespace(),
                        metadata.uid(),
                        metadata.resourceVersion(),
                        metadata.generation(),
                        metadata.creationTimestamp(),
                        metadata.deletionTimestamp(),
                        metadata.labels(),
                        annotations,
                        metadata.finalizers(),
                        metadata.ownerReferences(),
                        metadata.managedFields())));
    }

    Outcome reconcile() {
        return new NetworkReconciler(
                        registry,
                        new Engines(Map.of("default", watched)),
                        new NetworkTools(RandomWorld.POLICY, HostRoutes.UNKNOWN, paces, Runnable::run),
                        new NetworkTelling(
                                new DriftListener() {
                                    @Override
                                    public void recurring(ResourceKey key) {
                                        recurring++;
                                    }
                                },
                                EventRecorder.NONE),
                        clock)
                .reconcile(NetworkKind.INSTANCE.key("default", "backend"));
    }

    Resource<NetworkSpec, NetworkStatus> resource() {
        return registry.find(NetworkKind.INSTANCE, NetworkKind.INSTANCE.key("default", "backend"))
                .orElseThrow();
    }

    NetworkStatus status() {
        return resource().status();
    }

    String ready() {
        return Conditions.find(status().conditions(), Condition.READY)
                .orElseThrow()
                .reason();
    }

    /** How often drift kept coming back. */
    int recurring() {
        return recurring;
    }

    /** The id of the network that is there. */
    String networkId() {
        return watched.networks().stream()
                .filter(network -> network.name().equals("backend"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Names of those who are on it, sorted. */
    List<String> members() {
        return watched.network(networkId()).containers().values().stream()
                .map(member -> member.containerName())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        log.close();
    }

    private static NetworkSpec parse(String yaml) {
        try {
            return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), NetworkSpec.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
