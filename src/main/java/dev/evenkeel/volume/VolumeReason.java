package dev.evenkeel.volume;

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
    /** The engine tried and failed. */
    EngineFailed
}
