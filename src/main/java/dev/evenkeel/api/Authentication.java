package dev.evenkeel.api;

import dev.evenkeel.access.Authenticator;
import dev.evenkeel.access.Caller;
import dev.evenkeel.access.Credentials;
import dev.evenkeel.access.RateLimit;
import dev.evenkeel.access.RequestListener;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nobody on who does not prove who he is, whatever he asks for: also where there is nothing, so that strangers do
 * not even learn what there is. Only the probes answer everybody.
 */
@Singleton
public final class Authentication {

    static final int PRIORITY = Priorities.AUTHENTICATION;

    private static final Set<String> PROBES = Set.of("/healthz", "/livez", "/readyz");

    private final Provider<Authenticator> authenticator;
    private final Provider<RateLimit> requests;
    private final Provider<RateLimit> failures;
    private final Provider<RequestListener> listener;

    /**
     * Filters are made before configuration is read, so they are given providers.
     *
     * @param requests of one caller
     * @param failures from one address: guessing is slowed down, and fills no log
     */
    public Authentication(
            Provider<Authenticator> authenticator,
            @Named("requests") Provider<RateLimit> requests,
            @Named("failures") Provider<RateLimit> failures,
            Provider<RequestListener> listener) {
        this.authenticator = authenticator;
        this.requests = requests;
        this.failures = failures;
        this.listener = listener;
    }

    @ServerRequestFilter(preMatching = true, priority = PRIORITY)
    public Uni<Void> identify(ContainerRequestContext context, HttpServerRequest request) {
        if (isOpen(request)) {
            return Uni.createFrom().voidItem();
        }
        Credentials credentials = credentials(request);
        Uni<Optional<Caller>> caller =
                Uni.createFrom().item(() -> authenticator.get().authenticate(credentials));
        if (authenticator.get().mayBlock(credentials)) {
            caller = caller.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        }
        return caller.invoke(found -> {
                    listener.get().identified(credentials.way(), found.isPresent());
                    admit(found, context, request);
                })
                .replaceWithVoid();
    }

    /** The probes, which say nothing but {@code ok}. */
    static boolean isOpen(HttpServerRequest request) {
        return PROBES.contains(request.path());
    }

    private void admit(Optional<Caller> found, ContainerRequestContext context, HttpServerRequest request) {
        if (found.isEmpty()) {
            throw failures.get().tryAcquire(Peer.of(request).orElse(""))
                    ? Failures.unauthorized()
                    : Failures.tooManyRequests("too many failed attempts to prove who you are, try again later");
        }
        Caller caller = found.get();
        context.setSecurityContext(new CallerContext(caller));
        if (request.headers().names().stream().anyMatch(Authentication::impersonates)) {
            throw Failures.impersonation(caller);
        }
        if (!requests.get().tryAcquire(caller.user())) {
            throw Failures.tooManyRequests("too many requests, please try again later");
        }
    }

    private static boolean impersonates(String header) {
        return header.regionMatches(true, 0, "Impersonate-", 0, "Impersonate-".length());
    }

    private static Credentials credentials(HttpServerRequest request) {
        return new Credentials(
                Optional.ofNullable(request.getHeader("Authorization")),
                certificate(request),
                request.localAddress().isDomainSocket());
    }

    private static Optional<X509Certificate> certificate(HttpServerRequest request) {
        if (!request.isSSL()) {
            return Optional.empty();
        }
        try {
            List<Certificate> chain = request.connection().peerCertificates();
            return chain != null && !chain.isEmpty() && chain.getFirst() instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}
