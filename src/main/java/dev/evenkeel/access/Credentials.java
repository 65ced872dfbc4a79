package dev.evenkeel.access;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a request brought along to prove who sent it.
 *
 * @param authorization the header, as it came
 * @param certificate of the client, already held against our authority by the TLS handshake
 * @param socket whether it came by the socket file, which only its owner and its group may open
 */
public record Credentials(Optional<String> authorization, Optional<X509Certificate> certificate, boolean socket) {

    /** What somebody proves by who he is. */
    public enum Way {
        token,
        certificate,
        socket,
        none
    }

    /** The one that counts: of several the first. */
    public Way way() {
        if (authorization.isPresent()) {
            return Way.token;
        }
        if (certificate.isPresent()) {
            return Way.certificate;
        }
        return socket ? Way.socket : Way.none;
    }

    /** The token of {@code Authorization: Bearer}; empty for what is none. */
    Optional<String> bearer() {
        return authorization
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip())
                .filter(token -> !token.isEmpty());
    }
}
