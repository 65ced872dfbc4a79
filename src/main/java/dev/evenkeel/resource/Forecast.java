package dev.evenkeel.resource;

import java.util.List;

/**
 * What a reconciler would do about a resource, found out without doing it.
 *
 * @param drift what differs; empty for what is new
 * @param plan in the words of {@code status.plan}; empty when there is nothing to do
 * @param note what else is to be known, such as when it would be done; empty for nothing
 */
public record Forecast(ResourceKey key, Verdict verdict, List<FieldDrift> drift, String plan, String note) {

    /** What would come of it. */
    public enum Verdict {
        /** The engine is as declared: nothing would be done. */
        InSync,
        /** The plan would be carried out. */
        Change,
        /** Something differs, and would only be reported. */
        Report,
        /** Something differs or is to be done, and may not be. */
        Blocked
    }

    public Forecast {
        drift = List.copyOf(drift);
    }

    public boolean inSync() {
        return verdict == Verdict.InSync;
    }

    /**
     * What would be refused before anything is planned.
     *
     * @param reason in a word
     */
    public static Forecast refused(ResourceKey key, String reason, String why) {
        return new Forecast(key, Verdict.Blocked, List.of(), "blocked " + reason + ": " + why, "");
    }
}
