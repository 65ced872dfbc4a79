package dev.evenkeel.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** A watch as a response that is never finished: one line for each event, sent at once. */
record HttpWatchSink(HttpServerRequest request, HttpServerResponse response) implements WatchSink {

    /** The head goes out before there is any event: clients wait for it. */
    static HttpWatchSink open(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.setChunked(true);
        response.putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache, private");
        response.writeHead();
        return new HttpWatchSink(request, response);
    }

    @Override
    public void send(Buffer event) {
        response.write(event);
    }

    @Override
    public boolean full() {
        return response.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable handler) {
        response.drainHandler(none -> handler.run());
    }

    @Override
    public void end() {
        response.end();
    }

    /** What has not been read is thrown away: to close the connection politely would be to wait for the reader. */
    @Override
    public void abort() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            ((ConnectionBase) request.connection()).channelHandlerContext().close();
        }
    }
}
