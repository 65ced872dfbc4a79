package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commands of Prometheus and Alertmanager, which {@code deploy/monitoring} gets, and one of them that serves. */
final class Monitoring implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final URI address;

    private Monitoring(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /** What a command prints, stripped, after having ended well. */
    static String run(String name, String... arguments) {
        return run(command(name, arguments));
    }

    /** Starts one that listens on this port, with its log in the folder, and waits until it is ready. */
    static Monitoring serve(Path folder, int port, String name, String... arguments) {
        try {
            Path log = folder.resolve(name + ".log");
            Process process = new ProcessBuilder(command(name, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Monitoring server = new Monitoring(process, log, URI.create("http://127.0.0.1:" + port));
            await().atMost(START_TIMEOUT).until(() -> !process.isAlive() || server.ready());
            assertThat(process.isAlive()).as(server.log()).isTrue();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    URI address() {
        return address;
    }

    /** The body of the answer to a GET. */
    String get(String path) {
        return WayIn.exchange(
                        CLIENT, HttpRequest.newBuilder(address.resolve(path)).build())
                .body();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private boolean ready() {
        try {
            return WayIn.exchange(
                                    CLIENT,
                                    HttpRequest.newBuilder(address.resolve("/-/ready"))
                                            .build())
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static List<String> command(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(run(List.of("deploy/monitoring", "path"))).resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** What is complained of goes where the tests' own complaints go. */
    private static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor())
                    .as(String.join(" ", command) + "\n" + output)
                    .isZero();
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
