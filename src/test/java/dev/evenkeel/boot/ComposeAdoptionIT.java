package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stock docker compose and Evenkeel, with the commands that their users type, on the same networks and volumes: whoever
 * made them, the other one takes them as they are.
 */
final class ComposeAdoptionIT {

    private static final String FILE = """
            name: shop
            services:
              web:
                image: %s
                stop_signal: SIGKILL
                networks: {front: {ipv4_address: 10.98.1.10, aliases: [www]}, default: {}}
                volumes: ["data:/data"]
            networks:
              front:
                driver_opts: {com.docker.network.driver.mtu: "${MTU:-1400}"}
                labels: {tier: front}
                ipam: {config: [{subnet: 10.98.1.0/24, gateway: 10.98.1.1}]}
            volumes:
              data: {labels: [tier=data]}
            """.formatted(RealEngine.IMAGE);

    @TempDir
    Path folder;

    private final Tool compose = Tool.named("docker-compose");
    private EvenkeelProcess evenkeel;
    private Path file;

    @BeforeEach
    void anEmptyEngineAndAProject() throws IOException {
        RealEngine.openEmpty().close();
        file = Files.writeString(folder.resolve("compose.yaml"), FILE);
        evenkeel = EvenkeelProcess.on(Files.createDirectory(folder.resolve("data")), RealEngine.host())
                .start();
    }

    @AfterEach
    void end() {
        evenkeel.close();
        RealEngine.openEmpty().close();
    }

    @Test
    void whatComposeMadeIsTakenOverAsItIs() {
        up();
        String before = world();
        apply();
        assertThat(world()).isEqualTo(before);
        up();
        assertThat(world()).isEqualTo(before);
        assertThat(command("plan").exit()).isZero();
    }

    @Test
    void whatEvenkeelMadeIsComposesOwn() {
        apply();
        String made = made();
        assertThat(made).contains("dev.evenkeel.uid");
        up();
        assertThat(made()).isEqualTo(made);
        String before = world();
        up();
        assertThat(world()).isEqualTo(before);
        assertThat(command("plan").exit()).isZero();
    }

    /** Without a word about networks and volumes that it did not make, or would make otherwise. */
    private void up() {
        Tool.Run run = compose.run(
                Map.of("DOCKER_HOST", RealEngine.host().toString()),
                "--ansi",
                "never",
                "--progress",
                "plain",
                "--file",
                file.toString(),
                "up",
                "--detach");
        run.ok();
        assertThat(run.err())
                .doesNotContain("not created by", "not created for", "incorrect label", "match configuration");
    }

    /** Imports the project, and declares each document of what comes out; waits until everything is Ready. */
    private void apply() {
        String manifests = command("import", file.toString()).ok();
        for (String document : manifests.split("(?m)^---\n")) {
            if (document.startsWith("apiVersion")) {
                String rest = document.lines().skip(2).collect(Collectors.joining("\n"));
                evenkeel.create(document.contains("kind: Network\n") ? "networks" : "volumes", rest);
            }
        }
        evenkeel.awaitReady("networks", "shop_default");
        evenkeel.awaitReady("networks", "shop_front");
        evenkeel.awaitReady("volumes", "shop_data");
    }

    private Tool.Run command(String... arguments) {
        return Tool.evenkeel()
                .run(
                        Map.of(
                                "DOCKER_HOST",
                                RealEngine.host().toString(),
                                "EVENKEEL_DATA_DIR",
                                folder.resolve("data").toString()),
                        arguments);
    }

    /** Which networks and volumes there are, and who is on them. */
    private static String world() {
        return made()
                + RealEngine.docker("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}} {{.State}}")
                + RealEngine.docker(
                        "network", "inspect", "--format", "{{json .Containers}}", "shop_default", "shop_front");
    }

    private static String made() {
        return RealEngine.docker(
                        "network", "ls", "--no-trunc", "--filter", "type=custom", "--format", "{{.ID}} {{.Name}}")
                + RealEngine.docker("network", "inspect", "--format", "{{json .Labels}}", "shop_default", "shop_front")
                + RealEngine.docker("volume", "ls", "--quiet")
                + RealEngine.docker("volume", "inspect", "--format", "{{json .Labels}}", "shop_data");
    }
}
