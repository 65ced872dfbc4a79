package dev.evenkeel.engine;

import dev.evenkeel.engine.docker.DockerConnection;
import dev.evenkeel.engine.docker.DockerEngine;
import java.net.URI;
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

    /** What the engine says of itself. */
    public static EngineVersion version() {
        try (Engine engine = open()) {
            return engine.version();
        }
    }

    /** Whether a fixed MAC address is lost when a container leaves its network: then no repair may begin. */
    public static boolean forgetsMacAddresses() {
        EngineVersion version = version();
        return version.atLeast(1, 44) && !version.atLeast(1, 54);
    }

    /** An engine without containers, volumes and networks. */
    public static Engine openEmpty() {
        removeAll("container", "rm", "--force", "--volumes");
        removeAll("volume", "rm");
        dropGhosts();
        docker("network", "prune", "--force");
        return open();
    }

    /** Endpoints whose container went while it was being connected: the engine keeps them, and so their network. */
    private static void dropGhosts() {
        for (String network : docker("network", "ls", "--quiet", "--filter", "type=custom")
                .lines()
                .toList()) {
            members(network).forEach(name -> docker("network", "disconnect", "--force", network, name));
        }
    }

    /** What the command prints, as in {@link DockerCommand#run}. */
    public static String docker(String... arguments) {
        return new DockerCommand(host()).run(arguments);
    }

    /** The program under test may be replacing it at this moment: then it has none. */
    private static List<String> members(String network) {
        try {
            return docker("network", "inspect", "--format", "{{range .Containers}}{{println .Name}}{{end}}", network)
                    .lines()
                    .filter(name -> !name.isBlank())
                    .toList();
        } catch (EngineException.Failed gone) {
            return List.of();
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
