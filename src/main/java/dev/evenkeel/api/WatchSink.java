package dev.evenkeel.api;

import io.vertx.core.buffer.Buffer;

/** Where the events of one watch go. */
interface WatchSink {

    void send(Buffer event);

    /** Whether the client is not reading fast enough to be sent more now. */
    boolean full();

    /** Runs {@code handler} whenever it is not full any more. */
    void onDrain(Runnable handler);

    /** Ends it after what was sent. */
    void end();

    /** Ends it at once. */
    void abort();
}
