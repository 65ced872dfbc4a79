package dev.evenkeel.network;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that come and go on a real engine, and are on a network because of their labels. */
final class ContainerSelectorIT {

    @TempDir
    Path folder;

    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() {
        RealEngine.openEmpty().close();
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                // So far away that whatever happens was done by an event.
                .with("EVENKEEL_RESYNC", "1h")
                .start();
        evenkeel.create("networks", """
                metadata: {name: backend}
                spec:
                  attachments: [{selector: {matchLabels: {com.example.tier: back}}, aliases: [backend]}]
                """);
        evenkeel.awaitReady("networks", "backend");
    }

    @AfterEach
    void stop() {
        assertThat(evenkeel.stop()).isIn(0, 143);
        RealEngine.openEmpty().close();
    }

    @Test
    void whoComesLaterIsAttached() {
        String api = run("api", "com.example.tier=back");
        run("web", "com.example.tier=front");
        docker("run", "--detach", "--network", "host", "--label", "com.example.tier=back", RealEngine.IMAGE);

        await().atMost(EvenkeelProcess.PATIENCE)
                .untilAsserted(() -> assertThat(members()).containsExactly(api));
        assertThat(docker("inspect", "--format", "{{json .NetworkSettings.Networks.backend.Aliases}}", "api"))
                .contains("backend");
        evenkeel.awaitReady("networks", "backend");
    }

    /** As docker compose does: the new one is made under another name, the old one removed, the new one named. */
    @Test
    void whoIsMadeAnewUnderItsNameIsFollowed() {
        String first = run("api", "com.example.tier=back");
        await().atMost(EvenkeelProcess.PATIENCE)
                .untilAsserted(() -> assertThat(members()).containsExactly(first));
        String second = docker("create", "--name", "new-api", "--label", "com.example.tier=back", RealEngine.IMAGE);
        docker("rm", "--force", "api");
        dropWhatIsLeftOf("api");
        docker("rename", "new-api", "api");
        docker("start", "api");

        await().atMost(EvenkeelProcess.PATIENCE)
                .untilAsserted(() -> assertThat(members()).containsExactly(second));
        evenkeel.awaitReady("networks", "backend");
    }

    /** Engine 20.10 keeps the endpoint of a container that is gone, and nobody of its name gets on the network. */
    private static void dropWhatIsLeftOf(String container) {
        if (!members().isEmpty()) {
            docker("network", "disconnect", "--force", "backend", container);
        }
    }

    private static String run(String name, String label) {
        return docker("run", "--detach", "--name", name, "--label", label, RealEngine.IMAGE);
    }

    private static List<String> members() {
        return docker(
                        "network",
                        "inspect",
                        "--format",
                        "{{range $id, $c := .Containers}}{{println $id}}{{end}}",
                        "backend")
                .strip()
                .lines()
                .toList();
    }
}
