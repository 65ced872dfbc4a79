package dev.evenkeel.command;

import dev.evenkeel.compose.ComposeException;
import dev.evenkeel.compose.ComposeImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a compose project has, as resources. */
@Command(
        name = "import",
        description = {
            "Prints the networks and volumes of a compose project as resources.",
            "They have the names and the labels that docker compose gives them, so that it takes them for its own;"
                    + " what it made already is taken over as it is. Needs neither docker compose nor an engine."
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel import compose.yaml | kubectl apply -f -",
            "  docker compose config | evenkeel import --project-directory . -"
        })
public final class ImportCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Path current;
    private final InputStream in;

    @Mixin
    ManifestOptions manifests;

    @Option(
            names = {"-p", "--project-name"},
            paramLabel = "NAME",
            description = "The project; otherwise that of COMPOSE_PROJECT_NAME, of the files, or of the folder.")
    Optional<String> project;

    @Option(
            names = "--project-directory",
            paramLabel = "FOLDER",
            description = "The folder of the project; otherwise that of the first file.")
    Optional<Path> folder;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Variables; otherwise those of .env in the folder. May be given several times.")
    List<String> variables = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A compose file, or -, put over those before. May be given several times.")
    List<String> files = List.of();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Compose files, as with --file; without any, compose.yaml of this folder.")
    List<String> more = List.of();

    @Spec
    CommandSpec spec;

    /**
     * @param environment of the process
     * @param current its folder
     * @param in its standard input
     */
    public ImportCommand(Map<String, String> environment, Path current, InputStream in) {
        this.environment = Map.copyOf(environment);
        this.current = current;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        List<String> named = new ArrayList<>(files);
        named.addAll(more);
        ComposeFiles compose = new ComposeFiles(environment, current, in);
        List<String> all = compose.files(named);
        Path where = folder.map(current::resolve).orElseGet(() -> compose.folder(all));
        PrintWriter err = spec.commandLine().getErr();
        try {
            ComposeImport.Result result = ComposeImport.read(
                    compose.read(all),
                    project,
                    where,
                    environment,
                    compose.variables(variables, where),
                    manifests.namespace);
            result.unset()
                    .forEach(name ->
                            err.println("evenkeel: the variable " + name + " is not set, and stands for nothing"));
            manifests.write(
                    result.declarations(),
                    "Networks and volumes of docker compose's project " + result.project() + ", as resources.",
                    spec.commandLine().getOut(),
                    err);
            return 0;
        } catch (ComposeException unfit) {
            unfit.problems().forEach(problem -> err.println("evenkeel: " + problem));
            err.flush();
            return EvenkeelCommand.FAILED;
        }
    }
}
