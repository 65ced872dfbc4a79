package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Resource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * From any engine to any spec: after one turn nothing is left to be planned, a second turn changes nothing, and nobody
 * has lost a place. With {@code -Dconvergence.seed=N} one world alone is tried.
 */
final class NetworkConvergenceTest {

    private static final int WORLDS = 150;

    @TempDir
    Path data;

    private RevisionLog log;
    private Registry registry;

    @BeforeEach
    void open() {
        log = SqliteDatabase.open(data.resolve("registry.db"));
        registry = new Registry(log, new ResourceCodec(), clock(), () -> RandomWorld.UID);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @TestFactory
    Stream<DynamicTest> thePlanIsEmptyOnceItIsCarriedOut() {
        long first = Long.getLong("convergence.seed", System.nanoTime());
        long worlds = Long.getLong("convergence.seed") == null ? WORLDS : 1;
        return LongStream.range(first, first + worlds)
                .mapToObj(seed -> dynamicTest("-Dconvergence.seed=" + seed, () -> converge(seed)));
    }

    private void converge(long seed) {
        RandomWorld world = new RandomWorld(seed);
        FakeEngine engine = world.engine();
        Map<String, EndpointSettings> before = places(engine, world.name());
        Resource<NetworkSpec, NetworkStatus> desired = registry.create(
                NetworkKind.INSTANCE, new Resource<>("Network", world.metadata(), world.spec(), NetworkStatus.EMPTY));
        assertThat(NetworkKind.INSTANCE.validate(world.name(), world.spec())).isEmpty();

        reconcile(desired, engine);

        assertThat(planned(desired, engine)).isEqualTo("");
        FlakyEngine watched = FlakyEngine.reliable(engine);
        reconcile(desired, watched);
        assertThat(watched.mutatingCalls()).as("the second turn").isZero();
        Map<String, EndpointSettings> after = places(engine, world.name());
        assertThat(after.keySet()).containsAll(before.keySet());
        assertThat(after.keySet())
                .containsAll(world.spec().attachments().stream()
                        .map(NetworkSpec.Attachment::container)
                        .toList());
        before.forEach((container, settings) -> {
            assertThat(after.get(container).aliases()).containsAll(settings.aliases());
            if (!declared(world.spec(), container)) {
                assertThat(after.get(container)).isEqualTo(settings);
            }
        });
    }

    private String planned(Resource<NetworkSpec, NetworkStatus> desired, FakeEngine engine) {
        Resource<NetworkSpec, NetworkStatus> current =
                registry.find(NetworkKind.INSTANCE, desired.key()).orElseThrow();
        NetworkPlan plan = new NetworkPlanner(registry.id(), RandomWorld.POLICY)
                .plan(current, NetworkObserver.observe(current, engine, HostRoutes.UNKNOWN), clock().instant());
        assertThat(plan.drift()).allMatch(drift -> !NetworkDrift.needsRecreation(drift));
        return plan.toString();
    }

    private void reconcile(Resource<NetworkSpec, NetworkStatus> desired, Engine engine) {
        new NetworkReconciler(
                        registry,
                        new Engines(Map.of("default", engine)),
                        new NetworkTools(RandomWorld.POLICY, HostRoutes.UNKNOWN, RandomWorld.paces(), Runnable::run),
                        NetworkTelling.NONE,
                        clock())
                .reconcile(desired.key());
    }

    private static boolean declared(NetworkSpec spec, String container) {
        return spec.attachments().stream().anyMatch(a -> a.container().equals(container));
    }

    /** Container → how it is connected to the network, if it is. */
    private static Map<String, EndpointSettings> places(FakeEngine engine, String network) {
        Map<String, EndpointSettings> places = new TreeMap<>();
        engine.containers().forEach(summary -> {
            EngineContainer container = engine.container(summary.id());
            Optional.ofNullable(container.endpoints().get(network))
                    .map(EngineEndpoint::settings)
                    .ifPresent(settings -> places.put(container.name(), settings));
        });
        return places;
    }

    private static Clock clock() {
        return Clock.fixed(NetworkScenario.NOW, ZoneOffset.UTC);
    }
}
