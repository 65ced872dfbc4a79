package dev.evenkeel.api;

import dev.evenkeel.registry.ChangeFeed;
import dev.evenkeel.registry.StoredList;
import dev.evenkeel.registry.WatchListener;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** All watches that are open: a request comes here past every filter, and from then on lives on its event loop. */
@Singleton
public final class Watches {

    private final ChangeFeed feed;
    private final StoredObjects objects;
    private final WatchFrames frames;
    private final WatchSettings settings;
    private final WatchListener listener;
    private final Set<OpenWatch> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    public Watches(
            ChangeFeed feed,
            StoredObjects objects,
            WatchFrames frames,
            WatchSettings settings,
            WatchListener listener) {
        this.feed = feed;
        this.objects = objects;
        this.frames = frames;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Answers the current request with a watch, over a WebSocket if that is what it asks for. The framework is told to
     * wait, and for ever: neither its thread nor its answer is needed any more.
     *
     * @return what nobody will see
     * @throws Failure 400, 406, 422 or 429 before anything has been answered
     */
    Response start(Call call, ResourceType type, Optional<String> namespace) {
        if (ending) {
            throw Failures.unavailable();
        }
        WatchRequest request = WatchRequest.of(call, type, namespace, settings);
        if (open.size() >= settings.openMax()) {
            throw Failures.tooManyRequests("too many watches are open, please try again later");
        }
        Watch.Start start = start(request);
        ResteasyReactiveRequestContext current = CurrentRequestManager.get();
        RoutingContext exchange = current.unwrap(RoutingContext.class);
        Context context = exchange.vertx().getOrCreateContext();
        current.suspend();
        context.runOnContext(none -> open(exchange, new Opening(request, start, context)));
        return Response.ok().build();
    }

    /** What there is to tell before the changes; or why there is nothing to be told at all. */
    private Watch.Start start(WatchRequest request) {
        long newest = objects.revision();
        long after = request.revision().orElse(newest);
        if (after > newest) {
            return Watch.Start.refused(
                    Failures.expired("too large resource version: " + after + ", current: " + newest));
        }
        if (after < objects.oldestRevision()) {
            return Watch.Start.refused(
                    Failures.expired("too old resource version: " + after + " (" + objects.oldestRevision() + ")"));
        }
        if (!request.state()) {
            return Watch.Start.after(after);
        }
        StoredList state = objects.list(request.type(), request.namespace());
        return new Watch.Start(state.items(), state.revision(), Optional.empty());
    }

    private void open(RoutingContext exchange, Opening opening) {
        HttpServerRequest http = exchange.request();
        if (http.headers().contains(HttpHeaders.UPGRADE, "websocket", true)) {
            http.toWebSocket().onFailure(none -> Access.release(exchange)).onSuccess(socket -> {
                socket.closeHandler(none -> Access.release(exchange));
                WebSocketWatchSink sink = new WebSocketWatchSink(socket);
                begin(opening, sink, exchange.vertx())
                        .ifPresent(end -> socket.closeHandler(none -> {
                            end.run();
                            Access.release(exchange);
                        }));
            });
        } else if (!exchange.response().closed()) {
            HttpWatchSink sink = HttpWatchSink.open(http);
            begin(opening, sink, exchange.vertx()).ifPresent(end -> exchange.addEndHandler(none -> end.run()));
        }
    }

    /** Begins to tell, and answers what is to be done when the client has gone; nothing when it was only refused. */
    private Optional<Runnable> begin(Opening opening, WatchSink sink, Vertx vertx) {
        Optional<Failure> refusal = opening.start().refusal();
        if (refusal.isPresent()) {
            sink.send(WatchFrames.error(refusal.get().body()));
            sink.end();
            return Optional.empty();
        }
        Watch watch = new Watch(opening, feed, frames, sink, listener);
        OpenWatch entry = new OpenWatch(watch, opening.context());
        long bookmarks = vertx.setPeriodic(settings.bookmarks().toMillis(), id -> watch.bookmark());
        long timeout = vertx.setTimer(opening.request().timeout().toMillis(), id -> watch.timeout());
        open.add(entry);
        listener.opened();
        watch.open();
        if (ending) {
            watch.end();
        }
        return Optional.of(() -> {
            vertx.cancelTimer(bookmarks);
            vertx.cancelTimer(timeout);
            watch.close();
            open.remove(entry);
            listener.closed();
        });
    }

    /**
     * Ends all watches before the listeners close, which is what the delay of the shutdown is for: clients see a clean
     * end and will ask the next process.
     */
    void end(@Observes ShutdownDelayInitiatedEvent event) {
        ending = true;
        endAll();
    }

    void endAll() {
        open.forEach(watch -> watch.context().runOnContext(none -> watch.watch().end()));
    }

    /** A watch that has been checked and is about to begin. */
    record Opening(WatchRequest request, Watch.Start start, Context context) {}

    private record OpenWatch(Watch watch, Context context) {}
}
