package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.engine.EngineException;
import java.util.Locale;

/** The words in which a Restore gives its reasons. */
public enum RestoreReason {
    /** Running: the archive is being proven; nothing is written yet. */
    Verifying,
    /** Running: the archive is being unpacked into the new volume. */
    Unpacking,
    /** Running: the volume is being read, and compared with the archive. */
    Comparing,
    /** Running: the containers that run on the volume are being stopped. */
    StoppingUsers,
    /** Running: the safety backup is being made. */
    TakingSafetyBackup,
    /** Running: the contents of the volume are being replaced. */
    Swapping,
    /** Running: the containers that were stopped are being started again. */
    StartingUsers,
    /** Running: the volume is being given back its old contents. */
    RollingBack,
    /** Succeeded. */
    Restored,
    /** Succeeded: it was a dry run, and status.plan has its result. */
    Planned,
    /** There is no Backup of that name, or no good one from that time or before. */
    BackupNotFound,
    /** The Backup is not over. Looked at again. */
    BackupNotFinished,
    /** The Backup has several volumes, and {@code spec.volume} does not say which. */
    VolumeNotNamed,
    /** The Backup has no archive of that volume. */
    VolumeNotInBackup,
    /** There is a volume of the target's name already. */
    TargetExists,
    /** There is no volume of the target's name whose contents could be replaced. */
    TargetNotFound,
    /** The new volume has contents already: its driver shares them with another. */
    TargetNotEmpty,
    /** Where the engine keeps its volumes there is not enough room. */
    TargetFull,
    /** GNU tar could not write the volume. */
    UnpackFailed,
    /** Another Restore is at work on the same volume. Looked at again. */
    TargetBusy,
    /** Somebody began to use the volume while its contents were to be replaced. */
    TargetInUse,
    /** A container that runs on the volume must not be stopped, or would not come back. */
    UsersCannotStop,
    /** The safety backup failed: nothing was replaced. */
    SafetyBackupFailed,
    /** The volume could not be emptied: nothing is unpacked beside what was there. */
    NotEmptied,
    /** The contents are as they should be, and a container that was stopped does not start again. */
    UsersNotStarted,
    /** The old contents could not be brought back. The safety backup has them. */
    RollbackFailed,
    /** There is no engine of the namespace's name. */
    EngineUnknown,
    /** The engine does not answer. Tried again. */
    EngineUnreachable,
    /** The engine tried and failed. */
    EngineFailed,
    /** The engine refuses. */
    EngineRejected,
    /** The policy does not let it leave for the engine. */
    PolicyDenied,
    /** There is no store of that name. */
    StoreUnknown,
    /** The archive is encrypted, and its store has no identity that opens it. */
    IdentityMissing,
    /** The store is not there, or does not answer. Tried again. */
    StoreUnavailable,
    /** The store has no such archive. */
    ArchiveMissing,
    /** The archive cannot be unpacked or parsed. */
    ArchiveCorrupt,
    /** The archive is another one than was stored. */
    ArchiveMismatch,
    /** The archive has a member that must not be unpacked. */
    ArchiveHostile,
    /** What was written is not what was read back. */
    ContentsDiffer,
    /** Begun as often as may be, and never brought to an end. */
    Interrupted,
    /** Somebody deleted the Restore. What it had begun is taken back. */
    Deleted,
    /** The registry does not answer. Tried again. */
    RegistryUnavailable;

    /** What Linux, and so every engine, calls it. */
    private static final String NO_SPACE = "no space left on device";
    /** What GNU tar says of a file that the disk did not take all of. */
    private static final String HALF_WRITTEN = ": Wrote only ";

    /** Whether trying again may help. */
    boolean passing() {
        return this == EngineUnreachable || this == StoreUnavailable;
    }

    static RestoreReason of(EngineException failure) {
        return switch (failure) {
            case EngineException.Unreachable e -> EngineUnreachable;
            case EngineException.DeviceGone e -> EngineFailed;
            case EngineException.MountFailed e -> EngineFailed;
            case EngineException.ImageRefused e -> EngineRejected;
            case EngineException.HelperRefused e -> EngineRejected;
            case EngineException.Failed e -> isFull(e) ? TargetFull : EngineFailed;
            case EngineException.NotFound e -> EngineFailed;
            case EngineException.InUse e -> TargetExists;
            case EngineException.Rejected e -> EngineRejected;
            case EngineException.SwarmRequired e -> EngineRejected;
            case EngineException.Denied e -> PolicyDenied;
            case EngineException.NameTaken e -> EngineRejected;
            case EngineException.AlreadyConnected e -> EngineRejected;
            case EngineException.NotConnected e -> EngineRejected;
            case EngineException.AddressInUse e -> EngineRejected;
            case EngineException.AddressPool e -> EngineRejected;
        };
    }

    private static boolean isFull(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.toLowerCase(Locale.ROOT).contains(NO_SPACE) || message.contains(HALF_WRITTEN);
    }

    /** The reason for which an archive cannot be proven or unpacked. */
    static RestoreReason ofArchive(ArchiveException failure) {
        return switch (failure) {
            case ArchiveException.Truncated e -> ArchiveCorrupt;
            case ArchiveException.Corrupt e -> ArchiveCorrupt;
            case ArchiveException.Mismatch e -> ArchiveMismatch;
            case ArchiveException.Hostile e -> ArchiveHostile;
            case ArchiveException.NotFound e -> ArchiveMissing;
            case ArchiveException.StoreUnavailable e -> StoreUnavailable;
            case ArchiveException.StoreFull e -> StoreUnavailable;
            case ArchiveException.StoreReadOnly e -> StoreUnavailable;
            case ArchiveException.FilesUnreadable e -> EngineFailed;
            case ArchiveException.DeleteRefused e -> StoreUnavailable;
            case ArchiveException.Sealed e -> IdentityMissing;
            case ArchiveException.CaptureUnavailable e -> EngineFailed;
            case ArchiveException.SourceFailed e -> EngineFailed;
            case ArchiveException.TargetFailed e -> isFull(e) ? TargetFull : UnpackFailed;
            case ArchiveException.Cancelled e -> Interrupted;
        };
    }

    /** The reason for which the new volume does not count. */
    static RestoreReason ofComparison(ArchiveException failure) {
        return switch (failure) {
            case ArchiveException.Truncated e -> ContentsDiffer;
            case ArchiveException.Corrupt e -> ContentsDiffer;
            case ArchiveException.Mismatch e -> ContentsDiffer;
            case ArchiveException.Hostile e -> ContentsDiffer;
            case ArchiveException.NotFound e -> ArchiveMissing;
            case ArchiveException.StoreUnavailable e -> StoreUnavailable;
            case ArchiveException.StoreFull e -> StoreUnavailable;
            case ArchiveException.StoreReadOnly e -> StoreUnavailable;
            case ArchiveException.FilesUnreadable e -> EngineFailed;
            case ArchiveException.DeleteRefused e -> StoreUnavailable;
            case ArchiveException.Sealed e -> IdentityMissing;
            case ArchiveException.CaptureUnavailable e -> EngineFailed;
            case ArchiveException.SourceFailed e -> EngineFailed;
            case ArchiveException.TargetFailed e -> isFull(e) ? TargetFull : UnpackFailed;
            case ArchiveException.Cancelled e -> Interrupted;
        };
    }
}
