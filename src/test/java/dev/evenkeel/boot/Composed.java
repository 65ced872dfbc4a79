package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What deploy/compose.yaml runs on the engine of the tests, and how to talk to the Evenkeel in it. */
final class Composed {

    static final String CONTAINER = "evenkeel-evenkeel-1";
    static final String DATA = "evenkeel_data";
    static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> options = new ArrayList<>(List.of("--file", "deploy/compose.yaml"));

    Composed() {
        String socket = RealEngine.host().getPath();
        environment.put("DOCKER_HOST", RealEngine.host().toString());
        environment.put("DOCKER_SOCKET", socket);
        environment.put("DOCKER_GID", Images.command(Path.of(""), "stat", "--format=%g", socket));
        environment.put("EVENKEEL_IMAGE", Images.evenkeel());
    }

    Composed with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** An option before the command: {@code --profile NAME}. */
    Composed option(String name, String value) {
        options.addAll(List.of(name, value));
        return this;
    }

    void up(String... services) {
        List<String> command = new ArrayList<>(List.of("up", "--detach", "--no-build"));
        command.addAll(List.of(services));
        run(command.toArray(String[]::new));
    }

    void down() {
        run("down");
    }

    private void run(String... arguments) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of(arguments));
        Tool.named("docker-compose")
                .run(environment, command.toArray(String[]::new))
                .ok();
    }

    void awaitHealthy() {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(EngineException.Failed.class)
                .until(() -> {
                    RealEngine.docker("exec", CONTAINER, "healthy");
                    return true;
                });
    }

    void create(String plural, String manifest) {
        assertThat(api("--header", "Content-Type: application/json", "--data", manifest, collection(plural)))
                .contains("resourceVersion");
    }

    JsonNode get(String plural, String name) {
        return EvenkeelProcess.json(api(collection(plural) + "/" + name));
    }

    void awaitReady(String plural, String name) {
        eventually(plural, name, resource -> EvenkeelProcess.isTrue(resource, "Ready"));
    }

    void eventually(String plural, String name, Predicate<JsonNode> expected) {
        await().atMost(PATIENCE).alias(plural + "/" + name).until(() -> expected.test(get(plural, name)));
    }

    private static String collection(String plural) {
        return "http://localhost/apis/evenkeel.dev/v1/namespaces/default/" + plural;
    }

    /** By the socket in the data directory. Its whole path may be longer than the path of a socket can be. */
    private String api(String... arguments) {
        Path data = Path.of(RealEngine.docker("volume", "inspect", "--format={{.Mountpoint}}", DATA));
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--unix-socket", "api.sock"));
        command.addAll(List.of(arguments));
        return Images.command(data, command.toArray(String[]::new));
    }

    /** What a GET answers in one of its networks; what went wrong, as long as it does. */
    String ask(String network, String url) {
        try {
            return RealEngine.docker(
                    "run", "--rm", "--network=evenkeel_" + network, RealEngine.IMAGE, "wget", "-q", "-O", "-", url);
        } catch (EngineException.Failed notYet) {
            return String.valueOf(notYet.getMessage());
        }
    }
}
