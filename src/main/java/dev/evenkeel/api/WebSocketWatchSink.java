package dev.evenkeel.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.WebSocketInternal;
import java.nio.charset.StandardCharsets;

/** A watch over a WebSocket: one text message for each event. */
record WebSocketWatchSink(ServerWebSocket socket) implements WatchSink {

    @Override
    public void send(Buffer event) {
        socket.writeTextMessage(event.toString(StandardCharsets.UTF_8));
    }

    @Override
    public boolean full() {
        return socket.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable handler) {
        socket.drainHandler(none -> handler.run());
    }

    @Override
    public void end() {
        socket.close();
    }

    @Override
    public void abort() {
        ((WebSocketInternal) socket).channelHandlerContext().close();
    }
}
