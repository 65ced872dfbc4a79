package dev.evenkeel.command;

import dev.evenkeel.access.PrivateFile;
import dev.evenkeel.access.Role;
import dev.evenkeel.access.Token;
import dev.evenkeel.access.TokenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Handing out tokens. It works on the file of the data directory, so also while a server runs on it. */
@Command(name = "token", description = "Adds, lists and revokes tokens.", synopsisSubcommandLabel = "COMMAND")
public final class TokenCommand {

    private final Supplier<? extends ClientAccess> access;
    private final Clock clock;

    @Spec
    CommandSpec spec;

    public TokenCommand(Supplier<? extends ClientAccess> access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    @Command(description = "Makes a token and prints it. It is not kept, and cannot be shown again.")
    void add(
            @Mixin DataDirOption dataDir,
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
        ClientAccess clients = access.get();
        if (!clients.tokens().exists()) {
            throw new IOException("nothing has been started on " + clients.dataDir() + " yet, and the first start makes"
                    + " a token for the administrator; if it is elsewhere, --data-dir or EVENKEEL_DATA_DIR says so");
        }
        Set<String> groups =
                roles.stream().map(role -> Role.Grant.parse(role).group()).collect(Collectors.toSet());
        Optional<Instant> end =
                expires.map(text -> clock.instant().plus(duration(text)).truncatedTo(ChronoUnit.SECONDS));
        String token = TokenFile.newToken();
        Optional<String> text =
                kubeconfig.isPresent() ? Optional.of(clients.kubeconfig().text(name, token)) : Optional.empty();
        clients.tokens().add(name, token, groups, end);
        if (kubeconfig.isPresent()) {
            PrivateFile.write(kubeconfig.get(), text.orElseThrow());
        } else {
            out().println(token);
        }
    }

    @Command(description = "Lists the tokens: their names, what they may do, and when they end.")
    void list(@Mixin DataDirOption dataDir) throws IOException {
        out().printf("%-24s %-24s %s%n", "NAME", "EXPIRES", "GROUPS");
        for (Token token : access.get().tokens().read()) {
            String end = token.expires().map(Instant::toString).orElse("never");
            String groups = String.join(",", new TreeSet<>(token.groups()));
            out().printf("%-24s %-24s %s%n", token.name(), token.expired(clock.instant()) ? "expired" : end, groups);
        }
    }

    @Command(description = "Makes a token worthless, at once.")
    void revoke(@Mixin DataDirOption dataDir, @Parameters(paramLabel = "NAME", description = "Whose.") String name)
            throws IOException {
        access.get().tokens().revoke(name);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Duration duration(String text) {
        if (!text.matches("[0-9]{1,6}[dhms]")) {
            throw new IllegalArgumentException("\"" + text + "\" is no time: write 90d, 12h or 30m");
        }
        String iso = text.endsWith("d") ? "P" + text : "PT" + text;
        return Duration.parse(iso);
    }
}
