package dev.evenkeel.restore;

/** How far a replacement has come. What comes next is begun only when this is on disk. */
public enum ReplaceStage {
    /** The containers that run on the volume are being stopped. */
    Stopping,
    /** The safety backup is being made. */
    Saving,
    /** The volume is being emptied and filled; it is neither the old one nor the new one. */
    Swapping,
    /** The volume has the new contents, and its containers are being started. */
    Starting,
    /** The volume is being given back its old contents. */
    RollingBack,
    /** The volume has its old contents, and its containers are being started. */
    Returning;

    /** Whether the volume's contents are being written. */
    boolean writes() {
        return this == Swapping || this == RollingBack;
    }
}
