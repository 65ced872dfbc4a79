package dev.evenkeel.network;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static boolean isOn(String container, String network) {
        return docker("inspect", "-f", "{{json .NetworkSettings.Networks}}", container)
                .contains("\"" + network + "\"");
    }
}
