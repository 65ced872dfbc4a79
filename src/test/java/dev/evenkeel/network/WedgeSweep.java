package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.OwnEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines before 28.1 count the endpoints of a network, and lose count when many come and go at once: the network is in
 * use for ever, by nobody (moby#17217). Too long for the test run, and whether it happens is up to the engine: run it by
 * name, with {@code -Dit.test=WedgeSweep -Dengine.release=20.10}.
 */
final class WedgeSweep {

    private static final int REPAIRS = Integer.getInteger("repair.rounds", 200);
    private static final int REPAIRED = 30;
    private static final int ROUNDS = Integer.getInteger("wedge.rounds", 200);
    private static final int WEDGED = 50;
    private static final int AT_ONCE = 8;
    /** The engine's own bridge: by that it is known whether the engine was restarted. */
    private static final String BRIDGE = "--bridge=";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void repairsLeaveNoWedge() throws Exception {
        try (OwnEngine engine = OwnEngine.up();
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), engine.host())
                        .start()) {
            run(engine, evenkeel, REPAIRED);
            for (int round = 1; round <= REPAIRS; round++) {
                boolean internal = round % 2 == 1;
                drift(evenkeel, internal);
                int of = round;
                await().atMost(PATIENCE)
                        .ignoreExceptions() // While it is replaced, there is none.
                        .untilAsserted(() -> assertThat(engine.docker(
                                        "network",
                                        "inspect",
                                        "-f",
                                        "{{.Internal}} {{len .Containers}} {{.Id}}",
                                        "backend"))
                                .as("round %d", of)
                                .startsWith(internal + " " + REPAIRED + " "));
                await().atMost(PATIENCE).until(() -> settled(evenkeel));
            }
        }
    }

    /** What nobody should do, until the engine has lost count. */
    @Test
    void aWedgeIsNamedAndHealedByARestartOfTheEngine() throws Exception {
        try (OwnEngine engine = OwnEngine.up();
                Engine calls = engine.open();
                ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE);
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), engine.host())
                        .start()) {
            engine.restart(BRIDGE);
            run(engine, evenkeel, WEDGED);
            String id = engine.docker("network", "inspect", "-f", "{{.Id}}", "backend");
            boolean internal = false;
            for (int round = 1; !wedged(evenkeel); round++) {
                assertThat(round).as("rounds without a wedge").isLessThanOrEqualTo(ROUNDS);
                String network = id;
                all(hands, i -> calls.disconnect(network, name(i)));
                all(hands, i -> calls.connect(network, name(i), at(i)));
                if (round % 10 == 0) {
                    all(hands, i -> calls.disconnect(network, name(i)));
                    internal = !internal;
                    drift(evenkeel, internal);
                    await().atMost(PATIENCE).until(() -> wedged(evenkeel) || settled(evenkeel));
                    id = engine.docker("network", "inspect", "-f", "{{.Id}}", "backend");
                    System.out.println("round " + round + ": " + (wedged(evenkeel) ? "wedged" : "replaced"));
                }
            }
            assertThat(reason(evenkeel)).isEqualTo("EngineRestartRequired");
            engine.restart(BRIDGE);
            await().atMost(PATIENCE).until(() -> settled(evenkeel));
            assertThat(engine.docker("network", "inspect", "-f", "{{.Internal}}", "backend"))
                    .isEqualTo(Boolean.toString(internal));
        }
    }

    private static void run(OwnEngine engine, EvenkeelProcess evenkeel, int containers) {
        evenkeel.create("networks", """
                metadata: {name: backend}
                spec: {ipam: {config: [{subnet: 10.81.0.0/24, gateway: 10.81.0.1}]}}
                """);
        evenkeel.awaitReady("networks", "backend");
        IntStream.range(0, containers)
                .forEach(i -> engine.docker(
                        "run",
                        "-d",
                        "--name",
                        name(i),
                        "--network",
                        "backend",
                        "--ip",
                        address(i),
                        "evenkeel-busybox:latest"));
        evenkeel.eventually(
                "networks",
                "backend",
                network -> network.at("/status/endpoints").size() == containers);
    }

    private static void all(ExecutorService hands, IntConsumer what) throws InterruptedException {
        List<Callable<Void>> work = IntStream.range(0, WEDGED)
                .mapToObj(i -> (Callable<Void>) () -> {
                    try {
                        what.accept(i);
                    } catch (EngineException losesCount) {
                        return null;
                    }
                    return null;
                })
                .toList();
        hands.invokeAll(work);
    }

    private static EndpointSettings at(int i) {
        return EndpointSettings.NONE.with(address(i), "");
    }

    private static String name(int i) {
        return "member-" + i;
    }

    private static String address(int i) {
        return "10.81.0." + (100 + i);
    }

    private static void drift(EvenkeelProcess evenkeel, boolean internal) {
        evenkeel.merge("networks", "backend", "{\"spec\":{\"internal\":" + internal + "}}");
    }

    private static boolean settled(EvenkeelProcess evenkeel) {
        JsonNode network = evenkeel.get("networks", "backend");
        return EvenkeelProcess.isTrue(network, "Ready") && EvenkeelProcess.upToDate(network);
    }

    private static boolean wedged(EvenkeelProcess evenkeel) {
        return reason(evenkeel).equals("EngineRestartRequired");
    }

    private static String reason(EvenkeelProcess evenkeel) {
        return EvenkeelProcess.condition(evenkeel.get("networks", "backend"), "Ready")
                .path("reason")
                .asText();
    }
}
