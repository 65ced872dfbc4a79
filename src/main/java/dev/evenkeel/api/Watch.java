package dev.evenkeel.api;

import dev.evenkeel.registry.ChangeFeed;
import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.registry.WatchListener;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One client that watches. It belongs to one event loop and never waits there: it sends while the client takes, and
 * otherwise remembers no more than how far it has come. Only what is too old for the feed's memory is read from the
 * log, on another thread.
 */
final class Watch {

    private final WatchRequest request;
    private final ChangeFeed feed;
    private final WatchFrames frames;
    private final WatchSink sink;
    private final Context context;
    private final WatchListener listener;

    private final Deque<StoredObject> state;
    private final Deque<LoggedChange> waiting = new ArrayDeque<>();
    private final Runnable wake;
    /** The revision up to which changes were taken; those in {@code waiting} are still to be told. */
    private long position;

    private boolean stateEndDue;
    private boolean first = true;
    private boolean live;
    private boolean reading;
    private boolean closed;

    Watch(Watches.Opening opening, ChangeFeed feed, WatchFrames frames, WatchSink sink, WatchListener listener) {
        this.request = opening.request();
        this.context = opening.context();
        this.feed = feed;
        this.frames = frames;
        this.sink = sink;
        this.listener = listener;
        this.state = new ArrayDeque<>(opening.start().state());
        this.position = opening.start().revision();
        this.stateEndDue = request.stateEnd();
        this.wake = () -> context.runOnContext(none -> pump());
    }

    /**
     * What a watch begins with.
     *
     * @param state what there is to tell before the changes
     * @param revision after which the changes begin
     * @param refusal why there will be none
     */
    record Start(List<StoredObject> state, long revision, Optional<Failure> refusal) {

        Start {
            state = List.copyOf(state);
        }

        static Start after(long revision) {
            return new Start(List.of(), revision, Optional.empty());
        }

        static Start refused(Failure refusal) {
            return new Start(List.of(), 0, Optional.of(refusal));
        }
    }

    /** Begins; like all the rest, on the event loop. */
    void open() {
        sink.onDrain(this::pump);
        feed.follow(request.type().kind(), wake);
        pump();
    }

    /** Tells the client how far it is, if it wants to know and is not busy with what comes before. */
    void bookmark() {
        long seen = feed.revision();
        pump();
        if (!closed && request.bookmarks() && live && waiting.isEmpty() && !sink.full()) {
            position = Math.max(position, seen);
            send(frames.bookmark(request, position, false, first));
        }
    }

    /** Its time is over. */
    void timeout() {
        bookmark();
        if (sink.full()) {
            drop();
        } else {
            end();
        }
    }

    /** Ends it, for whatever reason, once. */
    void end() {
        if (!closed) {
            close();
            sink.end();
        }
    }

    /** The client has gone, or must go. */
    void close() {
        closed = true;
        state.clear();
        waiting.clear();
        feed.unfollow(request.type().kind(), wake);
    }

    private void drop() {
        close();
        listener.dropped();
        sink.abort();
    }

    private void pump() {
        while (!closed && !reading) {
            if (live && !feed.covers(request.type().kind(), position)) {
                drop();
            } else if (sink.full()) {
                return;
            } else if (!state.isEmpty()) {
                frames.present(request, state.poll(), first).ifPresent(this::send);
            } else if (stateEndDue) {
                stateEndDue = false;
                send(frames.bookmark(request, position, true, first));
            } else if (!waiting.isEmpty()) {
                frames.change(request, waiting.poll(), first).ifPresent(this::send);
            } else if (!refill()) {
                return;
            }
        }
    }

    /** Whether there is more to tell. */
    private boolean refill() {
        Optional<List<LoggedChange>> recent = feed.after(request.type().kind(), position);
        live |= recent.isPresent();
        recent.ifPresentOrElse(this::take, this::readLog);
        return !waiting.isEmpty();
    }

    private void take(List<LoggedChange> changes) {
        changes.stream()
                .filter(change -> change.key().kind().equals(request.type().kind()))
                .forEach(waiting::add);
        if (!changes.isEmpty()) {
            position = changes.getLast().revision();
        }
    }

    private void readLog() {
        reading = true;
        long after = position;
        context.executeBlocking(() -> feed.fromLog(after)).onComplete(read -> {
            reading = false;
            if (read.succeeded()) {
                take(read.result());
            } else if (!closed) {
                fail(read.cause());
            }
            pump();
        });
    }

    private void fail(Throwable cause) {
        Failure failure = cause instanceof RegistryException.Compacted old
                ? Failures.expired(old.getMessage())
                : Failures.unavailable();
        send(WatchFrames.error(failure.body()));
        end();
    }

    private void send(Buffer event) {
        first = false;
        sink.send(event);
        listener.sent();
    }
}
