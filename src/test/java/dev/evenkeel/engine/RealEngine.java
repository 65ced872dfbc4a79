package dev.evenkeel.engine;

import dev.evenkeel.engine.docker.DockerConnection;
import dev.evenkeel.engine.docker.DockerEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The Docker Engine that {@code deploy/test} brings up, and the docker command for doing to it what its users do.
 * Everything on it belongs to the tests.
 */
public final class RealEngine {

    /** Made by {@code deploy/engine}; sleeps. */
    public static final String IMAGE = "evenkeel-busybox:latest";

    /** Wakes up for the deadlines of every engine of this process. */
    public static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("engine-deadlines").factory());

    /** The one that comes with the engine: a newer one refuses to do some things with an older engine. */
    private static final String COMMAND = Files.isExecutable(Path.of("/usr/bin/docker")) ? "/usr/bin/docker" : "docker";

    private RealEngine() {}

    /**
     * Where it is; fails when nobody said, rather than pass without having tested anything. It is not DOCKER_HOST that
     * says so: the tests clear this engine of everything, and nobody should lose the containers they work with.
     */
    public static URI host() {
        return URI.create(Optional.ofNullable(System.getenv("EVENKEEL_TEST_ENGINE"))
                .filter(host -> !host.isBlank())
                .orElseThrow(() -> new IllegalStateException("EVENKEEL_TEST_ENGINE is not set. Run deploy/test, or:"
                        + " deploy/engine up && eval \"$(deploy/engine env)\" &&"
                        + " export EVENKEEL_TEST_ENGINE=$DOCKER_HOST")));
    }

    public static Engine open() {
        return new DockerEngine(DockerConnection.to(host()), CLOCK);
    }

    /** An engine without containers, volumes and networks. */
    public static Engine openEmpty() {
        removeAll("container", "rm", "--force", "--volumes");
        removeAll("volume", "rm");
        docker("network", "prune", "--force");
        return open();
    }

    /** What the command prints, stripped; {@link EngineException.Failed} with what it complains of if it fails. */
    public static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of(COMMAND, "--host", host().toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new EngineException.Failed(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException failure) {
            throw new IllegalStateException("the docker command cannot be run", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void removeAll(String kind, String... removal) {
        String all = kind.equals("container") ? docker("ps", "--all", "--quiet") : docker(kind, "ls", "--quiet");
        if (!all.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of(kind));
            arguments.addAll(List.of(removal));
            arguments.addAll(all.lines().toList());
            docker(arguments.toArray(String[]::new));
        }
    }
}
