package dev.evenkeel.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Answers requests that never get as far as an endpoint, with a Status as all others: those whose first lines are no
 * good, and those that the server beneath gives up on.
 */
@Singleton
public final class FrontDoor {

    private static final Logger LOG = Logger.getLogger(FrontDoor.class);

    /** Before everything else that looks at requests; the highest number comes first. */
    private static final int FIRST = 10_000;

    /** What the router answers by itself when no route does. */
    private static final List<Integer> OF_ROUTER = List.of(400, 404, 405, 406, 413, 414, 415, 500, 503);

    void filter(@Observes Filters filters) {
        filters.register(FrontDoor::enter, FIRST);
    }

    void handle(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(FrontDoor::failed);
        OF_ROUTER.forEach(code -> router.errorHandler(code, FrontDoor::failed));
    }

    private static void enter(RoutingContext context) {
        RequestHead.refusal(context.request())
                .ifPresentOrElse(
                        refusal -> {
                            answer(context, refusal.body());
                            // where such a request ends, and another begins, is nothing to rely on
                            if (context.request().version() != HttpVersion.HTTP_2) {
                                context.request().connection().close();
                            }
                        },
                        context::next);
    }

    private static void failed(RoutingContext context) {
        int code = context.statusCode() < 400 ? 500 : context.statusCode();
        if (code >= 500) {
            LOG.errorf(
                    context.failure(),
                    "http request failed path=%s",
                    context.request().path());
        }
        answer(context, Failures.ofFramework(code).body());
    }

    private static void answer(RoutingContext context, StatusBody status) {
        HttpServerResponse response = context.response();
        if (!response.headWritten()) {
            response.setStatusCode(status.code()).putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON);
            int seconds = status.details().retryAfterSeconds();
            if (seconds > 0) {
                response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
            }
            response.end(status.tree().toString());
        }
    }
}
