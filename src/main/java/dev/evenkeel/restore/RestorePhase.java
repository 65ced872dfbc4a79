package dev.evenkeel.restore;

/** How far a restore has come. */
public enum RestorePhase {
    /** Has not begun, or will begin anew. */
    Pending,
    /** Proves the archive, unpacks it, or compares. */
    Running,
    /** The volume is there and equals its archive. */
    Succeeded,
    /** There is no volume, or none that this restore made. */
    Failed;

    public boolean finished() {
        return this == Succeeded || this == Failed;
    }
}
