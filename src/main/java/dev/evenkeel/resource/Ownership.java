package dev.evenkeel.resource;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The labels by which we know our own on an engine. Nothing without them is ever removed. */
public final class Ownership {

    /** Reserved for us: a user's label may not start with it. */
    public static final String LABEL_PREFIX = "dev.evenkeel.";
    /** Holds the id of the registry that made the object. */
    public static final String MANAGED_BY = LABEL_PREFIX + "managed-by";
    /** Holds the uid of the resource the object was made for. */
    public static final String UID = LABEL_PREFIX + "uid";

    /** Holds what a network is for that is to go again before long, and stays only if we were stopped meanwhile. */
    public static final String TEMPORARY = LABEL_PREFIX + "temporary";

    /** Holds the uid of the Restore that brought a volume back. */
    public static final String RESTORE = LABEL_PREFIX + "restore";

    /** What the names of volumes begin with that a restore drill makes and throws away. */
    public static final String SCRATCH_PREFIX = "evenkeel-drill-";

    private Ownership() {}

    /** Whether a volume is one that a restore drill made. */
    public static boolean isScratch(String volume, Map<String, String> labels) {
        return volume.startsWith(SCRATCH_PREFIX) && labels.containsKey(RESTORE);
    }

    /** The rules that the names of a user's labels break as the keys of {@code field}. */
    public static List<Violation> violations(String field, Collection<String> labels) {
        return labels.stream()
                .filter(label -> label.isBlank() || label.startsWith(LABEL_PREFIX))
                .map(label -> label.isBlank()
                        ? Violation.invalid(field, label, "the name of a label may not be empty")
                        : Violation.forbidden(
                                field + "[" + label + "]", "labels that start with " + LABEL_PREFIX + " are ours"))
                .toList();
    }
}
