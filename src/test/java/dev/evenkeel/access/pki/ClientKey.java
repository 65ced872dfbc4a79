package dev.evenkeel.access.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A client with a certificate of its own, good or bad, that trusts the server of a data directory. */
public final class ClientKey {

    private static final char[] PASSWORD = new char[0];

    private ClientKey() {}

    /** Signed by the authority of the data directory. */
    public static SSLContext of(Path dataDir, String subject, Instant from, Instant until, KeyPurposeId usage) {
        try {
            Authority authority = new Authority(
                    Pem.certificate(dataDir.resolve("pki/ca.pem")), Pem.key(dataDir.resolve("pki/ca.pem")));
            return context(dataDir, authority, subject, from, until, usage);
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Signed by an authority that nobody knows. */
    public static SSLContext ofStranger(Path dataDir, String subject) {
        try {
            Instant now = Instant.now();
            Instant until = now.plus(Duration.ofDays(1));
            return context(dataDir, Authority.create(now), subject, now, until, KeyPurposeId.id_kp_clientAuth);
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static SSLContext context(
            Path dataDir, Authority authority, String subject, Instant from, Instant until, KeyPurposeId usage)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                authority.certificate(),
                BigInteger.valueOf(System.nanoTime()),
                Date.from(from),
                Date.from(until),
                new X500Name(subject),
                pair.getPublic());
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usage));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.key())));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("ca", Pem.certificate(dataDir.resolve(Certificates.AUTHORITY)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        // Offered whatever authorities the server asks for: a stranger does not keep to that.
        context.init(
                new KeyManager[] {new Offered(certificate, authority.certificate(), pair.getPrivate())},
                trust.getTrustManagers(),
                null);
        return context;
    }

    private static final class Offered extends X509ExtendedKeyManager {

        private final X509Certificate[] chain;
        private final PrivateKey key;

        Offered(X509Certificate own, X509Certificate authority, PrivateKey key) {
            this.chain = new X509Certificate[] {own, authority};
            this.key = key;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return "client";
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "client";
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"client"};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException("a client only");
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
