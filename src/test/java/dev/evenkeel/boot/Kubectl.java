package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A stock kubectl as its user runs it: with the kubeconfig of a program, and a home that knows nothing yet. */
public final class Kubectl {

    private static final String COMMANDS = "EVENKEEL_TEST_KUBECTL";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path command;
    private final Path kubeconfig;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    private Kubectl(Path command, Path kubeconfig, Path home) {
        this.command = command;
        this.kubeconfig = kubeconfig;
        this.home = home;
    }

    /** What a run printed, and how it ended. */
    public record Run(int exit, String out, String err) {

        /** What it printed, after having ended well. */
        public String ok() {
            assertThat(exit).as(toString()).isZero();
            return out;
        }

        /** What it complained of, after having failed. */
        public String complaint() {
            assertThat(exit).as(toString()).isNotZero();
            return err;
        }
    }

    /** The commands to test with; fails when nobody named them, rather than pass without having tested anything. */
    public static Stream<Path> commands() {
        String paths = Optional.ofNullable(System.getenv(COMMANDS))
                .filter(named -> !named.isBlank())
                .orElseThrow(() -> new IllegalStateException(COMMANDS + " is not set. Run deploy/test, or: export "
                        + COMMANDS + "=$(deploy/kubectl path 1.29 newest | paste -sd:)"));
        return Stream.of(paths.split(":")).map(Path::of);
    }

    public static Kubectl of(Path command, EvenkeelProcess evenkeel) {
        return of(command, evenkeel.kubeconfig());
    }

    public static Kubectl of(Path command, Path kubeconfig) {
        try {
            return new Kubectl(command, kubeconfig, Files.createTempDirectory("ek-home"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Kubectl with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Run run(String... arguments) {
        return feed("", arguments);
    }

    /** Runs it with something on its standard input. */
    public Run feed(String input, String... arguments) {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        try {
            Process process = launch(out, err, arguments);
            try (OutputStream pipe = process.getOutputStream()) {
                pipe.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException notRead) {
                // It ended without reading: what it printed says why.
                process.onExit();
            }
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String told = Files.readString(err);
            assertThat(ended)
                    .as("%s ended in time: %s", String.join(" ", arguments), told)
                    .isTrue();
            return new Run(process.exitValue(), Files.readString(out), told);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Runs it until it is closed, as one does with {@code --watch}. */
    public Running start(String... arguments) {
        try {
            Path out = Files.createTempFile(home, "running", ".out");
            return new Running(launch(out, out.resolveSibling(out.getFileName() + ".err"), arguments), out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One that runs on. */
    public record Running(Process process, Path output) implements AutoCloseable {

        public String printed() {
            try {
                return Files.readString(output);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Process launch(Path out, Path err, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KUBE"));
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
