package dev.evenkeel.notify;

/** In what respect something can be wrong. With the prefix {@code Evenkeel} these are names of alerts. */
public enum Concern {
    /** An engine does not answer. */
    EngineUnreachable(Severity.critical, "does not answer"),
    /** The engine differs from the spec of a network or volume, and it was not put right. */
    DriftNotCorrected(Severity.warning, "differs from its spec"),
    /** A resource is not as declared, for another reason than drift. */
    NotReady(Severity.warning, "is not ready"),
    /** The newest backup of a schedule has failed, or one that was made by hand. */
    BackupFailed(Severity.warning, "failed to back up"),
    /** A backup was due and not made, or the newest good one is too old. */
    BackupTooOld(Severity.critical, "has no backup in time"),
    /** The newest archive of a volume could not be restored when that was tried. */
    NotRestorable(Severity.critical, "has an archive that cannot be restored"),
    /** A restore has failed. */
    RestoreFailed(Severity.warning, "failed to restore"),
    /** Containers that stood still for a backup do not run again. */
    ContainersLeftStopped(Severity.critical, "left containers stopped"),
    /** A place for archives does not answer. */
    StoreDown(Severity.critical, "cannot be used");

    private final Severity severity;
    private final String summary;

    Concern(Severity severity, String summary) {
        this.severity = severity;
        this.summary = summary;
    }

    public Severity severity() {
        return severity;
    }

    /** What is said of the resource, after its name. */
    String summary() {
        return summary;
    }
}
