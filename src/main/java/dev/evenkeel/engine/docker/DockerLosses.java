package dev.evenkeel.engine.docker;

import dev.evenkeel.engine.EngineException.Unreachable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** What a connection was lost by. What TLS has to do with is told by name, see {@link TlsFault}. */
final class DockerLosses {

    /** The JDK's words for an alert of the other side (RFC 8446, 6.2), and for an answer that is not TLS at all. */
    private static final String ALERT = "Received fatal alert: ";

    private static final String NO_TLS = "Unsupported or unrecognized SSL message";

    /** How long an engine may take to say that it does not take our certificate. */
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final URI host;
    private final Optional<DockerTls> tls;

    DockerLosses(DockerConnection connection) {
        this.host = connection.host();
        this.tls = connection.tls();
    }

    /** @param what was asked for */
    Unreachable named(String what, IOException failure) {
        return new Unreachable(
                fault(failure).or(this::answerToOurCertificate).orElse(what + ": " + failure.getMessage()), failure);
    }

    /** The fault, and what is known of it; empty when this has nothing to do with TLS. */
    private Optional<String> fault(Throwable failure) {
        Optional<SSLException> spoken = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsRefusal refusal) {
                return told(refusal.fault(), refusal.getMessage());
            }
            if (cause instanceof DockerTls.UnusableFiles unusable) {
                return told(TlsFault.TlsFilesUnusable, unusable.getMessage());
            }
            if (cause instanceof SSLPeerUnverifiedException other) {
                return told(TlsFault.EngineCertificateWrongName, other.getMessage());
            }
            if (cause instanceof SSLException ssl) {
                spoken = Optional.of(ssl);
            }
        }
        return spoken.flatMap(this::spoken);
    }

    /** TLS it was, and more is not known. */
    private Optional<String> unnamed(IOException failure) {
        return failure instanceof SSLException ? told(TlsFault.TlsFailed, failure.getMessage()) : Optional.empty();
    }

    private Optional<String> spoken(SSLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(NO_TLS)) {
            return told(TlsFault.EngineWithoutTls, "the engine answers in the clear");
        }
        int alert = message.indexOf(ALERT);
        if (alert < 0) {
            return Optional.empty();
        }
        return switch (message.substring(alert + ALERT.length())) {
            case "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "certificate_required",
                    "unknown_ca",
                    "access_denied" -> Optional.of(aboutOurs(message.substring(alert + ALERT.length())));
            default -> told(TlsFault.TlsFailed, message);
        };
    }

    private String aboutOurs(String alert) {
        try {
            return tls.isPresent() && tls.get().showsCertificate()
                    ? text(TlsFault.ClientCertificateRefused, "the engine answers " + alert)
                    : text(TlsFault.ClientCertificateMissing, "the engine wants a certificate: " + alert);
        } catch (IOException unusable) {
            return text(TlsFault.TlsFilesUnusable, unusable.getMessage());
        }
    }

    /**
     * With TLS 1.3 an engine looks at our certificate when we believe to be through already, and whether its alert or
     * the end of the connection is heard first is chance. So it is asked once more, by somebody who only listens.
     */
    private Optional<String> answerToOurCertificate() {
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(new InetSocketAddress(host.getHost(), host.getPort()), (int) PROBE.toMillis());
            channel.socket().setSoTimeout((int) PROBE.toMillis());
            SSLSocket socket = tls.get().over(channel, host);
            socket.getInputStream().read();
            return Optional.empty();
        } catch (SocketTimeoutException silent) {
            // It waits for a request: it has taken us.
            return Optional.empty();
        } catch (IOException failure) {
            return fault(failure);
        }
    }

    private Optional<String> told(TlsFault fault, String message) {
        return Optional.of(text(fault, String.valueOf(message)));
    }

    private String text(TlsFault fault, String message) {
        return fault + ": " + host + ": " + message;
    }
}
