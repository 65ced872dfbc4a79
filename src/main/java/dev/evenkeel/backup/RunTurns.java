package dev.evenkeel.backup;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Lets so many runs go on at a time on each engine, and no more. */
public final class RunTurns {

    private final int perEngine;
    private final Map<String, Semaphore> byEngine = new ConcurrentHashMap<>();

    public RunTurns(int perEngine) {
        this.perEngine = perEngine;
    }

    /** Whether a run may begin; if so, {@link #end} has to follow. */
    boolean begin(String engine) {
        return turns(engine).tryAcquire();
    }

    void end(String engine) {
        turns(engine).release();
    }

    private Semaphore turns(String engine) {
        return byEngine.computeIfAbsent(engine, name -> new Semaphore(perEngine));
    }
}
