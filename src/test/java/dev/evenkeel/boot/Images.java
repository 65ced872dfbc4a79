package dev.evenkeel.boot;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images on the engine of the tests, where no registry is: made once, by the first test that wants one. */
final class Images {

    private static final String BASE = "evenkeel-base:test";

    private Images() {}

    /** Of this program, as it was packaged. */
    static String evenkeel() {
        return Evenkeel.NAME;
    }

    static String haproxy() {
        return Haproxy.NAME;
    }

    static String prometheus() {
        return Prometheus.NAME;
    }

    static String alertmanager() {
        return Alertmanager.NAME;
    }

    /** Built when somebody asks for it. */
    private static final class Evenkeel {

        private static final String NAME = built("evenkeel:test");

        private static String built(String name) {
            command(Path.of(""), "deploy/image/base", BASE);
            command(
                    Path.of(""),
                    "docker",
                    "build",
                    "--network=none",
                    "--build-arg=BUILD_IMAGE=" + BASE,
                    "--build-arg=RUNTIME_IMAGE=" + BASE,
                    "--build-arg=PROGRAM=built",
                    "--tag=" + name,
                    ".");
            return name;
        }
    }

    /** Imported when somebody asks for it. */
    private static final class Haproxy {

        private static final String NAME = imported("haproxy");
    }

    /** Likewise. */
    private static final class Prometheus {

        private static final String NAME = imported("prometheus");
    }

    /** Likewise. */
    private static final class Alertmanager {

        private static final String NAME = imported("alertmanager");
    }

    private static String imported(String program) {
        String name = "evenkeel-" + program + ":test";
        command(Path.of(""), "deploy/image/debian", program, name);
        return name;
    }

    /** What a command prints, on the engine of the tests and by the docker command that is as old as it. */
    static String command(Path folder, String... command) {
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
