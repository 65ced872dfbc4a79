package dev.evenkeel.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody may do, as a table of verbs and resources. Whoever may write something may read what it refers to, on
 * the same engine: so a Backup never tells its author more of a volume than he can see.
 */
public enum Role {
    /** Sees everything. */
    viewer("viewer", Rule.of(Rule.READ, Rule.ANY)),

    /** Declares networks, volumes and schedules, and makes backups; nothing that reaches the engine's host. */
    operator(
            "operator",
            Rule.of(Rule.READ, Rule.ANY),
            Rule.of(Rule.WRITE, "networks", "volumes", "backupschedules"),
            Rule.of("create", "backups")),

    /** Makes backups, and takes none away. */
    backupOperator(
            "backup-operator",
            Rule.of(
                    Rule.READ,
                    "backups",
                    "backupschedules",
                    "backupschedules/retention",
                    "backupstores",
                    "volumes",
                    "events",
                    "namespaces"),
            Rule.of("create", "backups")),

    /** Brings backups back as new volumes. */
    restorer(
            "restorer",
            Rule.of(Rule.READ, "restores", "backups", "backupstores", "volumes", "events", "namespaces"),
            Rule.of("create", "restores")),

    /** An operator who may also use what belongs to the engine's host. */
    hostAdmin(
            "host-admin",
            Rule.of(Rule.READ, Rule.ANY),
            Rule.of(Rule.WRITE, "networks", "volumes", "backupschedules"),
            Rule.of("create", "backups"),
            Rule.of("use", "hostpaths", "hostinterfaces", "drivers", "exechooks", "adopt")),

    /** Reads /q/metrics, where that takes a role, and nothing else. */
    metrics("metrics", Rule.of("get", "metrics")),

    /** May do everything, and so is root on the engines. */
    admin("admin", Rule.of(Rule.ANY, Rule.ANY));

    private static final String GROUP_PREFIX = "evenkeel:";

    private final String wireName;
    private final List<Rule> rules;

    Role(String wireName, Rule... rules) {
        this.wireName = wireName;
        this.rules = List.of(rules);
    }

    public String wireName() {
        return wireName;
    }

    /** As in Kubernetes, a subresource is written {@code networks/status}; a star means all of them. */
    private record Rule(Set<String> verbs, Set<String> resources) {

        static final String ANY = "*";
        static final String READ = "get,list,watch";
        static final String WRITE = "create,update,patch,delete,deletecollection";

        static Rule of(String verbs, String... resources) {
            return new Rule(Set.of(verbs.split(",")), Set.of(resources));
        }

        boolean covers(String verb, String resource) {
            return (verbs.contains(ANY) || verbs.contains(verb))
                    && (resources.contains(ANY) || resources.contains(resource));
        }
    }

    boolean covers(Attributes attributes) {
        String resource = attributes.subresource().isEmpty()
                ? attributes.resource()
                : attributes.resource() + "/" + attributes.subresource();
        return rules.stream().anyMatch(rule -> rule.covers(attributes.verb(), resource));
    }

    /** A role, on every engine or on one. */
    public record Grant(Role role, Optional<String> namespace) {

        /**
         * Reads {@code role} or {@code role@namespace}.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static Grant parse(String text) {
            int at = text.indexOf('@');
            String name = at < 0 ? text : text.substring(0, at);
            Role role = Arrays.stream(values())
                    .filter(known -> known.wireName.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no role; there are "
                            + Arrays.stream(values()).map(Role::wireName).collect(Collectors.joining(", "))));
            if (at == text.length() - 1) {
                throw new IllegalArgumentException("\"" + text + "\" names no namespace after the @");
            }
            return new Grant(role, at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1)));
        }

        /** What a group gives; empty for groups that have nothing to do with roles. */
        static Optional<Grant> ofGroup(String group) {
            try {
                return group.startsWith(GROUP_PREFIX)
                        ? Optional.of(parse(group.substring(GROUP_PREFIX.length())))
                        : Optional.empty();
            } catch (IllegalArgumentException unknown) {
                return Optional.empty();
            }
        }

        public String group() {
            return GROUP_PREFIX
                    + role.wireName
                    + namespace.map(name -> "@" + name).orElse("");
        }

        /** A role on one engine says nothing about what is on none, or about all of them at once. */
        boolean allows(Attributes attributes) {
            return role.covers(attributes)
                    && (namespace.isEmpty()
                            || (attributes.isResource() && namespace.get().equals(attributes.namespace())));
        }
    }
}
