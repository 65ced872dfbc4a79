package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What clients see of a process that is asked to end. */
final class ShutdownIT {

    /** Workers have 20 seconds to end; watches, which never would, do not make use of them. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Test
    void watchesEndCleanlyOverEveryWayIn() throws Exception {
        RealEngine.openEmpty().close();
        Path folder = Files.createTempDirectory("ek");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())) {
            evenkeel.start();
            evenkeel.create("networks", "metadata: {name: web}\nspec: {}\n");
            evenkeel.awaitReady("networks", "web");
            String path = EvenkeelProcess.collection("networks") + "?watch=true";
            String ca = folder.resolve("data/ca.crt").toString();
            String bearer = "Authorization: Bearer " + evenkeel.token();
            String tls = evenkeel.api(path).toString();
            String socket = folder.resolve("data/api.sock").toString();
            List<Watching> watches = List.of(
                    Watching.by(folder.resolve("http1"), "--http1.1", "--cacert", ca, "-H", bearer, tls),
                    Watching.by(folder.resolve("http2"), "--http2", "--cacert", ca, "-H", bearer, tls),
                    Watching.by(folder.resolve("socket"), "--unix-socket", socket, "http://localhost" + path));
            await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> assertThat(watches)
                    .allSatisfy(watch -> assertThat(watch.output()).contains("\"ADDED\"")));

            long asked = System.nanoTime();
            assertThat(evenkeel.stop()).as("143: ended by SIGTERM").isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(GRACE);

            for (Watching watch : watches) {
                assertThat(watch.curl().waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(watch.curl().exitValue()).as(watch.output()).isZero();
                assertThat(watch.output()).endsWith("}\n");
            }
        }
    }

    /** A {@code curl} that watches, and what it has written so far. */
    private record Watching(Process curl, Path file) {

        static Watching by(Path file, String... arguments) throws IOException {
            ProcessBuilder builder = new ProcessBuilder("curl", "-sS", "-N", "-m", "60");
            builder.command().addAll(List.of(arguments));
            return new Watching(
                    builder.redirectErrorStream(true)
                            .redirectOutput(file.toFile())
                            .start(),
                    file);
        }

        String output() throws IOException {
            return Files.readString(file);
        }
    }
}
