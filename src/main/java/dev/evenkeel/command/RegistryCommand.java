package dev.evenkeel.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moving the registry from one kind of database to the other. */
@Command(name = "registry", description = "Moves the registry.", synopsisSubcommandLabel = "COMMAND")
public final class RegistryCommand {

    private final Copying copying;

    @Spec
    CommandSpec spec;

    public RegistryCommand(Copying copying) {
        this.copying = copying;
    }

    /** The databases that can have the registry. */
    public enum Database {
        postgresql,
        sqlite
    }

    /** Copies the registry of the data directory to the server that the settings name, or the other way. */
    public interface Copying {

        /** What was done, in a line. */
        String copy(Database to) throws IOException;
    }

    @Command(description = "Copies everything, with uids and revisions, between the data directory and a server.")
    void copy(
            @Mixin DataDirOption dataDir,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "DATABASE",
                            description = "Where to: ${COMPLETION-CANDIDATES}. There must be none there yet.")
                    Database to)
            throws IOException {
        spec.commandLine().getOut().println(copying.copy(to));
        spec.commandLine().getOut().flush();
    }
}
