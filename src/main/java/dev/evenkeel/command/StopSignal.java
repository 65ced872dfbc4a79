package dev.evenkeel.command;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Whether somebody wants a long command to end, as with Ctrl-C. */
public interface StopSignal {

    /**
     * Does {@code work}. When somebody asks for the end meanwhile, {@code onStop} is called once, on another
     * thread, and the process stays until {@code work} has returned.
     */
    int during(Runnable onStop, Callable<Integer> work) throws Exception;

    boolean asked();

    /** Waits that long, or until somebody asks for the end. */
    void pause(Duration time) throws InterruptedException;
}
