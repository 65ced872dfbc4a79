package dev.evenkeel.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What groups of other people's making may do here: each of them may stand for roles. */
public final class GroupRoles {

    private final Map<String, Set<String>> rolesOf = new HashMap<>();

    /**
     * @param lines {@code group=role} or {@code group=role@namespace} each
     * @throws IllegalArgumentException for a line that is something else
     */
    public GroupRoles(Collection<String> lines) {
        for (String line : lines) {
            int at = line.lastIndexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("\"" + line + "\" is not written group=role");
            }
            String group = Role.Grant.parse(line.substring(at + 1)).group();
            rolesOf.computeIfAbsent(line.substring(0, at), key -> new HashSet<>())
                    .add(group);
        }
    }

    Caller mapped(Caller caller) {
        Set<String> groups = new HashSet<>(caller.groups());
        caller.groups().forEach(group -> groups.addAll(rolesOf.getOrDefault(group, Set.of())));
        return new Caller(caller.user(), groups);
    }
}
