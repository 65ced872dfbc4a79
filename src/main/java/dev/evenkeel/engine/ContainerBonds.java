package dev.evenkeel.engine;

import java.util.List;
import java.util.Set;

/**
 * What the end of a container means to it, and to others.
 *
 * @param exitCode of its first process the last time it ended; 0 if it never did
 * @param removedAtItsEnd whether the engine removes it when it stops
 * @param joins containers, by id or name, in whose network, process or IPC namespace it lives: when they stop, it loses
 *     that
 * @param volumesFrom containers, by id or name, whose mounts it was given when it was created
 */
public record ContainerBonds(int exitCode, boolean removedAtItsEnd, Set<String> joins, List<String> volumesFrom) {

    /** Nothing to do with anybody. */
    public static final ContainerBonds NONE = new ContainerBonds(0, false, Set.of(), List.of());

    public ContainerBonds {
        joins = Set.copyOf(joins);
        volumesFrom = List.copyOf(volumesFrom);
    }
}
