package dev.evenkeel.backup;

import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for fields that a Backup shares with the schedule it comes from. */
public final class BackupRules {

    private BackupRules() {}

    /** At least one volume, each a name, none twice. */
    public static List<Violation> volumes(String field, List<String> volumes) {
        if (volumes.isEmpty()) {
            return List.of(Violation.required(field, "name at least one volume"));
        }
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            String element = field + "[" + i + "]";
            violations.addAll(ObjectName.violations(element, volumes.get(i)));
            if (!seen.add(volumes.get(i))) {
                violations.add(Violation.duplicate(element, volumes.get(i)));
            }
        }
        return violations;
    }

    /** The name of a store, which need not be there yet: a run waits for it. */
    public static List<Violation> store(String field, String store) {
        return ObjectName.violations(field, store);
    }

    /** Names of stores, each once, and not the one that is written to anyway. */
    public static List<Violation> additionalStores(String field, String store, List<String> additional) {
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(store));
        for (int i = 0; i < additional.size(); i++) {
            String element = field + "[" + i + "]";
            violations.addAll(ObjectName.violations(element, additional.get(i)));
            if (!seen.add(additional.get(i))) {
                violations.add(Violation.duplicate(element, additional.get(i)));
            }
        }
        return violations;
    }
}
