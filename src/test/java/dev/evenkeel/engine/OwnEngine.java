package dev.evenkeel.engine;

import dev.evenkeel.engine.docker.DockerConnection;
import dev.evenkeel.engine.docker.DockerEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine that one test has for itself, because it stops it: of the release that {@code deploy/test} runs the tests
 * on, or else of the installed one.
 */
public final class OwnEngine implements AutoCloseable {

    private static final String ENGINE = "deploy/engine";

    private final Path folder;
    private final URI host;

    private OwnEngine(Path folder, URI host) {
        this.folder = folder;
        this.host = host;
    }

    /** Brings it up, with an image that sleeps and nothing else. */
    public static OwnEngine up() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "engine");
            String release = System.getProperty("engine.release", "");
            List<String> command = new ArrayList<>(List.of(ENGINE, "up", folder.toString()));
            if (!release.isEmpty()) {
                command.addAll(List.of("--release", release));
            }
            Shell.run(command);
            String line = Shell.run(List.of(ENGINE, "env", folder.toString()));
            return new OwnEngine(folder, URI.create(line.substring(line.indexOf('=') + 1)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public URI host() {
        return host;
    }

    public Engine open() {
        return new DockerEngine(DockerConnection.to(host), RealEngine.CLOCK);
    }

    public String docker(String... arguments) {
        return new DockerCommand(host).run(arguments);
    }

    /** Stops and starts it, with further options of dockerd. */
    public void restart(String... options) {
        List<String> command = new ArrayList<>(List.of(ENGINE, "restart", folder.toString(), "--"));
        command.addAll(List.of(options));
        Shell.run(command);
    }

    /** Kills it with its containers running on, and starts it again. */
    public void crashAndStart() {
        Shell.run(List.of(ENGINE, "crash", folder.toString()));
        Shell.run(List.of(ENGINE, "restart", folder.toString()));
    }

    /** Stops its process where it is: whoever asks it something waits. */
    public void freeze() {
        Shell.run(List.of("kill", "-STOP", pid()));
    }

    /** Lets it go on as if nothing had happened. */
    public void thaw() {
        Shell.run(List.of("kill", "-CONT", pid()));
    }

    /** Puts another release in its place, which takes over its data and its socket. */
    public void becomes(String release) {
        Shell.run(List.of(ENGINE, "restart", "--release", release, folder.toString()));
    }

    /** Whether the kernel has interfaces of this type, on top of another. */
    public boolean offersInterfaces(String type, String parent) {
        try {
            amongItsInterfaces("ip", "link", "add", "ektrial", "link", parent, "type", type);
            amongItsInterfaces("ip", "link", "del", "ektrial");
            return true;
        } catch (EngineException.Failed unknownToTheKernel) {
            return false;
        }
    }

    /** Runs a command of busybox among the engine's network interfaces. */
    public String amongItsInterfaces(String... arguments) {
        Path namespace = Path.of(host.getPath()).resolveSibling("network");
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + namespace, "busybox"));
        command.addAll(List.of(arguments));
        return Shell.run(command);
    }

    private String pid() {
        return Shell.run(List.of(
                "cat", Path.of(host.getPath()).resolveSibling("dockerd.pid").toString()));
    }

    @Override
    public void close() {
        Shell.run(List.of(ENGINE, "down", "--purge", folder.toString()));
    }
}
