package dev.evenkeel.resource;

/** In what respect the engine differs from a spec: the reason of condition Drifted, and a metric's label. */
public enum DriftReason {
    /** It is not there. */
    Missing,
    Driver,
    Options,
    Ipam,
    Labels,
    Attachments,
    /** There are several of the name. */
    Duplicate,
    /** There is one of the name, and it is somebody else's. */
    Foreign
}
