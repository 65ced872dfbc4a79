package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The image, built where no registry is, and run as by somebody who trusts it with the engine's socket and with nothing
 * else.
 */
final class ImageIT {

    private static final String BASE = "evenkeel-base:test";
    private static final String IMAGE = "evenkeel:test";
    private static final String CONTAINER = "evenkeel-evenkeel-1";
    private static final String DATA = "evenkeel_data";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @BeforeAll
    static void build() {
        RealEngine.openEmpty().close();
        run(Path.of(""), "deploy/image/base", BASE);
        run(
                Path.of(""),
                "docker",
                "build",
                "--network=none",
                "--build-arg=BUILD_IMAGE=" + BASE,
                "--build-arg=RUNTIME_IMAGE=" + BASE,
                "--build-arg=PROGRAM=built",
                "--tag=" + IMAGE,
                ".");
    }

    @AfterAll
    static void remove() {
        RealEngine.openEmpty().close();
        RealEngine.docker("image", "rm", IMAGE, BASE);
    }

    @Test
    void itNeedsNoRootAndSaysWhatItIs() {
        assertThat(configuration("{{.User}}")).isEqualTo("10001:10001");
        assertThat(configuration("{{json .Volumes}}")).isEqualTo("{\"/var/lib/evenkeel\":{}}");
        assertThat(configuration("{{index .Labels \"org.opencontainers.image.title\"}}"))
                .isEqualTo("Evenkeel");
        assertThat(configuration("{{json .Healthcheck.Test}}")).isEqualTo("[\"CMD\",\"healthy\"]");
        assertThat(RealEngine.docker("run", "--rm", "--network=none", IMAGE, "version"))
                .startsWith("evenkeel ");
        assertThat(RealEngine.docker("run", "--rm", "--network=none", "--entrypoint=ls", IMAGE, "/opt/evenkeel"))
                .contains("classes.jsa");
    }

    /** In compose.yaml all but the data and the socket is read-only, and nothing in /tmp can be executed. */
    @Test
    void byComposeItKeepsANetworkAndBacksUpAVolumeByTheEngineThatItRunsOn() {
        compose("up", "--detach", "--no-build");
        awaitHealthy();
        await().atMost(PATIENCE).until(() -> metrics().contains("evenkeel_engine_up{"));
        assertThat(RealEngine.docker("port", CONTAINER)).isEqualTo("7443/tcp -> 127.0.0.1:7443");

        create("networks", """
                {"apiVersion": "evenkeel.dev/v1", "kind": "Network", "metadata": {"name": "shop"},
                 "spec": {"ipam": {"config": [{"subnet": "10.91.0.0/24"}]}}}""");
        awaitReady("networks", "shop");
        RealEngine.docker("network", "rm", "shop");
        await().atMost(PATIENCE).until(() -> networks().contains("shop"));

        RealEngine.docker("volume", "create", "uploads");
        RealEngine.docker(
                "run",
                "--rm",
                "--network=none",
                "--volume=uploads:/uploads",
                RealEngine.IMAGE,
                "sh",
                "-c",
                "echo kept > /uploads/file && chmod 600 /uploads/file");
        create("backups", """
                {"apiVersion": "evenkeel.dev/v1", "kind": "Backup", "metadata": {"name": "by-hand"},
                 "spec": {"volumes": ["uploads"], "capture": "Tar"}}""");
        eventually("backups", "by-hand", backup -> backup.at("/status/phase")
                .asText()
                .equals("Succeeded"));
        assertThat(RealEngine.docker("exec", CONTAINER, "ls", "/var/lib/evenkeel/backups/default"))
                .contains("uploads-");

        RealEngine.docker("restart", CONTAINER);
        awaitHealthy();
        awaitReady("networks", "shop");
        RealEngine.docker("network", "rm", "shop");
        await().atMost(PATIENCE).until(() -> networks().contains("shop"));
        assertThat(get("backups", "by-hand").at("/status/archives/0/capture").asText())
                .isEqualTo("Tar");
        compose("down");
        assertThat(RealEngine.docker("volume", "ls", "--quiet").lines()).contains(DATA);
    }

    private static void compose(String... arguments) {
        String socket = RealEngine.host().getPath();
        Map<String, String> environment = Map.of(
                "DOCKER_HOST",
                RealEngine.host().toString(),
                "DOCKER_SOCKET",
                socket,
                "DOCKER_GID",
                run(Path.of(""), "stat", "--format=%g", socket),
                "EVENKEEL_IMAGE",
                IMAGE);
        List<String> command = new ArrayList<>(List.of("--file", "deploy/compose.yaml"));
        command.addAll(List.of(arguments));
        Tool.named("docker-compose")
                .run(environment, command.toArray(String[]::new))
                .ok();
    }

    /** As Prometheus would see them from that network; what went wrong, as long as it does. */
    private static String metrics() {
        try {
            return RealEngine.docker(
                    "run",
                    "--rm",
                    "--network=evenkeel_metrics",
                    RealEngine.IMAGE,
                    "wget",
                    "-q",
                    "-O",
                    "-",
                    "http://evenkeel:9000/q/metrics");
        } catch (EngineException.Failed notYet) {
            return String.valueOf(notYet.getMessage());
        }
    }

    private static void awaitHealthy() {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(EngineException.Failed.class)
                .until(() -> {
                    RealEngine.docker("exec", CONTAINER, "healthy");
                    return true;
                });
    }

    private static List<String> networks() {
        return RealEngine.docker("network", "ls", "--format={{.Name}}").lines().toList();
    }

    private static String configuration(String format) {
        return RealEngine.docker("image", "inspect", "--format={{with .Config}}" + format + "{{end}}", IMAGE);
    }

    private static void create(String plural, String manifest) {
        assertThat(api("--header", "Content-Type: application/json", "--data", manifest, collection(plural)))
                .contains("resourceVersion");
    }

    private static JsonNode get(String plural, String name) {
        return EvenkeelProcess.json(api(collection(plural) + "/" + name));
    }

    private static void awaitReady(String plural, String name) {
        eventually(plural, name, resource -> EvenkeelProcess.isTrue(resource, "Ready"));
    }

    private static void eventually(String plural, String name, Predicate<JsonNode> expected) {
        await().atMost(PATIENCE).alias(plural + "/" + name).until(() -> expected.test(get(plural, name)));
    }

    private static String collection(String plural) {
        return "http://localhost/apis/evenkeel.dev/v1/namespaces/default/" + plural;
    }

    /** By the socket in the data directory. Its whole path may be longer than the path of a socket can be. */
    private static String api(String... arguments) {
        Path data = Path.of(RealEngine.docker("volume", "inspect", "--format={{.Mountpoint}}", DATA));
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--unix-socket", "api.sock"));
        command.addAll(List.of(arguments));
        return run(data, command.toArray(String[]::new));
    }

    /** On the engine of the tests, by the command that is as old as it. */
    private static String run(Path folder, String... command) {
        try {
            // By env, which looks for it where the changed PATH says.
            List<String> line = new ArrayList<>(List.of("env"));
            line.addAll(List.of(command));
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectErrorStream(true);
            builder.environment().put("DOCKER_HOST", RealEngine.host().toString());
            builder.environment()
                    .merge(
                            "PATH",
                            Path.of(RealEngine.host().getPath()).getParent().toString(),
                            (old, own) -> own + ":" + old);
            // The builder that every release has. The other one is a plugin, and is there or not.
            builder.environment().put("DOCKER_BUILDKIT", "0");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new EngineException.Failed(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
