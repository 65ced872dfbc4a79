package dev.evenkeel.boot;

import dev.evenkeel.access.PrivateFile;
import dev.evenkeel.access.Role;
import dev.evenkeel.access.Token;
import dev.evenkeel.access.TokenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands beside serving. They work on the files of the data directory, so also while a server runs on it. */
@Command(name = "evenkeel", description = CommandLineTool.ABOUT, mixinStandardHelpOptions = true)
final class CommandLineTool {

    static final String ABOUT = "Keeps a Docker host's networks and volumes exactly as declared.";

    private static final String WHERE =
            "%nThe data directory is that of EVENKEEL_DATA_DIR, or /var/lib/evenkeel for root.";

    private final WaysIn waysIn;
    private final EvenkeelConfig config;
    private final Path dataDir;
    private final Clock clock;

    @Spec
    CommandSpec spec;

    CommandLineTool(WaysIn waysIn, EvenkeelConfig config, Path dataDir, Clock clock) {
        this.waysIn = waysIn;
        this.config = config;
        this.dataDir = dataDir;
        this.clock = clock;
    }

    /** Runs one command; answers the exit code. */
    int run(String version, String... args) {
        CommandLine line = new CommandLine(this);
        line.getCommandSpec().version("evenkeel " + version);
        line.getCommandSpec().usageMessage().footer(WHERE);
        line.addSubcommand("token", new TokenCommands());
        line.addSubcommand("notification", new NotificationCommands(config, clock));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("evenkeel: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(args);
    }

    @Command(description = "Serves the API and keeps everything as declared; the same as no command at all.")
    void serve() {
        throw new IllegalStateException("serving is what the process does without other commands");
    }

    @Command(description = "Prints the version.")
    void version() {
        spec.commandLine().printVersionHelp(out());
    }

    @Command(description = "Prints the administrator's kubeconfig, which the first start made.")
    void kubeconfig() throws IOException {
        Path file = dataDir.resolve(DataDirectory.KUBECONFIG);
        if (!Files.exists(file)) {
            throw new IOException(
                    file + " is not there: make another with token add NAME --role admin --kubeconfig FILE");
        }
        out().print(Files.readString(file));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Handing out tokens. */
    @Command(name = "token", description = "Adds, lists and revokes tokens.", mixinStandardHelpOptions = true)
    final class TokenCommands {

        @Command(description = "Makes a token and prints it. It is not kept, and cannot be shown again.")
        void add(
                @Parameters(paramLabel = "NAME", description = "Whom it is for.") String name,
                @Option(
                                names = "--role",
                                required = true,
                                paramLabel = "ROLE[@NAMESPACE]",
                                description = "What it may do: viewer, operator, backup-operator, restorer, host-admin"
                                        + " or admin; on every engine or on one. May be given several times.")
                        List<String> roles,
                @Option(
                                names = "--expires",
                                paramLabel = "TIME",
                                description = "When it ends: 90d, 12h, 30m. Without this it does not.")
                        Optional<String> expires,
                @Option(
                                names = "--kubeconfig",
                                paramLabel = "FILE",
                                description = "Writes a kubeconfig with it instead of printing it.")
                        Optional<Path> kubeconfig)
                throws IOException {
            if (!waysIn.tokens().exists()) {
                throw new IOException("nothing has been started on " + dataDir + " yet, and the first start makes a"
                        + " token for the administrator; set EVENKEEL_DATA_DIR if it is elsewhere");
            }
            Set<String> groups =
                    roles.stream().map(role -> Role.Grant.parse(role).group()).collect(Collectors.toSet());
            Optional<Instant> end =
                    expires.map(text -> clock.instant().plus(duration(text)).truncatedTo(ChronoUnit.SECONDS));
            String token = TokenFile.newToken();
            Optional<String> text =
                    kubeconfig.isPresent() ? Optional.of(waysIn.kubeconfig().text(name, token)) : Optional.empty();
            waysIn.tokens().add(name, token, groups, end);
            if (kubeconfig.isPresent()) {
                PrivateFile.write(kubeconfig.get(), text.orElseThrow());
            } else {
                out().println(token);
            }
        }

        @Command(description = "Lists the tokens: their names, what they may do, and when they end.")
        void list() throws IOException {
            out().printf("%-24s %-24s %s%n", "NAME", "EXPIRES", "GROUPS");
            for (Token token : waysIn.tokens().read()) {
                String end = token.expires().map(Instant::toString).orElse("never");
                String groups = String.join(",", new TreeSet<>(token.groups()));
                out().printf(
                                "%-24s %-24s %s%n",
                                token.name(), token.expired(clock.instant()) ? "expired" : end, groups);
            }
        }

        @Command(description = "Makes a token worthless, at once.")
        void revoke(@Parameters(paramLabel = "NAME", description = "Whose.") String name) throws IOException {
            waysIn.tokens().revoke(name);
        }

        private static Duration duration(String text) {
            if (!text.matches("[0-9]{1,6}[dhms]")) {
                throw new IllegalArgumentException("\"" + text + "\" is no time: write 90d, 12h or 30m");
            }
            String iso = text.endsWith("d") ? "P" + text : "PT" + text;
            return Duration.parse(iso);
        }
    }
}
