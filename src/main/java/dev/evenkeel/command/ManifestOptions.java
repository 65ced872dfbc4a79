package dev.evenkeel.command;

import dev.evenkeel.engine.Engines;
import dev.evenkeel.manifest.ManifestWriter;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Declaration;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** How resources are written. */
final class ManifestOptions {

    /** The forms, spelt as on the command line. */
    enum Form {
        yaml,
        json
    }

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            defaultValue = Engines.DEFAULT,
            description = "The namespace of the resources: the engine they are for.")
    String namespace;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            defaultValue = "yaml",
            description = "A stream of YAML documents, or one List in JSON.")
    Form form;

    /** Writes them, and tells what nobody may miss. */
    void write(List<Declaration> declarations, String heading, PrintWriter out, PrintWriter err) {
        ManifestWriter writer = new ManifestWriter(new ResourceCodec());
        if (form == Form.yaml) {
            out.print(heading.lines().map(line -> "# " + line + "\n").reduce("", String::concat));
        }
        out.print(form == Form.yaml ? writer.yaml(declarations) : writer.json(declarations));
        out.flush();
        for (Declaration declaration : declarations) {
            if (declaration instanceof Declaration.LeftOut left && left.care() == Declaration.Care.Impossible) {
                err.println("evenkeel: " + left.kind() + " " + left.name() + " is not here: " + left.why());
            }
        }
        err.flush();
    }
}
