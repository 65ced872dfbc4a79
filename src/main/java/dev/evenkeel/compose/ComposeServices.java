package dev.evenkeel.compose;

import static dev.evenkeel.compose.ComposeYaml.NOTHING;
import static dev.evenkeel.compose.ComposeYaml.asMap;

import dev.evenkeel.compose.ComposeException.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The services of a project, of which only one thing matters: whether any of them is on its default network. */
final class ComposeServices {

    private static final String NETWORKS = "networks";
    private static final String EXTENDS = "extends";

    private final ComposeProject project;
    private final List<Problem> problems;

    /** @param problems is added what cannot be found out */
    ComposeServices(ComposeProject project, List<Problem> problems) {
        this.project = project;
        this.problems = problems;
    }

    /** Whatever its profile: it may be asked for later. */
    boolean useDefaultNetwork() {
        return project.section("services").keySet().stream()
                        .filter(service -> usesDefaultNetwork(service, new HashSet<>()))
                        .count()
                > 0;
    }

    private boolean usesDefaultNetwork(String service, Set<String> chain) {
        Map<String, Object> said = asMap(project.section("services").getOrDefault(service, Map.of()));
        if (said.containsKey("provider") || said.getOrDefault("network_mode", NOTHING) != NOTHING) {
            return false;
        }
        Set<String> networks =
                ComposeMerge.entries(said.getOrDefault(NETWORKS, NOTHING)).keySet();
        if (networks.contains("default")) {
            return true;
        }
        String base = base(service, said.getOrDefault(EXTENDS, NOTHING));
        if (base.isEmpty() || !chain.add(base)) {
            return networks.isEmpty();
        }
        return networks.isEmpty() ? usesDefaultNetwork(base, chain) : names(base, chain);
    }

    /** Whether the default network is named; that of a base is one of those that extend it. */
    private boolean names(String service, Set<String> chain) {
        Map<String, Object> said = asMap(project.section("services").getOrDefault(service, Map.of()));
        String base = base(service, said.getOrDefault(EXTENDS, NOTHING));
        return ComposeMerge.entries(said.getOrDefault(NETWORKS, NOTHING)).containsKey("default")
                || !base.isEmpty() && chain.add(base) && names(base, chain);
    }

    /** The service of the same project that another begins with; empty when there is none. */
    private String base(String service, Object said) {
        if (said instanceof Map<?, ?> map) {
            if (map.containsKey("file")) {
                String path = "services." + service + "." + EXTENDS;
                problems.add(new Problem(
                        project.originOf(path),
                        path,
                        "a service of another file is not read, and so nobody knows its networks; "
                                + ComposeException.SPELT_OUT));
                return "";
            }
            return String.valueOf(asMap(map).getOrDefault("service", ""));
        }
        return said instanceof String name ? name : "";
    }
}
