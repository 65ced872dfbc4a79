package dev.evenkeel.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Keeps web pages out. A browser on this machine reaches loopback too, so a page could talk to the API if it makes its
 * own host name point here (DNS rebinding), or just sends a form. Both give themselves away: by Host, and by Origin.
 * The socket file has no such visitors, and its clients write there what they like for a host.
 */
@Singleton
public final class LoopbackGate {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @ServerRequestFilter(preMatching = true)
    public void refuseStrangers(HttpServerRequest request) {
        if (request.localAddress().isDomainSocket()) {
            return;
        }
        String host =
                Optional.ofNullable(request.authority()).map(HostAndPort::host).orElse("");
        if (!isLoopback(host)) {
            throw Failures.misdirected(host);
        }
        String origin = Optional.ofNullable(request.getHeader("Origin")).orElse("");
        if (!origin.isEmpty() && !isLoopback(hostOf(origin))) {
            throw Failures.foreignOrigin(origin);
        }
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Empty for what has no host, {@code null} among it: sandboxed pages send that word. */
    private static String hostOf(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getHost()).orElse("");
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
