package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.engine.EngineException;

/** The words in which a Restore gives its reasons. */
public enum RestoreReason {
    /** Running: the archive is being proven; nothing is written yet. */
    Verifying,
    /** Running: the archive is being unpacked into the new volume. */
    Unpacking,
    /** Running: the new volume is being read back and compared. */
    Comparing,
    /** Succeeded. */
    Restored,

    /** There is no Backup of that name. */
    BackupNotFound,
    /** The Backup is not over. Looked at again. */
    BackupNotFinished,
    /** The Backup has several volumes, and {@code spec.volume} does not say which. */
    VolumeNotNamed,
    /** The Backup has no archive of that volume. */
    VolumeNotInBackup,
    /** There is a volume of the target's name already. */
    TargetExists,
    /** The new volume has contents already: its driver shares them with another. */
    TargetNotEmpty,

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
    /** The process is going down. Begun anew at its next start. */
    Interrupted,
    /** The registry does not answer. Tried again. */
    RegistryUnavailable;

    /** Whether trying again may help. */
    boolean passing() {
        return this == EngineUnreachable || this == StoreUnavailable;
    }

    static RestoreReason of(EngineException failure) {
        return switch (failure) {
            case EngineException.Unreachable e -> EngineUnreachable;
            case EngineException.DeviceGone e -> EngineFailed;
            case EngineException.Failed e -> EngineFailed;
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
            case ArchiveException.DeleteRefused e -> StoreUnavailable;
            case ArchiveException.Sealed e -> IdentityMissing;
            case ArchiveException.CaptureUnavailable e -> EngineFailed;
            case ArchiveException.SourceFailed e -> EngineFailed;
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
            case ArchiveException.DeleteRefused e -> StoreUnavailable;
            case ArchiveException.Sealed e -> IdentityMissing;
            case ArchiveException.CaptureUnavailable e -> EngineFailed;
            case ArchiveException.SourceFailed e -> EngineFailed;
            case ArchiveException.Cancelled e -> Interrupted;
        };
    }
}
