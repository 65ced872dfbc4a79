package dev.evenkeel.engine;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The docker command, for doing to an engine what its users do. */
public record DockerCommand(URI host) {

    /** What the command prints, stripped; {@link EngineException.Failed} with what it complains of if it fails. */
    public String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(binary(), "--host", host.toString()));
        command.addAll(List.of(arguments));
        return Shell.run(command);
    }

    /** The command as old as the engine, which is beside its socket: another refuses to do some things with it. */
    private String binary() {
        Path beside = Path.of(host.getPath()).resolveSibling("docker");
        return Files.isExecutable(beside) ? beside.toString() : "docker";
    }
}
