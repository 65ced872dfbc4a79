package dev.evenkeel.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What program this is, and which one runs on the data directory. */
@Command(
        name = "version",
        description = "Prints the version, and that of the server on the data directory if one runs.")
public final class VersionCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Build build;
    private final Supplier<Path> socket;

    /** For people, or for programs. */
    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}.")
    Format format = Format.text;

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    /** @param socket where a server on the data directory would listen */
    public VersionCommand(Build build, Supplier<Path> socket) {
        this.build = build;
        this.socket = socket;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Optional<String> server = ServerVersion.at(socket.get());
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.json) {
            ObjectNode all = JSON.createObjectNode()
                    .put("version", build.version())
                    .put("revision", build.revision())
                    .put("java", build.java());
            server.ifPresent(version -> all.putObject("server").put("version", version));
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        } else {
            out.println(build.text());
            out.println(server.map(version -> "server   " + version)
                    .orElseGet(() -> "no server answers at " + socket.get()));
        }
        out.flush();
        return 0;
    }
}
