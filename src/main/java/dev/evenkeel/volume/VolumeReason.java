package dev.evenkeel.volume;

import dev.evenkeel.engine.EngineException;

/** The reasons of a volume's conditions. A closed list: docs/resources/volume.md explains each. */
public enum VolumeReason {
    /** The engine agrees with the spec. */
    InSync,
    /** The volume is there and differs. It holds data, so it is left alone. */
    RequiresReplacement,
    /** The volume is gone, and the loss policy is Report. */
    LossReported,
    /** A volume of this name belongs to somebody else. */
    ForeignVolume,
    /** The volume is to be removed, and containers use it. */
    VolumeInUse,
    /** The namespace names no engine. */
    UnknownEngine,
    /** The engine does not answer. */
    EngineUnreachable,
    /** The engine refuses; it will say the same again. */
    EngineRejected,
    /** The policy does not let it leave for the engine. */
    PolicyDenied,
    /** The engine tried and failed. */
    EngineFailed,
    /** The registry does not answer. */
    RegistryUnavailable,
    /** Protected: it has a good backup, and a schedule. */
    BackedUp,
    /** Not protected: a schedule covers it, and there is no good backup so far. */
    NoBackupYet,
    /** Not protected: all schedules that cover it are suspended. */
    ScheduleSuspended,
    /** Not protected: no schedule covers it. */
    NoSchedule,
    /** Not protected, because somebody wants it so. */
    OptedOut;

    /** An engine that does not know the driver says "not found". */
    static VolumeReason of(EngineException failure) {
        return switch (failure) {
            case EngineException.Unreachable e -> EngineUnreachable;
            case EngineException.InUse e -> VolumeInUse;
            case EngineException.Rejected e -> EngineRejected;
            case EngineException.SwarmRequired e -> EngineRejected;
            case EngineException.Denied e -> PolicyDenied;
            case EngineException.NotFound e -> EngineRejected;
            case EngineException.NameTaken e -> EngineFailed;
            case EngineException.AlreadyConnected e -> EngineFailed;
            case EngineException.NotConnected e -> EngineFailed;
            case EngineException.AddressInUse e -> EngineFailed;
            case EngineException.AddressPool e -> EngineFailed;
            case EngineException.DeviceGone e -> EngineFailed;
            case EngineException.Failed e -> EngineFailed;
            case EngineException.MountFailed e -> EngineFailed;
            case EngineException.ImageRefused e -> EngineRejected;
            case EngineException.HelperRefused e -> EngineRejected;
        };
    }
}
