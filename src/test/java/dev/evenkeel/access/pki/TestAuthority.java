package dev.evenkeel.access.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody else's authority, who vouches for engines and for their clients, in files as docker wants them. */
public final class TestAuthority {

    private static final char[] PASSWORD = new char[0];
    private static final Duration LIFE = Duration.ofDays(30);

    private final Authority authority;

    private TestAuthority(Authority authority) {
        this.authority = authority;
    }

    public static TestAuthority create() {
        return made(() -> new TestAuthority(Authority.create(Instant.now())));
    }

    /** ca.pem, cert.pem and key.pem of a client, as in DOCKER_CERT_PATH. */
    public Path client(Path folder) {
        return made(() -> {
            Files.createDirectories(folder);
            KeyPair pair = rsa();
            Instant now = Instant.now();
            X509Certificate shown = signed(pair, "CN=client", KeyPurposeId.id_kp_clientAuth, now, LIFE);
            Files.writeString(folder.resolve("ca.pem"), Pem.of(authority.certificate()));
            Files.writeString(folder.resolve("cert.pem"), Pem.of(shown));
            Files.writeString(folder.resolve("key.pem"), traditional(pair));
            return folder;
        });
    }

    /** server.pem: an engine that is called by these names, for a month. Its key is with it. */
    public Path server(Path folder, Set<String> names) {
        return server(folder, names, Instant.now(), LIFE);
    }

    public Path server(Path folder, Set<String> names, Instant from, Duration life) {
        return made(() -> {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("ca.pem"), Pem.of(authority.certificate()));
            return Files.writeString(folder.resolve("server.pem"), authority.serverPem(names, from, life));
        });
    }

    /** A server with this certificate, which knows clients by this authority. */
    public SSLContext serving(Path server) {
        return made(() -> {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            KeyStore clients = empty();
            clients.setCertificateEntry("ca", authority.certificate());
            trust.init(clients);
            context.init(keys(server), trust.getTrustManagers(), null);
            return context;
        });
    }

    private static KeyManager[] keys(Path server) throws IOException, GeneralSecurityException {
        KeyStore keys = empty();
        keys.setKeyEntry("server", Pem.key(server), PASSWORD, new Certificate[] {Pem.certificate(server)});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        return managers.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    private X509Certificate signed(KeyPair pair, String subject, KeyPurposeId usage, Instant from, Duration life)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                authority.certificate(),
                BigInteger.valueOf(System.nanoTime()),
                Date.from(from.minus(Duration.ofHours(1))),
                Date.from(from.plus(life)),
                new X500Name(subject),
                pair.getPublic());
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usage));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.key())));
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** BEGIN RSA PRIVATE KEY, as openssl genrsa wrote it for twenty years. */
    private static String traditional(KeyPair pair) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(pair);
        }
        return text.toString();
    }

    private interface Making<T> {
        T make() throws IOException, GeneralSecurityException, OperatorCreationException;
    }

    private static <T> T made(Making<T> making) {
        try {
            return making.make();
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
