package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log of the real program, as JSON, while all is well and while the engine is away. */
final class LogIT {

    private static final int ATTEMPTS = 300;

    @Test
    void everyLineOfATurnIsLabelledAndABrokenEngineIsNoFlood() throws IOException {
        RealEngine.openEmpty().close();
        Path folder = Files.createTempDirectory("ek");
        try (EngineProxy door = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), door.uri())
                        .with("EVENKEEL_LOG_FORMAT", "json")
                        .with("EVENKEEL_RETRY_BASE", "5ms")
                        .with("EVENKEEL_RETRY_CAP", "10ms")
                        .with("EVENKEEL_RESYNC", "1s")
                        .start()) {
            evenkeel.create("networks", "metadata: {name: web}\nspec: {}\n");
            evenkeel.awaitReady("networks", "web");
            JsonNode made = lines(evenkeel).stream()
                    .filter(line -> line.path("message").asText().startsWith("network step done"))
                    .findFirst()
                    .orElseThrow();
            assertThat(made.path("level").asText()).isEqualTo("INFO");
            assertThat(made.at("/mdc/controller").asText()).isEqualTo("network");
            assertThat(made.at("/mdc/kind").asText()).isEqualTo("Network");
            assertThat(made.at("/mdc/engine").asText()).isEqualTo("default");
            assertThat(made.at("/mdc/name").asText()).isEqualTo("web");
            assertThat(made.at("/mdc/reconcileID").asText()).isNotEmpty();

            door.cut();
            await().atMost(EvenkeelProcess.PATIENCE)
                    .until(() -> evenkeel.metric("workqueue_retries_total", "name=\"network\"")
                                    .orElse(0.0)
                            >= ATTEMPTS);
            List<String> failures = lines(evenkeel).stream()
                    .map(line -> line.path("message").asText())
                    .filter(message -> message.startsWith("reconcile failed controller=network"))
                    .toList();
            double attempts = evenkeel.metric("workqueue_retries_total", "name=\"network\"")
                    .orElseThrow();
            assertThat(failures)
                    .contains("reconcile failed controller=network key=\"Network default/web\""
                            + " reason=EngineUnreachable")
                    .anyMatch(line -> line.endsWith(" reason=EngineUnreachable repeated=128"))
                    .hasSizeLessThanOrEqualTo(2 * (1 + log2(attempts)));
        }
    }

    private static int log2(double number) {
        return (int) Math.floor(Math.log(number) / Math.log(2)) + 1;
    }

    /** Beside JSON there are only warnings of the JVM itself. */
    private static List<JsonNode> lines(EvenkeelProcess evenkeel) {
        String log = evenkeel.log();
        return log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(EvenkeelProcess::json)
                .toList();
    }
}
