package dev.evenkeel.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** Where a connection comes from. What a header says about that is anybody's claim, and counts for nothing. */
final class Peer {

    private Peer() {}

    /** The address; empty for the socket file. */
    static Optional<String> of(HttpServerRequest request) {
        return request.localAddress().isDomainSocket()
                ? Optional.empty()
                : Optional.ofNullable(request.remoteAddress()).map(SocketAddress::hostAddress);
    }
}
