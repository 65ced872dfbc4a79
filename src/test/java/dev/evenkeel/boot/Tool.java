package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stock command that {@code deploy/tool} gets; where it cannot be had, whoever wants it fails and says so. */
final class Tool {

    private final String path;

    private Tool(String path) {
        this.path = path;
    }

    /** How a run ended and what it printed, together with what it complained of. */
    record Run(int exit, String out, String err) {

        /** What it printed, after having ended well. */
        String ok() {
            assertThat(exit).as(err).isZero();
            return out;
        }

        /** What it complained of, after having failed. */
        String complaint() {
            assertThat(exit).as(out).isNotZero();
            return err;
        }
    }

    static Tool named(String name) {
        return new Tool(
                start(List.of("deploy/tool", "path", name), Map.of()).ok().strip());
    }

    /** A script of this repository. */
    static Tool ours(String path) {
        return new Tool(path);
    }

    /** Our own command, of the repository. */
    static Tool evenkeel() {
        return new Tool(Path.of("deploy/evenkeel").toAbsolutePath().toString());
    }

    Run run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** @param environment on top of that of this process, without what Docker and Kubernetes would look at there */
    Run run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path));
        command.addAll(List.of(arguments));
        return start(command, environment);
    }

    static Run start(List<String> command, Map<String, String> environment) {
        try {
            Path err = Files.createTempFile("tool", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
            Set<String> variables = builder.environment().keySet();
            variables.removeIf(variable -> variable.matches("(DOCKER|COMPOSE|KUBE|HELM)_?\\w*"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes());
            Run run = new Run(process.waitFor(), out, Files.readString(err));
            Files.delete(err);
            return run;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
