package dev.evenkeel.command;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.network.NetworkExport;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.volume.VolumeExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is on an engine, as resources. */
@Command(
        name = "export",
        description = {
            "Prints the networks and volumes of an engine as resources.",
            "Applied, they are taken over as they are: nothing on the engine changes. What the engine makes by itself,"
                    + " and what docker compose or a stack owns, is left out, and a comment says so."
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel export > host.yaml",
            "  evenkeel export --kind Volume pgdata | kubectl apply -f -"
        })
public final class ExportCommand implements Callable<Integer> {

    private static final String HEADING = "What is on the engine, as resources: applied, it is taken over as it is.";

    /** What there is to export, spelt as in manifests. */
    enum Kind {
        Network,
        Volume
    }

    private final Supplier<EngineAccess> access;

    @Mixin
    EngineOption engine;

    @Mixin
    ManifestOptions manifests;

    @Option(
            names = "--all",
            description = "Also what docker compose, a stack or the swarm owns, and volumes without a name.")
    boolean all;

    @Option(names = "--kind", paramLabel = "Network|Volume", description = "Only these. May be given several times.")
    Set<Kind> kinds = Set.of(Kind.values());

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these, whoever owns them.")
    List<String> names = List.of();

    @Spec
    CommandSpec spec;

    public ExportCommand(Supplier<EngineAccess> access) {
        this.access = access;
    }

    @Override
    public Integer call() throws IOException {
        ExportSelection selection = new ExportSelection(all, Set.copyOf(names));
        List<Declaration> declarations = selection.of(read());
        PrintWriter err = spec.commandLine().getErr();
        manifests.write(declarations, HEADING, spec.commandLine().getOut(), err);
        return missing(declarations, err) ? EvenkeelCommand.FAILED : 0;
    }

    private List<Declaration> read() throws IOException {
        List<Declaration> all = new ArrayList<>();
        try (EngineAccess to = access.get()) {
            try {
                if (kinds.contains(Kind.Network)) {
                    all.addAll(new NetworkExport(manifests.namespace)
                            .of(to.engine().networks()));
                }
                if (kinds.contains(Kind.Volume)) {
                    all.addAll(
                            new VolumeExport(manifests.namespace).of(to.engine().volumes()));
                }
                return all;
            } catch (EngineException silent) {
                throw to.unanswered(silent);
            }
        }
    }

    /** Whoever names something wants it: it is a failure when it is not there, or cannot be declared. */
    private boolean missing(List<Declaration> declarations, PrintWriter err) {
        Set<String> found = declarations.stream().map(Declaration::name).collect(Collectors.toSet());
        Set<String> declared = declarations.stream()
                .filter(Declaration.Declared.class::isInstance)
                .map(Declaration::name)
                .collect(Collectors.toSet());
        for (String name : names) {
            Optional<Declaration> left = declarations.stream()
                    .filter(one -> one.name().equals(name))
                    .filter(Declaration.LeftOut.class::isInstance)
                    .findFirst();
            if (!found.contains(name)) {
                err.println("evenkeel: there is no "
                        + kinds.stream().sorted().map(Kind::name).collect(Collectors.joining(" or ")) + " called "
                        + name);
            } else if (left.isPresent()
                    && left.get() instanceof Declaration.LeftOut out
                    && out.care() == Declaration.Care.Meant) {
                err.println("evenkeel: " + out.kind() + " " + name + " is not here: " + out.why());
            }
        }
        err.flush();
        return !declared.containsAll(names);
    }
}
