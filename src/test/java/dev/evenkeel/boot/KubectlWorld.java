package dev.evenkeel.boot;

import static dev.evenkeel.engine.RealEngine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A running program on a real engine, emptied before each test, and one stock kubectl after the other that uses it. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.evenkeel.boot.Kubectl#commands")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KubectlWorld {

    static final String WEB = """
            apiVersion: evenkeel.dev/v1
            kind: Network
            metadata: {name: web, labels: {app: shop}}
            spec:
              options: {com.docker.network.driver.mtu: "1450"}
            """;

    @Parameter
    Path command;

    private final Path folder = folder();
    EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host());

    @BeforeAll
    void start() {
        RealEngine.openEmpty().close();
        evenkeel.start();
    }

    @AfterAll
    void end() {
        evenkeel.close();
    }

    @BeforeEach
    void empty() {
        kubectl()
                .run("delete", "networks,volumes,backups,backupschedules,restores", "--all", "--timeout=30s")
                .ok();
    }

    /** With a home of its own: nothing is remembered from one test to the next. */
    Kubectl kubectl() {
        return Kubectl.of(command, evenkeel);
    }

    /** Writes a manifest, for commands that want a file. */
    String file(String name, String text) {
        try {
            Path file = Files.createDirectories(folder.resolve("files")).resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void applyWeb() {
        kubectl().feed(WEB, "apply", "-f", "-").ok();
    }

    /** Declares it, and waits until the engine has it. */
    void applyReadyWeb() {
        applyWeb();
        evenkeel.awaitReady("networks", "web");
    }

    JsonNode web() {
        return evenkeel.get("networks", "web");
    }

    static String mtuOnEngine(String network) {
        return docker("network", "inspect", "-f", "{{index .Options \"com.docker.network.driver.mtu\"}}", network);
    }

    static List<String> networksOnEngine() {
        return docker("network", "ls", "--format", "{{.Name}}").lines().toList();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("ek");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
