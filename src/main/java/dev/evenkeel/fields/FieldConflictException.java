package dev.evenkeel.fields;

import java.util.List;
import java.util.stream.Collectors;

/** Ends an apply that would take fields from their owners without being told to. */
public final class FieldConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldConflict> conflicts;

    FieldConflictException(List<FieldConflict> conflicts) {
        super(message(conflicts));
        this.conflicts = List.copyOf(conflicts);
    }

    public List<FieldConflict> conflicts() {
        return conflicts;
    }

    /** In the words of k8s.io/apimachinery {@code managedfields.NewConflictError}. */
    private static String message(List<FieldConflict> conflicts) {
        if (conflicts.size() == 1) {
            FieldConflict only = conflicts.getFirst();
            return "Apply failed with 1 conflict: conflict with " + only.manager() + ": " + only.field();
        }
        String lists = conflicts.stream()
                .map(FieldConflict::manager)
                .distinct()
                .sorted()
                .map(manager -> "conflicts with " + manager + ":\n" + fields(conflicts, manager))
                .collect(Collectors.joining("\n"));
        return "Apply failed with " + conflicts.size() + " conflicts: " + lists;
    }

    private static String fields(List<FieldConflict> conflicts, String manager) {
        return conflicts.stream()
                .filter(conflict -> conflict.manager().equals(manager))
                .map(conflict -> "- " + conflict.field())
                .collect(Collectors.joining("\n"));
    }
}
