package dev.evenkeel.engine;

import java.time.Instant;

/**
 * What the engine says of a path inside a container.
 *
 * @param modifiedAt to the nanosecond: enough to tell whether a folder here is the same one
 */
public record PathStat(String name, long size, Instant modifiedAt) {}
