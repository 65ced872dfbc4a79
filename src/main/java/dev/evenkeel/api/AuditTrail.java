package dev.evenkeel.api;

import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.AuditEvent;
import dev.evenkeel.access.AuditLog;
import dev.evenkeel.access.Caller;
import dev.evenkeel.access.RequestListener;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Writes down every request that asked for a change, made or not, and every one that was not allowed. */
@Singleton
public final class AuditTrail {

    private static final String RECEIVED = AuditTrail.class.getName();

    /** What a query may say without being a secret. The rest stays out: some people put tokens there. */
    private static final Set<String> PLAIN = Set.of(
            "allowWatchBookmarks",
            "continue",
            "dryRun",
            "fieldManager",
            "fieldSelector",
            "fieldValidation",
            "force",
            "gracePeriodSeconds",
            "labelSelector",
            "limit",
            "pretty",
            "propagationPolicy",
            "resourceVersion",
            "resourceVersionMatch",
            "sendInitialEvents",
            "timeout",
            "timeoutSeconds",
            "watch");

    private final Provider<AuditLog> log;
    private final Provider<Clock> clock;
    private final Provider<RequestListener> listener;

    public AuditTrail(Provider<AuditLog> log, Provider<Clock> clock, Provider<RequestListener> listener) {
        this.log = log;
        this.clock = clock;
        this.listener = listener;
    }

    @ServerRequestFilter(preMatching = true, priority = Authentication.PRIORITY - 2)
    public void begin(ContainerRequestContext request) {
        request.setProperty(RECEIVED, clock.get().instant());
    }

    @ServerResponseFilter
    public void end(ContainerRequestContext request, ContainerResponseContext response, HttpServerRequest http) {
        Attributes attributes = Access.attributes(http);
        listener.get().answered(attributes, response.getStatus());
        if (attributes.isWrite() || AuditEvent.DENIALS.contains(response.getStatus())) {
            log.get()
                    .write(new AuditEvent(
                            uri(http),
                            attributes,
                            caller(request),
                            Peer.of(http),
                            Optional.ofNullable(http.getHeader("User-Agent")).orElse(""),
                            response.getStatus(),
                            request.getProperty(RECEIVED) instanceof Instant received
                                    ? received
                                    : clock.get().instant(),
                            clock.get().instant()));
        }
    }

    private static Optional<Caller> caller(ContainerRequestContext request) {
        return request.getSecurityContext() != null
                        && request.getSecurityContext().getUserPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    private static String uri(HttpServerRequest http) {
        List<Map.Entry<String, String>> plain = http.params().entries().stream()
                .filter(parameter -> PLAIN.contains(parameter.getKey()))
                .toList();
        return plain.isEmpty()
                ? http.path()
                : http.path()
                        + plain.stream()
                                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                .collect(Collectors.joining("&", "?", ""));
    }
}
