package dev.evenkeel.backup;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The program is killed while containers stand still because of it: when it runs again, so do they. With
 * {@code -Dcrash.long=true} it is killed before and after each call, in both modes; otherwise at three of them.
 */
final class QuiesceCrashIT {

    private static final boolean LONG = Boolean.getBoolean("crash.long");
    private static final String ENDS = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

    private record Kill(String mode, int call, boolean before) {}

    @BeforeEach
    void clearTheEngine() {
        RealEngine.openEmpty().close();
    }

    @AfterEach
    void leaveNothingPaused() {
        docker("ps", "--quiet", "--filter", "status=paused").lines().forEach(paused -> docker("unpause", paused));
    }

    /** Two are stopped, two helpers made, two started. */
    private static List<Kill> kills() {
        List<Kill> kills = new ArrayList<>();
        for (String mode : List.of("Stop", "Pause")) {
            for (int call = 1; call <= 6; call++) {
                kills.add(new Kill(mode, call, true));
                kills.add(new Kill(mode, call, false));
            }
        }
        return LONG
                ? kills
                : List.of(new Kill("Stop", 1, false), new Kill("Stop", 4, true), new Kill("Pause", 5, false));
    }

    @Test
    void whoeverRanRunsAgainAfterACrashInTheWindow() throws IOException {
        Path folder = Files.createTempDirectory("ek");
        try (EngineProxy proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
                EvenkeelProcess evenkeel =
                        EvenkeelProcess.on(folder.resolve("data"), proxy.uri()).start()) {
            for (String name : List.of("db", "web", "off")) {
                docker(
                        "run",
                        "--detach",
                        "--name",
                        name,
                        "--network",
                        "none",
                        "--restart",
                        "unless-stopped",
                        "-v",
                        "data:/data",
                        "-v",
                        "more:/more",
                        RealEngine.IMAGE,
                        "sh",
                        "-c",
                        ENDS);
            }
            docker("stop", "off");
            String before = states();
            int run = 0;
            for (Kill kill : kills()) {
                String name = "run-" + ++run;
                proxy.at(kill.call(), kill.before(), evenkeel::kill);
                evenkeel.create("backups", """
                        metadata: {name: %s}
                        spec: {volumes: [data, more], quiesce: {mode: %s, timeoutSeconds: 10}}
                        """.formatted(name, kill.mode()));
                await().atMost(Duration.ofSeconds(30)).until(() -> !evenkeel.running());
                proxy.countOnly();
                evenkeel.start();
                await(kill.toString()).atMost(Duration.ofSeconds(20)).until(() -> states().equals(before));
                evenkeel.eventually(
                        "backups",
                        name,
                        backup -> backup.path("status").path("phase").asText().startsWith("Succeeded"));
                assertThat(states()).as(kill.toString()).isEqualTo(before);
                assertThat(evenkeel.get("backups", name)
                                .path("status")
                                .path("quiesced")
                                .path("until")
                                .asText())
                        .isNotEmpty();
                assertThat(evenkeel.metric("evenkeel_backup_quiesced_containers"))
                        .contains(0.0);
            }
        }
    }

    /** Helpers come and go. */
    private static String states() {
        return docker("ps", "--all", "--filter", "volume=data", "--format", "{{.Names}} {{.State}}")
                .lines()
                .filter(line -> line.matches("(db|web|off) .*"))
                .sorted()
                .toList()
                .toString();
    }
}
