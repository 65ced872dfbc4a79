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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The process is killed before and after each call of a network repair, with two containers running and one stopped on
 * the network, and started again: each time the world is the same as before.
 */
final class NetworkCrashIT {

    @Test
    void killedAtAnyStepOfARepairItLosesNobody() throws IOException {
        RealEngine.openEmpty().close();
        Path folder = Files.createTempDirectory("ek");
        try (EngineProxy proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                        .with("EVENKEEL_RESYNC", "2s")
                        .start()) {
            evenkeel.create("networks", """
                    metadata: {name: backend}
                    spec: {ipam: {config: [{subnet: 10.81.0.0/24, gateway: 10.81.0.1}]}}
                    """);
            evenkeel.awaitReady("networks", "backend");
            run("api", "10.81.0.100");
            run("web", "10.81.0.101");
            run("job", "10.81.0.102");
            docker("stop", "-t", "0", "job");
            String world = world();

            proxy.countOnly();
            boolean internal = repair(evenkeel, false);
            int calls = proxy.mutations();
            assertThat(calls).as("disconnect 2, remove, create, connect 3").isEqualTo(7);
            assertThat(world()).isEqualTo(world);

            for (int call = 1; call <= calls; call++) {
                for (boolean before : List.of(true, false)) {
                    proxy.at(call, before, evenkeel::kill);
                    patch(evenkeel, !internal);
                    await().atMost(Duration.ofSeconds(20)).until(() -> !evenkeel.running());
                    proxy.countOnly();
                    evenkeel.start();
                    internal = !internal;
                    boolean wanted = internal;
                    await().atMost(EvenkeelProcess.PATIENCE).until(() -> settled(evenkeel, wanted));
                    assertThat(world())
                            .as("killed %s call %d", before ? "before" : "after", call)
                            .isEqualTo(world);
                }
            }
            docker("start", "job");
            assertThat(place("job")).contains("10.81.0.102");
        }
    }

    private static boolean repair(EvenkeelProcess evenkeel, boolean internal) {
        patch(evenkeel, !internal);
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> settled(evenkeel, !internal));
        return !internal;
    }

    private static void patch(EvenkeelProcess evenkeel, boolean internal) {
        evenkeel.merge("networks", "backend", "{\"spec\":{\"internal\":" + internal + "}}");
    }

    private static boolean settled(EvenkeelProcess evenkeel, boolean internal) {
        JsonNode network = evenkeel.get("networks", "backend");
        return EvenkeelProcess.isTrue(network, "Ready")
                && EvenkeelProcess.upToDate(network)
                && network.path("status").path("repair").isMissingNode()
                && docker("network", "inspect", "-f", "{{.Internal}}", "backend")
                        .equals(Boolean.toString(internal));
    }

    private static void run(String name, String address) {
        docker(
                "run",
                "-d",
                "--name",
                name,
                "--network",
                "backend",
                "--ip",
                address,
                "--network-alias",
                "alias-" + name,
                "--mac-address",
                "02:42:0a:51:00:" + address.substring(address.length() - 2),
                RealEngine.IMAGE);
    }

    /** Who is where and how, without what changes by itself: ids. */
    private static String world() {
        List<String> places = new ArrayList<>();
        for (String container : List.of("api", "web", "job")) {
            places.add(place(container));
        }
        return String.join("\n", places);
    }

    private static String place(String container) {
        JsonNode inspected = EvenkeelProcess.json(docker("inspect", container)).get(0);
        JsonNode endpoint = inspected.path("NetworkSettings").path("Networks").path("backend");
        List<String> aliases = new ArrayList<>();
        endpoint.path("Aliases").forEach(alias -> aliases.add(alias.asText()));
        aliases.removeIf(alias -> inspected.path("Id").asText().startsWith(alias));
        return container + " " + inspected.path("State").path("Status").asText() + " "
                + endpoint.path("IPAMConfig").path("IPv4Address").asText() + " "
                + endpoint.path("IPAddress").asText() + " "
                + endpoint.path("MacAddress").asText() + " " + aliases;
    }
}
