package dev.evenkeel.api;

import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.AuditEvent;
import dev.evenkeel.access.AuditLog;
import dev.evenkeel.access.Authenticator;
import dev.evenkeel.access.Authorizer;
import dev.evenkeel.access.Caller;
import dev.evenkeel.access.Credentials;
import dev.evenkeel.access.RateLimit;
import dev.evenkeel.resource.ResourceKind;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks whoever wants something of the management port, but for the probes, who he is and whether he may read metrics:
 * their labels name what there is. On loopback nobody is asked, unless it was set.
 */
@Singleton
public final class MetricsGate {

    /** What a role must allow to {@code get}; there is nothing of it in the registry. */
    static final Attributes READ = Attributes.ofResource("get", ResourceKind.GROUP, "metrics", "", "");

    /** All but these is closed, so that nothing is reached by a path that we did not think of. */
    private static final String PROBES = "/q/health";

    private final Provider<MetricsAccess> access;
    private final Provider<Authenticator> authenticator;
    private final Provider<Authorizer> authorizer;
    private final Provider<RateLimit> failures;
    private final Provider<AuditLog> log;
    private final Provider<Clock> clock;

    public MetricsGate(
            Provider<MetricsAccess> access,
            Provider<Authenticator> authenticator,
            Provider<Authorizer> authorizer,
            @Named("failures") Provider<RateLimit> failures,
            Provider<AuditLog> log,
            Provider<Clock> clock) {
        this.access = access;
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.failures = failures;
        this.log = log;
        this.clock = clock;
    }

    void guard(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(this::enter);
    }

    private void enter(RoutingContext context) {
        String path = String.valueOf(context.normalizedPath());
        boolean probe = path.equals(PROBES) || path.startsWith(PROBES + "/");
        if (probe || !access.get().guarded()) {
            context.next();
            return;
        }
        Credentials credentials = new Credentials(
                Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION)), Optional.empty(), false);
        Authenticator asked = authenticator.get();
        if (asked.mayBlock(credentials)) {
            context.vertx()
                    .executeBlocking(() -> asked.authenticate(credentials), false)
                    .onSuccess(found -> decide(context, found))
                    .onFailure(context::fail);
        } else {
            decide(context, asked.authenticate(credentials));
        }
    }

    private void decide(RoutingContext context, Optional<Caller> caller) {
        if (caller.filter(known -> authorizer.get().allows(known, READ)).isPresent()) {
            context.next();
            return;
        }
        StatusBody refusal = caller.map(known -> Failures.forbidden(known, READ))
                .orElseGet(() -> failures.get()
                                .tryAcquire(Peer.of(context.request()).orElse(""))
                        ? Failures.unauthorized()
                        : Failures.tooManyRequests("too many failed attempts to prove who you are, try again later"))
                .body();
        write(context.request(), caller, refusal.code());
        context.response().setStatusCode(refusal.code()).putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON);
        if (caller.isEmpty()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        context.end(refusal.tree().toString());
    }

    private void write(HttpServerRequest request, Optional<Caller> caller, int code) {
        Instant now = clock.get().instant();
        String path = String.valueOf(request.path());
        log.get()
                .write(new AuditEvent(
                        path,
                        Attributes.ofPath("get", path),
                        caller,
                        Peer.of(request),
                        Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT))
                                .orElse(""),
                        code,
                        now,
                        now));
    }
}
