package dev.evenkeel.engine.docker;

/**
 * Why a connection to an engine is not trusted, or not taken, by name. Names begin the message of an
 * {@link dev.evenkeel.engine.EngineException.Unreachable}; docs/operations.md says what to do about each.
 */
public enum TlsFault {
    /** No authority that is trusted vouches for the engine's certificate. */
    EngineCertificateUntrusted,
    /** The engine's certificate, or one that vouches for it, is over or has not begun. */
    EngineCertificateExpired,
    /** The engine's certificate is for other names. */
    EngineCertificateWrongName,
    /** The engine wants a certificate, and none is set. */
    ClientCertificateMissing,
    /** The engine does not take ours. */
    ClientCertificateRefused,
    /** The engine speaks plain HTTP. */
    EngineWithoutTls,
    /** The engine speaks TLS, and was spoken to without. */
    EngineWantsTls,
    /** A file with a certificate or a key cannot be used. */
    TlsFilesUnusable,
    /** Anything else that keeps the two from agreeing. */
    TlsFailed
}
