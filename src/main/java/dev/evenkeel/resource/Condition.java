package dev.evenkeel.resource;

import java.time.Instant;
import java.util.Optional;

/**
 * One observation about a resource, with the fields and meaning of {@code metav1.Condition}.
 *
 * @param reason a word of the kind's closed enumeration, never empty
 * @param lastTransitionTime when {@code status} last changed
 * @param observedGeneration the generation this was seen of: {@code kubectl wait} counts on it
 */
public record Condition(
        String type,
        Status status,
        String reason,
        String message,
        Optional<Instant> lastTransitionTime,
        long observedGeneration) {

    public static final String READY = "Ready";
    public static final String DRIFTED = "Drifted";
    /** kstatus: work is under way. */
    public static final String RECONCILING = "Reconciling";
    /** kstatus: no progress without somebody's help. */
    public static final String STALLED = "Stalled";

    /** The three values of a condition, spelt as on the wire. */
    public enum Status {
        True,
        False,
        Unknown
    }

    public Condition {
        message = Defaults.text(message, "");
        lastTransitionTime = Defaults.optional(lastTransitionTime);
    }

    public static Condition of(String type, Status status, Enum<?> reason, String message) {
        return new Condition(type, status, reason.name(), message, Optional.empty(), 0);
    }

    public static Condition yes(String type, Enum<?> reason, String message) {
        return of(type, Status.True, reason, message);
    }

    public static Condition no(String type, Enum<?> reason, String message) {
        return of(type, Status.False, reason, message);
    }

    Condition stamped(Instant transition, long generation) {
        return new Condition(type, status, reason, message, Optional.of(transition), generation);
    }
}
