package dev.evenkeel.backup;

/** How a volume is to be read. */
public enum CaptureMode {
    /** With GNU tar where that can be done, else through the engine. */
    Auto,
    /** With GNU tar, on this machine or in a helper container, or not at all: nothing but sockets is lost. */
    Tar,
    /** Through the engine, which needs nothing and keeps less. */
    Archive
}
