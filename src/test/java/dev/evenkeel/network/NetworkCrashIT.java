package dev.evenkeel.network;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Containers of six kinds on a network that is replaced: each is as it was before, also when the process is killed at
 * any call of the repair. With {@code -Dcrash.long=true} it is killed before and after each call, and in both ways to
 * replace a network; otherwise at each call once, and on further engines at every third.
 */
final class NetworkCrashIT {

    private static final String FIRST = "20.10";
    private static final boolean LONG = Boolean.getBoolean("crash.long");
    /** What makes the difference is our own memory; the engine has a say in fewer of the calls. */
    private static final int STRIDE = LONG || FIRST.equals(System.getProperty("engine.release", FIRST)) ? 1 : 3;

    private final SixContainers containers = new SixContainers(RealEngine::docker);

    @BeforeEach
    void clearTheEngine() {
        RealEngine.openEmpty().close();
    }

    @AfterEach
    void leaveNothingPaused() {
        containers.unpause();
    }

    @ParameterizedTest
    @EnumSource(NetworkSpec.RepairStrategy.class)
    void everyContainerIsAsItWas(NetworkSpec.RepairStrategy strategy) throws IOException {
        Path folder = Files.createTempDirectory("ek");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                .with("EVENKEEL_RESYNC", "2s")
                .start()) {
            String world = declare(evenkeel, strategy);
            for (boolean internal : List.of(true, false)) {
                repair(evenkeel, internal);
                assertThat(containers.world()).isEqualTo(world);
                assertThat(docker("network", "ls", "--format", "{{.Name}}")).doesNotContain("evenkeel-");
            }
            containers.startAll();
        }
    }

    static Stream<NetworkSpec.RepairStrategy> swept() {
        return LONG ? Stream.of(NetworkSpec.RepairStrategy.values()) : Stream.of(NetworkSpec.RepairStrategy.Direct);
    }

    @ParameterizedTest
    @MethodSource("swept")
    void killedAtAnyCallOfARepairItLosesNobody(NetworkSpec.RepairStrategy strategy) throws IOException {
        Path folder = Files.createTempDirectory("ek");
        try (EngineProxy proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                        .with("EVENKEEL_RESYNC", "2s")
                        .start()) {
            String world = declare(evenkeel, strategy);
            boolean internal = true;
            proxy.countOnly();
            repair(evenkeel, internal);
            int calls = proxy.mutations();
            assertThat(calls)
                    .as("try 2, disconnect 4, remove, create, connect 6; in transit create, remove, and on and off 4")
                    .isEqualTo(strategy == NetworkSpec.RepairStrategy.Direct ? 14 : 24);
            for (int call = 1; call <= calls; call += STRIDE) {
                for (boolean before : LONG ? List.of(true, false) : List.of(call % 2 == 0)) {
                    internal = !internal;
                    proxy.at(call, before, evenkeel::kill);
                    patch(evenkeel, internal);
                    await().atMost(Duration.ofSeconds(20)).until(() -> !evenkeel.running());
                    proxy.countOnly();
                    evenkeel.start();
                    awaitSettled(evenkeel, internal);
                    assertThat(containers.world())
                            .as("killed %s call %d", before ? "before" : "after", call)
                            .isEqualTo(world);
                    assertThat(docker("network", "ls", "--format", "{{.Name}}")).doesNotContain("evenkeel-");
                }
            }
            containers.startAll();
        }
    }

    private String declare(EvenkeelProcess evenkeel, NetworkSpec.RepairStrategy strategy) {
        evenkeel.create("networks", """
                metadata: {name: backend}
                spec: {repairStrategy: %s, ipam: {config: [{subnet: 10.81.0.0/24, gateway: 10.81.0.1}]}}
                """.formatted(strategy));
        evenkeel.awaitReady("networks", "backend");
        containers.run();
        return containers.world();
    }

    private static void repair(EvenkeelProcess evenkeel, boolean internal) {
        patch(evenkeel, internal);
        awaitSettled(evenkeel, internal);
    }

    private static void patch(EvenkeelProcess evenkeel, boolean internal) {
        evenkeel.merge("networks", "backend", "{\"spec\":{\"internal\":" + internal + "}}");
    }

    private static void awaitSettled(EvenkeelProcess evenkeel, boolean internal) {
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> settled(evenkeel, internal));
    }

    private static boolean settled(EvenkeelProcess evenkeel, boolean internal) {
        JsonNode network = evenkeel.get("networks", "backend");
        return EvenkeelProcess.isTrue(network, "Ready")
                && EvenkeelProcess.upToDate(network)
                && network.path("status").path("repair").isMissingNode()
                && docker("network", "inspect", "-f", "{{.Internal}}", "backend")
                        .equals(Boolean.toString(internal));
    }
}
