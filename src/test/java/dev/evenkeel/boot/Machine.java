package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A machine with systemd, by {@code deploy/machine}, on which the engine of the tests is the one of the host. */
final class Machine implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(180);

    private static final Tool SCRIPT = Tool.ours("deploy/machine");
    private static final String API = "http://localhost/apis/evenkeel.dev/v1/";

    private final Path folder;

    private Machine(Path folder) {
        this.folder = folder;
    }

    /** Boots it. This repository, this JDK and the engine's volumes are there at the same places as here. */
    static Machine up() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "machine");
            List<String> shared = new ArrayList<>(List.of(
                    Path.of("").toAbsolutePath().toString(), RealEngine.docker("info", "--format={{.DockerRootDir}}")));
            if (!System.getProperty("java.home").startsWith("/usr/")) {
                shared.add(System.getProperty("java.home"));
            }
            List<String> arguments = new ArrayList<>(List.of(
                    "up", folder.toString(), "--engine", RealEngine.host().getPath()));
            shared.forEach(path -> arguments.addAll(List.of("--share", path)));
            SCRIPT.run(arguments.toArray(String[]::new)).ok();
            return new Machine(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A command on it, by root. */
    Tool.Run run(String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", folder.toString()));
        arguments.addAll(List.of(command));
        return SCRIPT.run(Map.of(), arguments.toArray(String[]::new));
    }

    /** The installer of this repository, by root, with the JDK that runs the tests. */
    Tool.Run install(String... options) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                Path.of("deploy/systemd/install").toAbsolutePath().toString()));
        command.addAll(List.of(options));
        return run(command.toArray(String[]::new));
    }

    /** What systemd says of the service. */
    String service(String property) {
        return run("systemctl", "show", "--property=" + property, "--value", "evenkeel.service")
                .ok()
                .strip();
    }

    void create(String plural, String manifest) {
        assertThat(api("--header", "Content-Type: application/json", "--data", manifest, collection(plural)))
                .contains("resourceVersion");
    }

    /** Waits until the resource is as expected; what does not answer yet is not. */
    JsonNode eventually(String plural, String name, Predicate<JsonNode> expected) {
        JsonNode[] last = new JsonNode[1];
        await().atMost(PATIENCE).alias(plural + "/" + name).until(() -> {
            last[0] = EvenkeelProcess.json(api(collection(plural) + "/" + name));
            return expected.test(last[0]);
        });
        return last[0];
    }

    private static String collection(String plural) {
        return API + (plural.equals("backupstores") ? plural : "namespaces/default/" + plural);
    }

    private String api(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("curl", "--silent", "--unix-socket", "/var/lib/evenkeel/api.sock"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new)).out();
    }

    @Override
    public void close() {
        SCRIPT.run("down", folder.toString()).ok();
    }
}
