package dev.evenkeel.resource;

/** The port by which any room tells what it did to a resource, beyond what conditions say. It never blocks. */
public interface EventRecorder {

    /** Nobody listens. */
    EventRecorder NONE = (about, type, reason, message) -> {};

    /** Made on the engine, for the first time. */
    String CREATED = "Created";

    /** Brought back to what its spec says. */
    String REPAIRED = "Repaired";

    /** Taken off the engine, because it was deleted here. */
    String REMOVED = "Removed";

    /** A schedule has made a Backup, because it was due. */
    String BACKUP_STARTED = "BackupStarted";

    /** A schedule has let a Backup go, and its archives with it. */
    String BACKUP_PRUNED = "BackupPruned";

    /** A schedule has begun to restore an archive, to see whether it can be. */
    String DRILL_STARTED = "DrillStarted";

    /** It can be. */
    String DRILL_PASSED = "DrillPassed";

    /** It cannot be. */
    String DRILL_FAILED = "DrillFailed";

    /** Containers stand still, because volumes of theirs are read. */
    String CONTAINERS_HELD = "ContainersHeld";

    /** Containers that stood still run again. */
    String CONTAINERS_RELEASED = "ContainersReleased";

    /** A store was asked what it has, and Backups were made of it. */
    String IMPORTED = "Imported";

    /**
     * Tells something about {@code about}.
     *
     * @param reason one word in CamelCase; the same word, type and message are the same event, counted
     * @param message a sentence; what is longer than 1 KiB is cut
     */
    void record(Resource<?, ?> about, EventType type, String reason, String message);
}
