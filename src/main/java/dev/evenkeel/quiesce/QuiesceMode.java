package dev.evenkeel.quiesce;

/** What is done to containers that write to a volume while it is read. */
public enum QuiesceMode {
    /** Nothing: they go on writing. */
    None,
    /** Their processes are frozen. What is on disk is as after a loss of power. */
    Pause,
    /** They are stopped, and started again. What is on disk is as their programs left it. */
    Stop
}
