package dev.evenkeel.archive;

import java.util.concurrent.Executor;

/**
 * Who may compress one archive besides the thread that writes it.
 *
 * @param threads how many at a time; 0 for none
 * @param executor runs what is compressed in Java; zstd has threads of its own
 */
public record Workers(int threads, Executor executor) {

    /** The writing thread does it all. */
    public static final Workers NONE = new Workers(0, Runnable::run);
}
