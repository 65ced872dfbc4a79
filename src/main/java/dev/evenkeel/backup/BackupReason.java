package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.hook.HookOutcome;
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
    /** Succeeded with warnings: files were removed before they were read. */
    FilesVanished,
    /** Succeeded with warnings: attributes of files could not be read. */
    AttributesUnreadable,
    /** Succeeded with warnings: there are sockets in the volume, which no archive holds. */
    SocketsSkipped,

    /** Waits until other runs on the engine are over. */
    WaitingForTurn,

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

    /** A hook failed before the volumes were read: they were not. */
    PreHookFailed,
    /** A hook failed after the volumes were read. */
    PostHookFailed,
    /** A hook did not end in time. */
    HookTimedOut,
    /** A hook names a container that is not there, or not running. */
    HookContainerMissing,
    /** The administrator does not allow hooks. */
    HooksDisabled,

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
    /** A Restore is writing to the volume. Tried again. */
    VolumeHeld,
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
    /** Some files of the volume cannot be read. */
    FilesUnreadable,
    /** The engine cannot mount the volume. Tried again. */
    MountRefused,
    /** What the volume is made of is not there: a folder, a disk. */
    DeviceGone,
    /** The engine does not take the image that helpers are made of. */
    ImageRefused,
    /** The engine does not make the container that volumes are reached through. Tried again. */
    HelperRefused,
    /** There is no store of that name. Waited for. */
    StoreUnknown,
    /** The store is not there, or does not answer. Tried again. */
    StoreUnavailable,
    /** No space is left in the store. */
    StoreFull,
    /** The store may be read, and not written to. */
    StoreReadOnly,
    /** There is something in the place of the store, and it is none: no marker, no bucket. Tried again. */
    StoreMissing,
    /** The store does not let us in. Tried again. */
    StoreClosed,
    /** The stored archive has other bytes than were written. */
    DigestMismatch,
    /** The stored archive cannot be unpacked. */
    ArchiveDamaged,
    /** The stored archive is gone. */
    ArchiveVanished,
    /** Succeeded with warnings: an additional store has no copy. */
    CopyFailed,
    /** The archive is encrypted, and the identity of its store does not open it. */
    IdentityMissing,
    /** The Backup is deleted, and its store keeps the archive: it refuses to remove it. */
    ArchiveKept,
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
                    StoreMissing,
                    StoreClosed,
                    MountRefused,
                    HelperRefused,
                    QuiesceDisturbed -> true;
            default -> false;
        };
    }

    /** Whether a stored archive was looked at, and is not what was written. */
    boolean disproven() {
        return this == DigestMismatch || this == ArchiveDamaged || this == ArchiveVanished;
    }

    static BackupReason of(EngineException failure) {
        return switch (failure) {
            case EngineException.Unreachable e -> EngineUnreachable;
            case EngineException.DeviceGone e -> DeviceGone;
            case EngineException.MountFailed e -> MountRefused;
            case EngineException.ImageRefused e -> ImageRefused;
            case EngineException.HelperRefused e -> HelperRefused;
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

    static BackupReason of(HookOutcome outcome, BackupReason failed) {
        return switch (outcome) {
            case TimedOut -> HookTimedOut;
            case ContainerMissing -> HookContainerMissing;
            case Disabled -> HooksDisabled;
            case Failed, Succeeded -> failed;
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
            case ArchiveException.TargetFailed e -> SourceUnreadable;
            case ArchiveException.StoreUnavailable e -> of(e.absence());
            case ArchiveException.NotFound e -> StoreUnavailable;
            case ArchiveException.FilesUnreadable e -> FilesUnreadable;
            case ArchiveException.StoreFull e -> StoreFull;
            case ArchiveException.StoreReadOnly e -> StoreReadOnly;
            case ArchiveException.DeleteRefused e -> ArchiveKept;
            case ArchiveException.Sealed e -> IdentityMissing;
            case ArchiveException.Cancelled e -> Interrupted;
        };
    }

    private static BackupReason of(ArchiveException.StoreUnavailable.Absence absence) {
        return switch (absence) {
            case Silent -> StoreUnavailable;
            case Missing -> StoreMissing;
            case Closed -> StoreClosed;
        };
    }

    /** The reason for which a stored archive could not be proven. */
    static BackupReason ofVerification(ArchiveException failure) {
        return switch (failure) {
            case ArchiveException.Truncated e -> ArchiveDamaged;
            case ArchiveException.Corrupt e -> ArchiveDamaged;
            case ArchiveException.Hostile e -> ArchiveDamaged;
            case ArchiveException.Mismatch e -> DigestMismatch;
            case ArchiveException.NotFound e -> ArchiveVanished;
            case ArchiveException.CaptureUnavailable e -> StoreUnavailable;
            case ArchiveException.SourceFailed e -> StoreUnavailable;
            case ArchiveException.TargetFailed e -> StoreUnavailable;
            case ArchiveException.StoreUnavailable e -> of(e.absence());
            case ArchiveException.FilesUnreadable e -> StoreUnavailable;
            case ArchiveException.StoreFull e -> StoreFull;
            case ArchiveException.StoreReadOnly e -> StoreReadOnly;
            case ArchiveException.DeleteRefused e -> ArchiveKept;
            case ArchiveException.Sealed e -> IdentityMissing;
            case ArchiveException.Cancelled e -> Interrupted;
        };
    }
}
