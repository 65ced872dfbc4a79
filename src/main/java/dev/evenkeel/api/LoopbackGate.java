package dev.evenkeel.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages out. A browser on this machine reaches loopback too, so a page could talk to the API, if it makes its
 * own host name point here (DNS rebinding) or just sends a form. Both give themselves away: by Host, and by Origin.
 */
@Provider
@PreMatching
@Singleton
public final class LoopbackGate implements ContainerRequestFilter {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What clients of a socket file put where a host must stand. */
    private static final Set<String> SOCKET = Set.of("evenkeel", "d");

    @Override
    public void filter(ContainerRequestContext request) {
        String host = host(request);
        if (!LOOPBACK.contains(withoutPort(host)) && !SOCKET.contains(withoutPort(host))) {
            throw Failures.misdirected(host);
        }
        String origin = header(request, "Origin");
        if (!origin.isEmpty() && !isLoopback(origin)) {
            throw Failures.foreignOrigin(origin);
        }
    }

    /** HTTP/2 says it in {@code :authority} and sends no Host. */
    private static String host(ContainerRequestContext request) {
        String host = header(request, HttpHeaders.HOST);
        String authority = request.getUriInfo().getRequestUri().getRawAuthority();
        return host.isEmpty() && authority != null ? authority : host;
    }

    private static boolean isLoopback(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    private static String header(ContainerRequestContext request, String name) {
        return Optional.ofNullable(request.getHeaderString(name)).orElse("");
    }
}
