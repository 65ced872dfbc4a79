package dev.evenkeel.backup;

/** How far a run has come. */
public enum BackupPhase {
    /** Has not begun to read, or will begin again. */
    Pending,
    /** Reads volumes, and proves their archives. */
    Running,
    /** Everything is in the store. */
    Succeeded,
    /** What could be archived is in the store, and the warnings say what somebody should look at. */
    SucceededWithWarnings,
    /** Not every volume is in the store. */
    Failed;

    /** Whether its archives can be relied on. */
    public boolean good() {
        return this == Succeeded || this == SucceededWithWarnings;
    }

    public boolean finished() {
        return good() || this == Failed;
    }
}
