package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.OwnEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The engine is killed in the middle of a repair, and comes back: nobody has lost his place. With {@code
 * -Dcrash.long=true} after every call of the repair, in both ways to replace a network; otherwise after the old network
 * was removed, when there is least of it left.
 */
final class EngineCrashIT {

    private static final boolean LONG = Boolean.getBoolean("crash.long");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** The canary, four containers off, and the network is gone. */
    private static final int REMOVED = 7;

    @Test
    void nobodyLosesHisPlaceWhenTheEngineIsKilledInARepair() throws IOException {
        for (NetworkSpec.RepairStrategy strategy : NetworkSpec.RepairStrategy.values()) {
            if (LONG || strategy == NetworkSpec.RepairStrategy.Direct) {
                sweep(strategy);
            }
        }
    }

    private static void sweep(NetworkSpec.RepairStrategy strategy) throws IOException {
        Path folder = Files.createTempDirectory("ek");
        try (OwnEngine engine = OwnEngine.up();
                EngineProxy proxy = new EngineProxy(engine.host(), folder.resolve("proxy.sock"));
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                        .with("EVENKEEL_RESYNC", "2s")
                        .start()) {
            evenkeel.create("networks", """
                    metadata: {name: backend}
                    spec: {repairStrategy: %s, ipam: {config: [{subnet: 10.81.0.0/24, gateway: 10.81.0.1}]}}
                    """.formatted(strategy));
            evenkeel.awaitReady("networks", "backend");
            SixContainers containers = new SixContainers(engine::docker);
            containers.run();
            String world = containers.world();
            boolean internal = false;
            for (int call : calls(strategy)) {
                internal = !internal;
                CountDownLatch back = new CountDownLatch(1);
                proxy.at(call, false, () -> {
                    engine.crashAndStart();
                    back.countDown();
                });
                evenkeel.merge("networks", "backend", "{\"spec\":{\"internal\":" + internal + "}}");
                await().atMost(PATIENCE).until(() -> back.getCount() == 0);
                proxy.countOnly();
                boolean wanted = internal;
                await().atMost(PATIENCE).until(() -> settled(evenkeel, engine, wanted));
                containers.startAfterACrash();
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(containers.world())
                        .as("%s, killed after call %d", strategy, call)
                        .isEqualTo(world));
                assertThat(engine.docker("network", "ls", "--format", "{{.Name}}"))
                        .doesNotContain("evenkeel-");
            }
        }
    }

    private static List<Integer> calls(NetworkSpec.RepairStrategy strategy) {
        int all = strategy == NetworkSpec.RepairStrategy.Direct ? 14 : 24;
        return LONG ? IntStream.rangeClosed(1, all).boxed().toList() : List.of(REMOVED);
    }

    private static boolean settled(EvenkeelProcess evenkeel, OwnEngine engine, boolean internal) {
        JsonNode network = evenkeel.get("networks", "backend");
        return EvenkeelProcess.isTrue(network, "Ready")
                && EvenkeelProcess.upToDate(network)
                && network.path("status").path("repair").isMissingNode()
                && engine.docker("network", "inspect", "-f", "{{.Internal}}", "backend")
                        .equals(Boolean.toString(internal));
    }
}
