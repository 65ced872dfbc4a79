package dev.evenkeel.api;

import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.Authorizer;
import dev.evenkeel.access.Caller;
import dev.evenkeel.access.WatchQuota;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Decides whether somebody may do what he asks for, when both are known and the handler has not run yet. */
@Singleton
public final class Access {

    private static final String LEASE = WatchQuota.Lease.class.getName();

    private final Provider<Authorizer> authorizer;
    private final Provider<WatchQuota> watches;

    public Access(Provider<Authorizer> authorizer, Provider<WatchQuota> watches) {
        this.authorizer = authorizer;
        this.watches = watches;
    }

    @ServerRequestFilter
    public void authorize(ContainerRequestContext request, RoutingContext routing) {
        if (Authentication.isOpen(routing.request())) {
            return;
        }
        Attributes attributes = attributes(routing.request());
        if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller) {
            requireSame(attributes, request.getUriInfo().getPathParameters());
            if (!authorizer.get().allows(caller, attributes)) {
                throw Failures.forbidden(caller, attributes);
            }
            if (attributes.verb().equals("watch")) {
                count(caller, routing);
            }
        } else {
            throw Failures.unauthorized();
        }
    }

    static Attributes attributes(HttpServerRequest request) {
        String watch = Optional.ofNullable(request.getParam("watch")).orElse("false");
        boolean watches = !watch.equals("false") && !watch.equals("0");
        String path = Optional.ofNullable(request.path()).orElse("");
        return RequestAttributes.of(request.method().name(), path, watches);
    }

    /** What was decided about is what the handler will do, however oddly the path is written. */
    private static void requireSame(Attributes attributes, MultivaluedMap<String, String> path) {
        if (differs(path, "namespace", attributes.namespace())
                || differs(path, "plural", attributes.resource())
                || differs(path, "name", attributes.name())
                || differs(path, "subresource", attributes.subresource())) {
            throw Failures.unknownPath();
        }
    }

    private static boolean differs(MultivaluedMap<String, String> path, String parameter, String expected) {
        return path.containsKey(parameter) && !expected.equals(path.getFirst(parameter));
    }

    private void count(Caller caller, RoutingContext routing) {
        WatchQuota.Lease lease = watches.get()
                .acquire(caller)
                .orElseThrow(() -> Failures.tooManyRequests("too many watches are open, please close some of them"));
        routing.put(LEASE, lease);
        routing.addEndHandler(ended -> lease.close());
    }

    /** Gives back what a watch counted for. A WebSocket must say so itself: its request never ends. */
    static void release(RoutingContext routing) {
        if (routing.get(LEASE) instanceof WatchQuota.Lease lease) {
            lease.close();
        }
    }
}
