package dev.evenkeel.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Keeps web pages out. A browser on this machine reaches loopback too, so a page could talk to the API if it makes its
 * own host name point here (DNS rebinding), or just sends a form. Both give themselves away: by Host, and by Origin.
 * The socket file has no such visitors, and its clients write there what they like for a host.
 */
@Singleton
public final class HostGate {

    private final Provider<ServerNames> names;

    public HostGate(Provider<ServerNames> names) {
        this.names = names;
    }

    @ServerRequestFilter(preMatching = true, priority = Authentication.PRIORITY - 1)
    public void refuseStrangers(HttpServerRequest request) {
        if (request.localAddress().isDomainSocket()) {
            return;
        }
        String host =
                Optional.ofNullable(request.authority()).map(HostAndPort::host).orElse("");
        if (!isOurs(host)) {
            throw Failures.misdirected(host);
        }
        String origin = Optional.ofNullable(request.getHeader("Origin")).orElse("");
        if (!origin.isEmpty() && !isOurs(hostOf(origin))) {
            throw Failures.foreignOrigin(origin);
        }
    }

    /** Addresses of the sixth version come in brackets. */
    private boolean isOurs(String host) {
        return names.get().names().contains(host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", ""));
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
