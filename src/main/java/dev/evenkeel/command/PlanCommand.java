package dev.evenkeel.command;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.manifest.ManifestFinding;
import dev.evenkeel.manifest.ManifestReader;
import dev.evenkeel.manifest.ManifestSource;
import dev.evenkeel.manifest.Manifests;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.StoredResources;
import dev.evenkeel.resource.Kinds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A dry run: what would be changed on the engine, found out by looking alone. */
@Command(
        name = "plan",
        description = {
            "Prints what would be changed on the engine, and changes nothing.",
            "Of manifests, or, without -f, of what the registry in the data directory declares, also while a server"
                    + " runs on it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing differs",
            "1:it failed: a manifest breaks a rule, or the engine does not tell",
            "2:something differs, and would be changed, reported, or is blocked"
        },
        footer = {
            "",
            "Colours are for terminals, and not where NO_COLOR is set.",
            "",
            "Examples:",
            "  evenkeel plan",
            "  evenkeel plan -f manifests/ -H unix:///run/engine.sock --output json"
        })
public final class PlanCommand implements Callable<Integer> {

    /** For pipelines, which ask for drift. */
    public static final int CHANGES = 2;

    private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json)");

    /** The forms, spelt as on the command line. */
    enum Form {
        text,
        json
    }

    /** What a command line knows of its surroundings. */
    public interface Surroundings {

        /** What is declared in the data directory; empty when nothing ever was. */
        Optional<StoredResources> stored() throws IOException;

        /** Where it is looked for. */
        Path dataDir();

        /** Whether somebody looks at the output who can see colours, and wants to. */
        boolean coloured();
    }

    private final Supplier<EngineAccess> access;
    private final Surroundings surroundings;
    private final Kinds kinds;
    private final Clock clock;

    @Mixin
    EngineOption engine;

    @Mixin
    DataDirOption dataDir;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Manifests: a file, a folder, or -. May be given several times.")
    List<String> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "For people, or for programs.")
    Form form;

    @Spec
    CommandSpec spec;

    public PlanCommand(Supplier<EngineAccess> access, Surroundings surroundings, Kinds kinds, Clock clock) {
        this.access = access;
        this.surroundings = surroundings;
        this.kinds = kinds;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Manifests manifests = ManifestReader.read(sources(), kinds, new ResourceCodec());
        if (!manifests.findings().isEmpty()) {
            return refused(manifests.findings());
        }
        if (!files.isEmpty() && manifests.resources().isEmpty()) {
            throw new IOException("there is no manifest in " + String.join(", ", files));
        }
        Optional<StoredResources> stored = surroundings.stored();
        if (files.isEmpty() && stored.isEmpty()) {
            throw new IOException("nothing is declared yet in " + surroundings.dataDir()
                    + "; give manifests with -f, or say with --data-dir where the registry is");
        }
        try (EngineAccess to = access.get()) {
            answer(to);
            DryRun dryRun = new DryRun(to, stored, clock.instant());
            List<ManifestFinding> objections = dryRun.objections(manifests);
            if (!objections.isEmpty()) {
                return refused(objections);
            }
            return told(files.isEmpty() ? dryRun.of(stored.orElseThrow()) : dryRun.of(manifests));
        }
    }

    /** Whether it answers at all is asked once, and not told of every resource. */
    private static void answer(EngineAccess engine) throws IOException {
        try {
            engine.engine().version();
        } catch (EngineException silent) {
            throw engine.unanswered(silent);
        }
    }

    private int told(PlanReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(form == Form.json ? PlanTree.of(report) : new PlanText(surroundings.coloured()).of(report));
        out.flush();
        if (!report.unknown().isEmpty()) {
            return EvenkeelCommand.FAILED;
        }
        return report.changes() ? CHANGES : 0;
    }

    private int refused(List<ManifestFinding> findings) {
        PrintWriter err = spec.commandLine().getErr();
        findings.forEach(finding -> err.println("evenkeel: " + finding));
        err.flush();
        return EvenkeelCommand.FAILED;
    }

    private List<ManifestSource> sources() throws IOException {
        List<ManifestSource> sources = new ArrayList<>();
        for (String file : files) {
            for (String one : inFolder(file)) {
                sources.add(new ManifestSource(
                        one.equals("-") ? "standard input" : one, TextFiles.read(one, Path.of(""), System.in)));
            }
        }
        return sources;
    }

    /** The manifests of a folder, by name; a file stands for itself. */
    private static List<String> inFolder(String file) throws IOException {
        if (file.equals("-") || !Files.isDirectory(Path.of(file))) {
            return List.of(file);
        }
        try (Stream<Path> inside = Files.list(Path.of(file))) {
            return inside.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(name -> MANIFEST.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }
}
