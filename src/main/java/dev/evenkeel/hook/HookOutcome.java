package dev.evenkeel.hook;

/** What came of a hook. */
public enum HookOutcome {
    /** It ended with 0. */
    Succeeded,
    /** It ended with something else, or the engine could not run it. */
    Failed,
    /** It did not end in time, and was killed if that was possible. */
    TimedOut,
    /** There is no such container, or it is not running. */
    ContainerMissing,
    /** The administrator did not turn hooks on. */
    Disabled
}
