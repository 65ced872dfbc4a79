package dev.evenkeel.backup;

import dev.evenkeel.archive.VerificationLevel;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.resource.Resource;
import java.time.Duration;

/** Hears what runs do. The metrics room listens; everything has an empty default so that tests need not. */
public interface BackupListener {

    /** Nobody listens. */
    BackupListener SILENT = new BackupListener() {};

    /** A volume is in the store, verified as far as was asked. */
    default void archived(Resource<BackupSpec, BackupStatus> backup, ArchiveStatus archive, Duration took) {}

    /** An additional store has not got its copies. */
    default void copyFailed(Resource<BackupSpec, BackupStatus> backup) {}

    /** A Backup goes, and a store refuses to remove what it has of it. */
    default void kept(Resource<BackupSpec, BackupStatus> backup) {}

    /** Containers stood still for this run, and run again. */
    default void quiesced(Resource<BackupSpec, BackupStatus> backup, Quiesced window) {}

    /** A volume was read, or an archive looked at, whatever came of it. */
    default void passed(Resource<BackupSpec, BackupStatus> backup, Stage stage, Duration took) {}

    /** What of a run takes its time. */
    enum Stage {
        /** A volume is read, and goes into the store. */
        archive,
        /** What is in the store is looked at. */
        verify,
        /** What is in the store goes into another. */
        copy
    }

    /**
     * An archive was looked at.
     *
     * @param good whether it is what was written
     */
    default void verified(Resource<BackupSpec, BackupStatus> backup, VerificationLevel level, boolean good) {}

    /** A run was left off, because somebody deleted its Backup. */
    default void cancelled(Resource<BackupSpec, BackupStatus> backup) {}

    /** A run is over; its status says how. */
    default void finished(Resource<BackupSpec, BackupStatus> backup, Duration took) {}
}
