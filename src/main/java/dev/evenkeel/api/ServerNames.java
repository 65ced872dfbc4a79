package dev.evenkeel.api;

import java.util.Set;

/** The host names and addresses that clients may call this server; addresses without brackets. */
public record ServerNames(Set<String> names) {

    public ServerNames {
        names = Set.copyOf(names);
    }
}
