package dev.evenkeel.archive;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** How the contents of a volume were read. */
public enum Capture {
    /** GNU tar over the mount point: everything but sockets. */
    @JsonProperty("Tar")
    TAR(List.of()),
    /** The engine's own archive call: works everywhere, and keeps less. */
    @JsonProperty("Archive")
    ARCHIVE(List.of("mtimes below a second", "extended attributes", "access control lists", "sockets"));

    private final List<String> losses;

    Capture(List<String> losses) {
        this.losses = losses;
    }

    /** What this way of reading never keeps. */
    public List<String> losses() {
        return losses;
    }
}
