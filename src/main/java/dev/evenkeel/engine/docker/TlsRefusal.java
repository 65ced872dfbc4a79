package dev.evenkeel.engine.docker;

import java.security.cert.CertificateException;

/** A certificate of an engine that we do not take, and why. */
final class TlsRefusal extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final TlsFault fault;

    TlsRefusal(TlsFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    TlsFault fault() {
        return fault;
    }
}
