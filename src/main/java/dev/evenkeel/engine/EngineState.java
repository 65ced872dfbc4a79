package dev.evenkeel.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of the connection to one engine: written by whoever talks to it, read by metrics and probes.
 *
 * <p>Thread-safe.
 */
public final class EngineState {

    private final String engine;
    private final AtomicLong reconnects = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private volatile boolean up;
    private volatile boolean eventStreamConnected;
    private volatile boolean asked;
    private volatile Optional<Instant> lastResync = Optional.empty();
    private volatile Optional<EngineVersion> version = Optional.empty();

    public EngineState(String engine) {
        this.engine = engine;
    }

    public String engine() {
        return engine;
    }

    /** The engine answered, or did not. */
    public void answered(boolean answer) {
        up = answer;
        asked = true;
    }

    /** Everything on the engine has been listed and compared. */
    public void resynced(Instant when) {
        lastResync = Optional.of(when);
    }

    /** What the engine says it is; it may be another one after each connection. */
    public void is(EngineVersion said) {
        version = Optional.of(said);
    }

    /** Empty until it has said so. */
    public Optional<EngineVersion> version() {
        return version;
    }

    public void eventStreamOpened() {
        eventStreamConnected = true;
    }

    public void eventStreamLost() {
        eventStreamConnected = false;
        reconnects.incrementAndGet();
    }

    public void eventRead() {
        events.incrementAndGet();
    }

    public boolean up() {
        return up;
    }

    /** Whether the engine has been asked at all since the start, whatever it answered. */
    public boolean asked() {
        return asked;
    }

    public boolean eventStreamConnected() {
        return eventStreamConnected;
    }

    /** How often the event stream was lost. */
    public long reconnects() {
        return reconnects.get();
    }

    public long events() {
        return events.get();
    }

    public Optional<Instant> lastResync() {
        return lastResync;
    }
}
