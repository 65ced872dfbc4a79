package dev.evenkeel.boot;

import dev.evenkeel.control.Backoff;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineState;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.EventStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Reads one engine's events for as long as the process lives. A subscriber that does not keep up throttles the whole
 * engine, so nothing here waits: an event is turned into a key, and the next one is read. Every connection begins with
 * a resync, because what happened before it is not told.
 */
final class EngineWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EngineWatch.class);

    private final Engine engine;
    private final EngineState state;
    private final Backoff<String> backoff;
    private final Consumer<EngineEvent> onEvent;
    private final Runnable onConnect;
    private final Runnable onLoss;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;
    private EventStream stream = NOT_CONNECTED;

    private static final EventStream NOT_CONNECTED = new EventStream() {
        @Override
        public EngineEvent next() {
            throw new EngineException.Unreachable("not connected");
        }

        @Override
        public void close() {}
    };

    /**
     * @param onEvent must return at once
     * @param onConnect likewise
     * @param onLoss likewise
     */
    EngineWatch(
            Engine engine,
            EngineState state,
            Backoff<String> backoff,
            Consumer<EngineEvent> onEvent,
            Runnable onConnect,
            Runnable onLoss) {
        this.engine = engine;
        this.state = state;
        this.backoff = backoff;
        this.onEvent = onEvent;
        this.onConnect = onConnect;
        this.onLoss = onLoss;
    }

    /** Watches until {@link #close}. */
    void run() {
        while (!isClosed()) {
            try (EventStream events = connect()) {
                onConnect.run();
                read(events);
            } catch (EngineException lost) {
                LOG.debugf("event stream ended engine=%s cause=\"%s\"", state.engine(), lost.getMessage());
            }
            if (state.eventStreamConnected() && !isClosed()) {
                state.eventStreamLost();
                LOG.warnf("event stream lost engine=%s", state.engine());
                onLoss.run();
            }
            pause();
        }
    }

    private EventStream connect() {
        EngineVersion version = engine.version();
        EventStream events = engine.events();
        lock.lock();
        try {
            stream = events;
            if (closed) {
                events.close();
            }
        } finally {
            lock.unlock();
        }
        state.is(version);
        state.eventStreamOpened();
        backoff.forget(state.engine());
        LOG.infof("event stream open engine=%s", state.engine());
        return events;
    }

    private void read(EventStream events) {
        while (!isClosed()) {
            EngineEvent event = events.next();
            state.eventRead();
            onEvent.accept(event);
        }
    }

    private void pause() {
        lock.lock();
        try {
            if (!closed) {
                closing.await(backoff.next(state.engine()).toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
            stream.close();
        } finally {
            lock.unlock();
        }
    }
}
