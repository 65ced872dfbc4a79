package dev.evenkeel.compose;

import static dev.evenkeel.compose.ComposeYaml.NOTHING;

import dev.evenkeel.compose.ComposeException.Problem;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.network.RepairWindow;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.resource.Declaration.Care;
import dev.evenkeel.resource.ForeignLabels;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The networks and volumes of a compose project, with the names and the labels that docker compose gives them. */
public final class ComposeImport {

    private static final String DEFAULT = "default";
    private static final String BIND = "bind";
    private static final String LOCAL = "local";

    private static final Set<String> NETWORK_KEYS = Set.of(
            "name",
            "driver",
            "driver_opts",
            "ipam",
            "external",
            "internal",
            "enable_ipv4",
            "enable_ipv6",
            "attachable",
            "labels");
    private static final Set<String> VOLUME_KEYS = Set.of("name", "driver", "driver_opts", "external", "labels");

    private final ComposeProject project;
    private final String namespace;
    private final List<Problem> problems = new ArrayList<>();

    private ComposeImport(ComposeProject project, String namespace) {
        this.project = project;
        this.namespace = namespace;
    }

    /**
     * What came of it.
     *
     * @param project its name
     * @param unset variables that nobody set, and that stand for nothing
     */
    public record Result(String project, List<Declaration> declarations, List<String> unset) {}

    /**
     * Reads a project.
     *
     * @param files in the order in which they are put over one another
     * @param name of the project, when somebody says it
     * @param folder of the project: that of its first file
     * @param environment of the process
     * @param variables of files such as {@code .env}
     * @param namespace of the resources
     */
    public static Result read(
            List<ComposeSource> files,
            Optional<String> name,
            Path folder,
            Map<String, String> environment,
            List<ComposeSource> variables,
            String namespace)
            throws ComposeException {
        ComposeProject project =
                ComposeProject.read(new ComposeProject.Sources(files, name, folder, environment, variables));
        List<Declaration> declarations = new ComposeImport(project, namespace).declarations();
        return new Result(project.name(), declarations, List.copyOf(project.unset()));
    }

    private List<Declaration> declarations() throws ComposeException {
        Map<String, Object> networks = new TreeMap<>(project.section("networks"));
        if (new ComposeServices(project, problems).useDefaultNetwork()) {
            networks.putIfAbsent(DEFAULT, NOTHING);
        }
        List<Declaration> declarations = new ArrayList<>();
        networks.forEach((key, value) -> declarations.add(network(key, value)));
        new TreeMap<>(project.section("volumes")).forEach((key, value) -> declarations.add(volume(key, value)));
        if (!problems.isEmpty()) {
            throw new ComposeException(problems);
        }
        return declarations;
    }

    private Declaration network(String key, Object value) {
        String path = "networks." + key;
        ComposeEntry said = new ComposeEntry(value, path, this::wrong);
        said.allow(NETWORK_KEYS);
        Optional<String> external = external(key, said);
        if (external.isPresent()) {
            return external(NetworkKind.INSTANCE, external.get(), path);
        }
        ComposeEntry ipam = said.entry("ipam");
        ipam.allow(Set.of("driver", "config", "options"));
        NetworkSpec spec = new NetworkSpec(
                said.text("driver", "bridge"),
                said.flag("internal").orElse(false),
                said.flag("attachable").orElse(false),
                said.flag("enable_ipv4").orElse(true),
                said.flag("enable_ipv6").orElse(false),
                new NetworkSpec.Ipam(
                        ipam.text("driver", DEFAULT),
                        ipam.texts("options"),
                        ipam.entries("config").stream().map(ComposeImport::pool).toList()),
                said.texts("driver_opts"),
                labels(said, ForeignLabels.COMPOSE_NETWORK, key),
                List.of(),
                NetworkSpec.DriftPolicy.Repair,
                NetworkSpec.RepairStrategy.Direct,
                RepairWindow.NONE,
                NetworkSpec.AdoptionPolicy.IfMatching,
                NetworkSpec.DeletionPolicy.Delete);
        return declared(NetworkKind.INSTANCE, name(key, said), spec, path);
    }

