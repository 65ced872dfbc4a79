package dev.evenkeel.resource;

import java.time.Instant;
import java.util.Optional;

/**
 * One observation about a resource, with the fields and meaning of {@code metav1.Condition}.
 *
 * @param type what is observed, such as {@code Ready}; each type is there once
 * @param status whether it is so
 * @param reason why, one word of the kind's closed list; never empty
 * @param message why, for people
 * @param lastTransitionTime when {@code status} last changed
 * @param observedGeneration the {@code metadata.generation} this was seen of: {@code kubectl wait} counts on it
 */
@ListMap("type")
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

    /** What {@link #RECONCILING} says when an attempt failed and the next one is due. */
    public static final String RETRYING = "will be tried again";

    /** Whether something is so, spelt as on the wire. */
    public enum Status {
        /** It is so. */
        True,
        /** It is not so. */
        False,
        /** It is not known, or not yet. */
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
