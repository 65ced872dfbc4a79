package dev.evenkeel.resource;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The labels by which docker compose and stacks know what is theirs. */
public final class ForeignLabels {

    /** Holds the name of the compose project. */
    public static final String COMPOSE_PROJECT = "com.docker.compose.project";

    /** Holds what a network is called in its compose file. */
    public static final String COMPOSE_NETWORK = "com.docker.compose.network";

    /** Holds what a volume is called in its compose file. */
    public static final String COMPOSE_VOLUME = "com.docker.compose.volume";

    /** Holds the name of a swarm's stack. */
    public static final String STACK = "com.docker.stack.namespace";

    /** What docker compose notes for itself: which of its versions made a thing, and of what. */
    private static final Set<String> NOTES = Set.of("com.docker.compose.version", "com.docker.compose.config-hash");

    private ForeignLabels() {}

    /**
     * Whether a label is no wish, but a note that is wrong as soon as somebody else makes the thing anew. Without them
     * docker compose takes what it finds.
     */
    public static boolean isNote(String label) {
        return NOTES.contains(label);
    }

    /** Whether somebody else marked an object as his. */
    public static boolean mark(Map<String, String> labels) {
        return labels.keySet().stream()
                .anyMatch(key -> key.startsWith("com.docker.compose.") || key.startsWith("com.docker.stack."));
    }

    /**
     * Whether a spec says itself whose the object is, and says it right: nobody writes the name of a compose project
     * into a spec without knowing.
     */
    public static boolean acknowledged(Map<String, String> declared, Map<String, String> actual) {
        return Stream.of(COMPOSE_PROJECT, STACK)
                .anyMatch(key -> actual.containsKey(key) && actual.get(key).equals(declared.get(key)));
    }

    /** In words; empty when nobody marked it. */
    public static Optional<String> owner(Map<String, String> labels) {
        if (labels.containsKey(STACK)) {
            return Optional.of("the stack " + labels.get(STACK));
        }
        if (labels.containsKey(COMPOSE_PROJECT)) {
            return Optional.of("docker compose's project " + labels.get(COMPOSE_PROJECT));
        }
        return mark(labels) ? Optional.of("docker compose, or a stack") : Optional.empty();
    }
}
