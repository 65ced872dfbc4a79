package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKind;
import java.util.Optional;

/** What becomes of the resources that were made for one that is deleted, spelt as on the wire. */
public enum Propagation {
    /** They go after their owner. */
    Background,
    /** They go first, and their owner waits for those that block it. */
    Foreground,
    /** They stay, and forget their owner. */
    Orphan;

    /** Holds an owner back until its dependents are gone. The name is Kubernetes' own. */
    public static final String FOREGROUND_FINALIZER = "foregroundDeletion";

    /** Holds an owner back until its dependents have forgotten it. Likewise. */
    public static final String ORPHAN_FINALIZER = "orphan";

    /**
     * What holds the owner back; the garbage collector takes it away. A kind that answers for its dependents only while
     * it is there has to see them go: once it is gone they are kept.
     */
    <S> Optional<String> finalizer(ResourceKind<S, ?> kind, S spec) {
        if (!kind.takesDependentsAlong(Optional.of(spec))) {
            return Optional.empty();
        }
        return switch (this) {
            case Background ->
                kind.takesDependentsAlong(Optional.empty()) ? Optional.empty() : Optional.of(FOREGROUND_FINALIZER);
            case Foreground -> Optional.of(FOREGROUND_FINALIZER);
            case Orphan -> Optional.of(ORPHAN_FINALIZER);
        };
    }
}
