package dev.evenkeel.engine.docker;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts whom another one trusts, and otherwise says by name why not: the JDK says it in prose. */
final class NamingTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager judge;

    NamingTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            judge.checkServerTrusted(chain, authType);
        } catch (CertificateException refusal) {
            throw named(chain, refusal);
        }
    }

    /** Without the socket it is about the certificate; with it, about the name that was asked for, too. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
        try {
            judge.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException refusal) {
            throw new TlsRefusal(TlsFault.EngineCertificateWrongName, refusal.getMessage(), refusal);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
        judge.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }

    private static TlsRefusal named(X509Certificate[] chain, CertificateException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return expired(chain, refusal);
            }
            if (cause instanceof CertPathValidatorException broken
                    && (broken.getReason() == BasicReason.EXPIRED || broken.getReason() == BasicReason.NOT_YET_VALID)) {
                return expired(chain, refusal);
            }
            if (cause instanceof CertPathBuilderException) {
                return new TlsRefusal(
                        TlsFault.EngineCertificateUntrusted,
                        "no trusted authority vouches for " + chain[0].getSubjectX500Principal() + ", issued by "
                                + chain[0].getIssuerX500Principal(),
                        refusal);
            }
        }
        return new TlsRefusal(TlsFault.EngineCertificateUntrusted, refusal.getMessage(), refusal);
    }

    private static TlsRefusal expired(X509Certificate[] chain, CertificateException refusal) {
        Date from = chain[0].getNotBefore();
        Date until = chain[0].getNotAfter();
        return new TlsRefusal(
                TlsFault.EngineCertificateExpired,
                chain[0].getSubjectX500Principal() + " is valid from " + from.toInstant() + " until "
                        + until.toInstant() + ": " + refusal.getMessage(),
                refusal);
    }
}
