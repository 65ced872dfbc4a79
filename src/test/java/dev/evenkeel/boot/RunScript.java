package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code deploy/run}, in a copy of this repository and on ports of its own, and a shell beside it. */
final class RunScript implements AutoCloseable {

    /** What the script builds the first time is built from nothing. */
    private static final Duration BUILD_TIMEOUT = Duration.ofMinutes(10);

    private static final List<String> COPIED = List.of("src/main", "deploy", ".mvn", "mvnw", "pom.xml");

    private static final int API_PORT = 7443;
    private static final int MANAGEMENT_PORT = 9000;

    private final Path copy;
    private final Map<String, String> environment = new HashMap<>();
    private final int apiPort = Ports.free();
    private final int managementPort = Ports.free();
    private Optional<Process> process = Optional.empty();

    RunScript(Path copy, URI engine) {
        this.copy = copy;
        COPIED.forEach(part -> copy(Path.of(part), copy.resolve(part)));
        environment.put("DOCKER_HOST", engine.toString());
        environment.put("DOCKER_CONTEXT", "");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("EVENKEEL_API_PORT", Integer.toString(apiPort));
        environment.put("EVENKEEL_MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    /** What one run of a shell came to: standard output and errors together. */
    record Result(int code, String output) {}

    /** Starts {@code deploy/run} and waits until it has said {@code last}. */
    void start(String last) {
        // A shell in the background ignores SIGINT, and so would everything it starts.
        process = Optional.of(launch(List.of("env", "--default-signal=INT", "deploy/run"), log()));
        await().atMost(BUILD_TIMEOUT).until(() -> !running() || said().contains(last));
        assertThat(running()).as(said()).isTrue();
    }

    /** Sends a signal to {@code deploy/run} alone; answers its exit code. */
    int end(String signal) {
        assertThat(shell("kill -" + signal + " " + process.orElseThrow().pid()).code())
                .isZero();
        return exitCode(process.orElseThrow());
    }

    /** Runs {@code text} in the copy. Of the text, only the numbers of the two ports are changed. */
    Result shell(String text) {
        String here = text.replace("127.0.0.1:" + API_PORT, "127.0.0.1:" + apiPort)
                .replace("127.0.0.1:" + MANAGEMENT_PORT, "127.0.0.1:" + managementPort);
        Path output = copy.resolve("shell.log");
        int code = exitCode(launch(List.of("bash", "-eu", "-c", here), output));
        return new Result(code, text(output));
    }

    String said() {
        return text(log());
    }

    boolean running() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** Whether anybody listens on one of the ports. */
    boolean listening() {
        return Stream.of(apiPort, managementPort).anyMatch(RunScript::answers);
    }

    @Override
    public void close() {
        if (running()) {
            end("TERM");
        }
    }

    private Path log() {
        return copy.resolve("run.log");
    }

    private Process launch(List<String> command, Path output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(copy.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            builder.environment().remove("EVENKEEL_DATA_DIR");
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int exitCode(Process ending) {
        try {
            assertThat(ending.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return ending.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException nobody) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> parts = Files.walk(from)) {
            for (Path part : parts.toList()) {
                Path target = to.resolve(from.relativize(part));
                Files.createDirectories(target.getParent());
                if (Files.isRegularFile(part)) {
                    Files.copy(part, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
