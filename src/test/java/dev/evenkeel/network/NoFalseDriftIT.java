package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.OwnEngine;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.registry.MemoryRevisionLog;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Networks of every shape, looked at again and again while nobody changes them: after they were made, with a container,
 * after a restart of the engine, and with defaults that the daemon adds to whatever it is asked for. Each look is with
 * {@code -Ddrift.rounds=N} repeated N times.
 */
final class NoFalseDriftIT {

    private static final int ROUNDS = Integer.getInteger("drift.rounds", 3);
    private static final String MTU = "com.docker.network.driver.mtu";

    private static OwnEngine own;
    private static Engine engine;

    private final List<String> detected = new ArrayList<>();
    private final Registry registry =
            new Registry(new MemoryRevisionLog(), new ResourceCodec(), Clock.systemUTC(), () -> UUID.randomUUID()
                    .toString());

    @BeforeAll
    static void up() {
        own = OwnEngine.up();
        engine = own.open();
    }

    @AfterAll
    static void down() {
        engine.close();
        own.close();
    }

    @Test
    void whatNobodyChangesNeverDiffers() throws IOException {
        EngineVersion version = engine.version();
        List<NetworkShape> shapes = NetworkShape.possibleOn(own, version);
        assertThat(shapes).hasSizeGreaterThanOrEqualTo(12);
        for (NetworkShape shape : shapes) {
            declare(shape.network(), shape.spec());
            settle(shape.network());
        }
        looksTheSame("created");

        for (NetworkShape shape : shapes) {
            own.docker(
                    "run",
                    "--detach",
                    "--restart",
                    "always",
                    "--stop-signal",
                    "KILL",
                    "--network",
                    shape.network(),
                    RealEngine.IMAGE);
        }
        looksTheSame("with a container");

        own.restart();
        looksTheSame("after a restart");

        if (version.atLeast(1, 43)) {
            own.restart("--default-network-opt=bridge=" + MTU + "=1450");
            looksTheSame("with defaults of the daemon");
            declare("with-defaults", "{options: {com.docker.network.bridge.enable_icc: 'true'}}");
            settle("with-defaults");
            assertThat(current("with-defaults").status().injectedOptions()).containsEntry(MTU, "1450");
            own.restart();
            looksTheSame("without them again");
        }
    }

    private void declare(String name, String spec) throws IOException {
        NetworkSpec parsed = Golden.CODEC.mapper().treeToValue(Golden.parse(spec), NetworkSpec.class);
        assertThat(NetworkKind.INSTANCE.validate(name, parsed)).as(name).isEmpty();
        registry.create(
                NetworkKind.INSTANCE,
                new Resource<>("Network", Metadata.named("default", name), parsed, NetworkStatus.EMPTY));
    }

    private void settle(String name) {
        // A swarm takes its time to make a network.
        await().alias(name)
                .atMost(EvenkeelProcess.PATIENCE)
                .until(() -> reconciler(engine).reconcile(key(name)).equals(Outcome.settled()));
        assertThat(current(name).status().networkID()).as(name).isNotEmpty();
    }

    private void looksTheSame(String when) {
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> engine.containers().stream().allMatch(ContainerSummary::running));
        FlakyEngine watched = FlakyEngine.reliable(engine);
        NetworkReconciler reconciler = reconciler(watched);
        for (int round = 1; round <= ROUNDS; round++) {
            for (Resource<NetworkSpec, NetworkStatus> network :
                    registry.list(NetworkKind.INSTANCE, Optional.empty()).items()) {
                String name = network.metadata().name();
                assertThat(reconciler.reconcile(network.key()))
                        .as(name + " " + when)
                        .isEqualTo(Outcome.settled());
                assertThat(current(name).status().drift()).as(name + " " + when).isEmpty();
                assertThat(NetworkTriggers.differs(current(name), engine.networks(), engine.containers()))
                        .as(name + " " + when + ": a resync would look at it")
                        .isFalse();
            }
        }
        assertThat(watched.mutatingCalls())
                .as("calls that change something, " + when)
                .isZero();
        assertThat(detected).as("drift " + when).isEmpty();
    }

    private Resource<NetworkSpec, NetworkStatus> current(String name) {
        return registry.find(NetworkKind.INSTANCE, key(name)).orElseThrow();
    }

    private static ResourceKey key(String name) {
        return NetworkKind.INSTANCE.key("default", name);
    }

    private NetworkReconciler reconciler(Engine through) {
        DriftListener listener = new DriftListener() {
            @Override
            public void detected(ResourceKey key, DriftReason reason) {
                detected.add(key + " " + reason);
            }
        };
        return new NetworkReconciler(
                registry,
                new Engines(Map.of("default", through)),
                new NetworkTools(RandomWorld.POLICY, HostRoutes.UNKNOWN, RandomWorld.paces(), Runnable::run),
                new NetworkTelling(listener, EventRecorder.NONE),
                Clock.systemUTC());
    }
}
