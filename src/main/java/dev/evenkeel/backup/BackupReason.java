package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.quiesce.QuiesceException;

/** The words in which a Backup gives its reasons. */
public enum BackupReason {
    /** Running. */
    Archiving,
    /** Succeeded. */
    Archived,
    /** Succeeded with warnings: there was nothing in the volume. */
    EmptySource,
    /** Succeeded with warnings: files changed while they were read. */
    SourceChanged,

    /** Verified: the stored bytes have their digest. */
    ChecksumMatches,
    /** Verified: every member of the stored archive has its digest. */
    EveryMemberMatches,
    /** Not verified: the spec does not ask for it. */
    NotWanted,
    /** Not verified so far. */
    NotYet,

    /** A container that writes to the volumes did not stop by itself in time, and was killed. Nothing was archived. */
    QuiesceTimedOut,
    /** The engine does not stop or pause a container that writes to the volumes. Tried again. */
    QuiesceRefused,
    /** A container that writes to the volumes would not come back if it was stopped. */
    QuiesceImpossible,
    /** A container that writes to the volumes is Evenkeel itself. */
    QuiesceOurselves,
    /** Somebody ran who had to stand still: what was archived meanwhile was thrown away. Tried again. */
    QuiesceDisturbed,
    /** A container that stood still could not be made to run again yet. Tried again. */
    ContainerNotStarted,

    /** There is no engine of the namespace's name. */
    EngineUnknown,
    /** The engine does not answer. Tried again. */
    EngineUnreachable,
    /** The engine tried and failed. Tried again. */
    EngineFailed,
    /** The engine refuses. */
    EngineRejected,
    /** The volume is a folder of the engine's host, and the policy does not allow that. */
    PolicyDenied,
    /** The engine has no such volume. */
    VolumeNotFound,
    /** GNU tar is asked for, and cannot be had for this volume. */
    TarUnavailable,
    /** The engine's stream ended before the volume did: bytes are missing. */
    SourceTruncated,
    /** The engine's stream is no tar. */
    SourceCorrupt,
    /** The volume could not be read to its end. Tried again. */
    SourceUnreadable,
    /** There is no store of that name. Waited for. */
    StoreUnknown,
    /** The store is not there, or does not answer. Tried again. */
    StoreUnavailable,
    /** No space is left in the store. */
    StoreFull,
    /** Succeeded with warnings: an additional store has no copy. */
    CopyFailed,
    /** The archive is encrypted, and the identity of its store does not open it. */
    IdentityMissing,
    /** The Backup is deleted, and its store keeps the archive: it refuses to remove it. */
    ArchiveKept,
    /** The stored archive is not what was written. */
    VerificationFailed,
    /** Begun as often as may be, and never brought to an end. */
    Interrupted,
    /** The registry does not answer. Tried again. */
    RegistryUnavailable;

    /** Whether trying again may help. */
    boolean passing() {
        return switch (this) {
            case EngineUnreachable,
                    EngineFailed,
                    SourceUnreadable,
                    StoreUnavailable,
                    StoreUnknown,
                    QuiesceRefused,
                    QuiesceDisturbed -> true;
            default -> false;
        };
    }

    static BackupReason of(EngineException failure) {
        return switch (failure) {
            case EngineException.Unreachable e -> EngineUnreachable;
            case EngineException.DeviceGone e -> EngineFailed;
            case EngineException.Failed e -> EngineFailed;
            case EngineException.NotFound e -> VolumeNotFound;
            case EngineException.Rejected e -> EngineRejected;
            case EngineException.SwarmRequired e -> EngineRejected;
            case EngineException.Denied e -> PolicyDenied;
            case EngineException.NameTaken e -> EngineRejected;
            case EngineException.InUse e -> EngineRejected;
            case EngineException.AlreadyConnected e -> EngineRejected;
            case EngineException.NotConnected e -> EngineRejected;
            case EngineException.AddressInUse e -> EngineRejected;
            case EngineException.AddressPool e -> EngineRejected;
        };
    }

    static BackupReason of(QuiesceException failure) {
        return switch (failure) {
            case QuiesceException.Ourselves e -> QuiesceOurselves;
            case QuiesceException.WouldNotReturn e -> QuiesceImpossible;
            case QuiesceException.TimedOut e -> QuiesceTimedOut;
            case QuiesceException.Refused e -> QuiesceRefused;
            case QuiesceException.Disturbed e -> QuiesceDisturbed;
        };
    }

    /** The reason for which a volume could not be archived. */
    static BackupReason ofCapture(ArchiveException failure) {
        return switch (failure) {
            case ArchiveException.Truncated e -> SourceTruncated;
            case ArchiveException.Corrupt e -> SourceCorrupt;
            case ArchiveException.Hostile e -> SourceCorrupt;
            case ArchiveException.Mismatch e -> SourceUnreadable;
            case ArchiveException.CaptureUnavailable e -> TarUnavailable;
            case ArchiveException.SourceFailed e -> SourceUnreadable;
            case ArchiveException.StoreUnavailable e -> StoreUnavailable;
            case ArchiveException.NotFound e -> StoreUnavailable;
            case ArchiveException.StoreFull e -> StoreFull;
            case ArchiveException.DeleteRefused e -> ArchiveKept;
            case ArchiveException.Sealed e -> IdentityMissing;
            case ArchiveException.Cancelled e -> Interrupted;
        };
    }

    /** The reason for which a stored archive could not be proven. */
    static BackupReason ofVerification(ArchiveException failure) {
        return switch (failure) {
            case ArchiveException.Truncated e -> VerificationFailed;
            case ArchiveException.Corrupt e -> VerificationFailed;
            case ArchiveException.Hostile e -> VerificationFailed;
            case ArchiveException.Mismatch e -> VerificationFailed;
            case ArchiveException.NotFound e -> VerificationFailed;
            case ArchiveException.CaptureUnavailable e -> VerificationFailed;
            case ArchiveException.SourceFailed e -> StoreUnavailable;
            case ArchiveException.StoreUnavailable e -> StoreUnavailable;
            case ArchiveException.StoreFull e -> StoreFull;
            case ArchiveException.DeleteRefused e -> ArchiveKept;
            case ArchiveException.Sealed e -> IdentityMissing;
            case ArchiveException.Cancelled e -> Interrupted;
        };
    }
}
