package dev.evenkeel.engine.docker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Acts when the engine has been waited for, without any progress, for too long. Needed because a unix socket knows no
 * timeout: the transport takes one and ignores it there.
 */
final class Deadline implements AutoCloseable {

    private final Runnable expiry;
    private final boolean interrupts;
    private final Future<?> ticks;
    private volatile boolean waiting;
    private volatile long turns;
    private long turnsSeen;
    private boolean expired;
    private boolean closed;

    private Deadline(
            ScheduledExecutorService clock, Duration limit, boolean waiting, boolean interrupts, Runnable expiry) {
        this.expiry = expiry;
        this.interrupts = interrupts;
        this.waiting = waiting;
        this.ticks = clock.scheduleAtFixedRate(this::tick, limit.toNanos(), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Interrupts the calling thread, which closes the socket it waits on. */
    static Deadline ofThisThread(ScheduledExecutorService clock, Duration limit) {
        return new Deadline(clock, limit, true, true, Thread.currentThread()::interrupt);
    }

    /** Runs {@code expiry}; nobody is waiting yet. */
    static Deadline of(ScheduledExecutorService clock, Duration limit, Runnable expiry) {
        return new Deadline(clock, limit, false, false, expiry);
    }

    /** From now on it is the engine that is waited for, or no longer. Called by one thread only. */
    void waiting(boolean forEngine) {
        turns = turns + 1;
        waiting = forEngine;
    }

    private synchronized void tick() {
        boolean stuck = waiting && turns == turnsSeen;
        turnsSeen = turns;
        if (stuck && !closed && !expired) {
            expired = true;
            expiry.run();
        }
    }

    synchronized boolean expired() {
        return expired;
    }

    @Override
    public synchronized void close() {
        closed = true;
        ticks.cancel(false);
        if (interrupts && expired) {
            // Ours, and it has served its purpose or came too late for it: the caller shall not trip over it.
            Thread.interrupted();
        }
    }
}