    private static NetworkSpec.Pool pool(ComposeEntry pool) {
        pool.allow(Set.of("subnet", "ip_range", "gateway", "aux_addresses"));
        return new NetworkSpec.Pool(
                pool.text("subnet", ""),
                pool.text("ip_range", ""),
                pool.text("gateway", ""),
                pool.texts("aux_addresses"));
    }

    private Declaration volume(String key, Object value) {
        String path = "volumes." + key;
        ComposeEntry said = new ComposeEntry(value, path, this::wrong);
        said.allow(VOLUME_KEYS);
        Optional<String> external = external(key, said);
        if (external.isPresent()) {
            return external(VolumeKind.INSTANCE, external.get(), path);
        }
        VolumeSpec spec = new VolumeSpec(
                said.text("driver", LOCAL),
                driverOptions(said),
                labels(said, ForeignLabels.COMPOSE_VOLUME, key),
                Optional.empty(),
                VolumeSpec.LossPolicy.Recreate,
                VolumeSpec.AdoptionPolicy.IfMatching,
                VolumeSpec.DeletionPolicy.Retain);
        return declared(VolumeKind.INSTANCE, name(key, said), spec, path);
    }

    /** A folder of the project that a volume binds is named from the project's, when the driver is said. */
    private Map<String, String> driverOptions(ComposeEntry said) {
        Map<String, String> options = said.texts("driver_opts");
        String device = options.getOrDefault("device", "");
        if (said.text("driver", "").equals(LOCAL) && BIND.equals(options.get("o")) && !device.isEmpty()) {
            String home = project.environment().getOrDefault("HOME", "");
            String expanded = device.equals("~") || device.startsWith("~/") ? home + device.substring(1) : device;
            options.put(
                    "device",
                    expanded.startsWith("/")
                            ? expanded
                            : project.folder()
                                    .toAbsolutePath()
                                    .resolve(expanded)
                                    .normalize()
                                    .toString());
        }
        return options;
    }

    /** The name of what somebody else makes. */
    private Optional<String> external(String key, ComposeEntry said) {
        if (said.get("external") instanceof Map<?, ?>) {
            ComposeEntry old = said.entry("external");
            old.allow(Set.of("name"));
            return Optional.of(said.text("name", old.text("name", key)));
        }
        return said.flag("external").filter(flag -> flag).map(flag -> said.text("name", key));
    }

    private static Declaration external(ResourceKind<?, ?> kind, String name, String path) {
        return new Declaration.LeftOut(
                kind.kind(),
                name,
                path + " is external: docker compose expects it to be there; evenkeel export --kind " + kind.kind()
                        + " " + name + " declares it",
                Care.Meant);
    }

    private String name(String key, ComposeEntry said) {
        return said.text("name", project.name() + "_" + key);
    }

    /**
     * With these docker compose takes it for its own. Not with its hash of the configuration: without that it does not
     * replace what it finds.
     */
    private Map<String, String> labels(ComposeEntry said, String keyLabel, String key) {
        Map<String, String> labels = new TreeMap<>(said.labels("labels"));
        labels.put(keyLabel, key);
        labels.put(ForeignLabels.COMPOSE_PROJECT, project.name());
        return labels;
    }

    private <S, T> Declaration declared(ResourceKind<S, T> kind, String name, S spec, String path) {
        Stream.concat(ObjectName.violations("metadata.name", name).stream(), kind.validate(name, spec).stream())
                .forEach(violation -> wrong(path + "." + inCompose(violation), violation.message()));
        List<String> remarks =
                kind.riskyUses(name, spec).stream().map(HostPolicy::needed).toList();
        return new Declaration.Declared(
                new Resource<>(kind.kind(), Metadata.named(namespace, name), spec, kind.emptyStatus()), remarks);
    }

    /** A field of a resource, as compose files call it. */
    private static String inCompose(Violation violation) {
        return violation
                .field()
                .replace("metadata.", "")
                .replace("spec.", "")
                .replaceFirst("^options|^driverOptions", "driver_opts")
                .replace("ipRange", "ip_range")
                .replace("auxiliaryAddresses", "aux_addresses")
                .replace("enableIPv", "enable_ipv");
    }

    private void wrong(String path, String message) {
        problems.add(new Problem(project.originOf(path), path, message));
    }
}
