package dev.evenkeel.restore;

/** How carrying out a plan ended. */
sealed interface RestoreResult {

    /**
     * The volume equals the archive.
     *
     * @param note what somebody should know of it; may be empty
     */
    record Restored(String note) implements RestoreResult {}

    /** It was a dry run, and nothing was changed. */
    record Planned(RestorePreview plan, String note) implements RestoreResult {}

    /** It does not: a new one is gone again, and one that was there has its old contents, if nothing else is said. */
    record Broken(RestoreCause cause) implements RestoreResult {}

    /** Not now, and it is tried again; what was begun stays begun. */
    record Again(RestoreCause cause) implements RestoreResult {}

    /** Somebody else is at work on the volume. */
    record Busy(RestoreCause cause) implements RestoreResult {}

    /** It goes on when the safety backup is there. */
    record Waiting() implements RestoreResult {}
}
