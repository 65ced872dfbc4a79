package dev.evenkeel.schedule;

/** The words in which the conditions of a schedule give their reason. */
public enum ScheduleReason {
    /** Ready: the next run is set. */
    Scheduled,
    /** Ready: nothing runs until {@code spec.suspend} is false. */
    Suspended,
    /** Not ready: the spec in the registry is one that would not be let in today. */
    InvalidSpec,
    /** The registry does not answer, so nothing is decided. */
    RegistryUnavailable,
    /** OnTime: no run has been due so far. */
    NothingDueYet,
    /** OnTime: the newest due time has its Backup. */
    Started,
    /** Not on time: the run before was still going on. */
    StillRunning,
    /** Not on time: noticed later than the starting deadline allows. */
    DeadlineExceeded,
    /** Not on time, and not selecting: no volume of the engine matches the selector. */
    NothingSelected,
    /** Selecting: volumes of the engine match the selector. */
    VolumesSelected,
    /** Selecting is unknown: there is no engine of the namespace's name. */
    EngineUnknown,
    /** Selecting is unknown: the engine does not answer. Tried again. */
    EngineUnreachable,
    /** Succeeding is unknown: no Backup is over. */
    NoBackupYet,
    /** Succeeding: the newest Backup that is over is good. */
    LastBackupSucceeded,
    /** Not succeeding, and not pruning: the newest Backup that is over has failed. */
    LastBackupFailed,
    /** Drilled is unknown: no drill is over so far. */
    NoDrillYet,
    /** Drilled: the newest drill of every volume that had one has passed. */
    DrillPassed,
    /** Not drilled: an archive could not be restored. */
    DrillFailed,
    /** Pruning: Backups that no rule keeps are let go. */
    RetentionApplied,
    /** Not pruning: {@code spec.retention.policy} is {@code Report}. */
    ReportOnly,
    /** Not pruning: the newest Backup has much less of a volume than those before. */
    SuspiciouslySmall,
    /** Not pruning: a store does not show what it has. */
    StoreUnavailable
}
