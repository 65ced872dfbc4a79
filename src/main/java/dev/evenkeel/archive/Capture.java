package dev.evenkeel.archive;

import java.util.List;

/** How the contents of a volume were read. */
public enum Capture {
    /** GNU tar over the mount point: everything but sockets. */
    Tar(List.of()),
    /** The engine's own archive call: works everywhere, and keeps less. */
    Archive(List.of("mtimes below a second", "extended attributes", "access control lists", "sockets"));

    private final List<String> losses;

    Capture(List<String> losses) {
        this.losses = losses;
    }

    /** What this way of reading never keeps. */
    public List<String> losses() {
        return losses;
    }
}
