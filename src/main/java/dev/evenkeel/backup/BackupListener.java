package dev.evenkeel.backup;

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

    /** A run is over; its status says how. */
    default void finished(Resource<BackupSpec, BackupStatus> backup, Duration took) {}
}
