package dev.evenkeel.command;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code evenkeel} itself: its subcommands, and what is said when one fails. */
@Command(
        name = EvenkeelCommand.NAME,
        description = "Keeps a Docker host's networks and volumes exactly as declared.",
        footer = {
            "",
            "evenkeel COMMAND --help tells about a command.",
            "The data directory is that of EVENKEEL_DATA_DIR, or /var/lib/evenkeel for root."
        })
public final class EvenkeelCommand {

    static final String NAME = "evenkeel";

    /** A command that failed, and one that was misused: 2 is what {@code plan} answers for changes. */
    public static final int FAILED = 1;

    private static final int WIDTH = 100;

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Says how it is used.")
    boolean help;

    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    boolean version;

    private EvenkeelCommand() {}

    /** The command line with these commands. */
    public static CommandLine line(Build build, List<Object> commands) {
        CommandLine line = new CommandLine(new EvenkeelCommand());
        line.getCommandSpec().version(build.text());
        commands.forEach(line::addSubcommand);
        line.addSubcommand(new HelpCommand());
        line.setUsageHelpWidth(WIDTH);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setParameterExceptionHandler(misused());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            say(command.getErr(), failure.getMessage() == null ? failure.toString() : failure.getMessage());
            return FAILED;
        });
        return line;
    }

    private static IParameterExceptionHandler misused() {
        return (ParameterException misuse, String[] words) -> {
            PrintWriter err = misuse.getCommandLine().getErr();
            say(err, text(misuse));
            UnmatchedArgumentException.printSuggestions(misuse, err);
            String name = misuse.getCommandLine().getCommandSpec().qualifiedName();
            err.println("Try '" + name + " --help'.");
            return FAILED;
        };
    }

    private static String text(ParameterException misuse) {
        boolean unknown = misuse instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !misuse.getCommandLine().getSubcommands().isEmpty();
        return unknown
                ? "there is no command " + String.join(" ", ((UnmatchedArgumentException) misuse).getUnmatched())
                : misuse.getMessage().replaceFirst("^Error: ", "");
    }

    private static void say(PrintWriter err, String message) {
        err.println("evenkeel: " + message);
        err.flush();
    }
}
