package dev.evenkeel.engine;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The engines under care, by name. An engine's name is the namespace of the resources that live on it. */
public record Engines(Map<String, Engine> byName) {

    /** The namespace of the engine that somebody with one host has. */
    public static final String DEFAULT = "default";

    public Engines {
        byName = Map.copyOf(byName);
    }

    public Optional<Engine> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
