package dev.evenkeel.network;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException.Failed;
import dev.evenkeel.engine.OwnEngine;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.engine.VolumeCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events are hints. Without a single one, everything is found by the resync. */
final class MissedEventsIT {

    @Test
    void whatNoEventToldOfIsFoundByTheResync() throws IOException {
        RealEngine.openEmpty().close();
        Path folder = Files.createTempDirectory("ek");
        try (EngineProxy proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"))) {
            proxy.withholdEvents();
            try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                    .with("EVENKEEL_RESYNC", "1s")
                    .start()) {
                docker("network", "create", "elsewhere");
                docker("run", "-d", "--name", "api", "--network", "elsewhere", RealEngine.IMAGE);
                evenkeel.create("networks", """
                        metadata: {name: backend}
                        spec:
                          ipam: {config: [{subnet: 10.81.0.0/24}]}
                          attachments: [{container: api, ipv4Address: 10.81.0.7}]
                        """);
                evenkeel.create("volumes", "metadata: {name: precious}\nspec: {}\n");
                evenkeel.awaitReady("networks", "backend");
                evenkeel.awaitReady("volumes", "precious");
                assertThat(evenkeel.metric("evenkeel_engine_event_stream_connected"))
                        .contains(0.0);

                docker("network", "disconnect", "backend", "api");
                await().atMost(EvenkeelProcess.PATIENCE).until(() -> isOn("api", "backend"));
                docker("network", "disconnect", "backend", "api");
                docker("network", "rm", "backend");
                docker("volume", "rm", "precious");
                await().atMost(EvenkeelProcess.PATIENCE).until(() -> isOn("api", "backend"));
                await().atMost(EvenkeelProcess.PATIENCE)
                        .until(() -> docker("volume", "ls", "--quiet").lines().anyMatch("precious"::equals));
            }
        }
    }

    /** The engine keeps 256 events at best, and none through a restart. */
    @Test
    void aThousandEventsAndARestartThatNobodySawAreMadeUpForByOneResync() throws IOException {
        Path folder = Files.createTempDirectory("ek");
        try (OwnEngine own = OwnEngine.up();
                Engine engine = own.open();
                EngineProxy proxy = new EngineProxy(own.host(), folder.resolve("proxy.sock"));
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                        .with("EVENKEEL_RESYNC", "10m")
                        .with("EVENKEEL_RETRY_CAP", "2s")
                        .start()) {
            own.docker("network", "create", "elsewhere");
            own.docker(
                    "run",
                    "--detach",
                    "--name",
                    "api",
                    "--restart",
                    "always",
                    "--stop-signal",
                    "KILL",
                    "--network",
                    "elsewhere",
                    RealEngine.IMAGE);
            evenkeel.create("networks", declaration("removed", 81, "[]"));
            evenkeel.create("networks", declaration("replaced", 82, "[]"));
            evenkeel.create("networks", declaration("left", 83, "[{container: api, ipv4Address: 10.83.0.7}]"));
            evenkeel.create("volumes", "metadata: {name: precious}\nspec: {}\n");
            for (String name : List.of("removed", "replaced", "left")) {
                evenkeel.awaitReady("networks", name);
            }
            evenkeel.awaitReady("volumes", "precious");

            proxy.cut();
            own.docker("network", "rm", "removed", "replaced");
            own.docker("network", "create", "--subnet", "10.92.0.0/24", "replaced");
            own.docker("network", "disconnect", "left", "api");
            own.docker("volume", "rm", "precious");
            for (int i = 0; i < 500; i++) {
                engine.createVolume(new VolumeCreation("noise-" + i, "local", Map.of(), Map.of()));
                engine.removeVolume("noise-" + i);
            }
            own.restart();
            double resyncs = resyncs(evenkeel);
            proxy.mend();

            await().atMost(EvenkeelProcess.PATIENCE)
                    .ignoreException(Failed.class)
                    .untilAsserted(() -> {
                        assertThat(own.docker("network", "inspect", "removed")).contains("10.81.0.0/24");
                        assertThat(own.docker("network", "inspect", "replaced")).contains("10.82.0.0/24");
                        assertThat(own.docker("network", "inspect", "left")).contains("10.83.0.7/24");
                        assertThat(own.docker("volume", "ls", "--quiet")).contains("precious");
                    });
            await().atMost(EvenkeelProcess.PATIENCE).until(() -> resyncs(evenkeel) > resyncs);
            for (String name : List.of("removed", "replaced", "left")) {
                evenkeel.awaitReady("networks", name);
            }
            // The volume that is there again causes another one: a schedule might select it.
            assertThat(resyncs(evenkeel)).isBetween(resyncs + 1, resyncs + 2);
        }
    }

    private static String declaration(String name, int net, String attachments) {
        return "metadata: {name: " + name + "}\nspec:\n  ipam: {config: [{subnet: 10." + net
                + ".0.0/24}]}\n  attachments: " + attachments + "\n";
    }

    private static double resyncs(EvenkeelProcess evenkeel) {
        return evenkeel.metric("evenkeel_resync_duration_seconds_count").orElseThrow();
    }

    private static boolean isOn(String container, String network) {
        return docker("inspect", "-f", "{{json .NetworkSettings.Networks}}", container)
                .contains("\"" + network + "\"");
    }
}
