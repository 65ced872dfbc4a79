package dev.evenkeel.access.pki;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * What others made for a client of a server of theirs, in PEM as openssl writes it.
 *
 * @param authority who vouches for the server; without it, whoever Java trusts
 * @param certificate what the client shows, with whatever vouches for it
 * @param key its key; there if and only if the certificate is
 */
public record ClientFiles(Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {

    private static final char[] NO_PASSWORD = {};

    /** Is another one when a file was written or replaced, links included. */
    public String stamp() throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path file : all().toList()) {
            try {
                stamp.append(Files.getLastModifiedTime(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ');
                stamp.append(file.toRealPath()).append('\n');
            } catch (NoSuchFileException missing) {
                throw new IOException(file + " is not there", missing);
            }
        }
        return stamp.toString();
    }

    /**
     * What the client shows; empty when it shows nothing.
     *
     * @throws IOException naming the file that cannot be used
     */
    public KeyManager[] shown() throws IOException {
        if (certificate.isEmpty() || key.isEmpty()) {
            return new KeyManager[0];
        }
        try {
            List<X509Certificate> chain = certificates(certificate.get());
            PrivateKey secret = key(key.get());
            if (!belongTogether(secret, chain.getFirst())) {
                throw new IOException(key.get() + " is not the key of " + certificate.get());
            }
            KeyStore store = empty();
            store.setKeyEntry("client", secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    certificate.get() + " and " + key.get() + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** Likewise, who may vouch for the server. */
    public X509ExtendedTrustManager trusted() throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authority.isPresent() ? authorities(authority.get()) : null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    authority.map(Path::toString).orElse("what Java trusts") + " cannot be used: "
                            + unusable.getMessage(),
                    unusable);
        }
    }

    private Stream<Path> all() {
        return Stream.of(authority, certificate, key).flatMap(Optional::stream);
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (X509Certificate one : certificates(file)) {
            store.setCertificateEntry("authority " + store.size(), one);
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (Object block : blocks(file)) {
            if (block instanceof X509CertificateHolder holder) {
                found.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate in PEM");
        }
        return found;
    }

    private static PrivateKey key(Path file) throws IOException {
        for (Object block : blocks(file)) {
            if (block instanceof PEMKeyPair pair) {
                return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
            }
            if (block instanceof PrivateKeyInfo info) {
                return new JcaPEMKeyConverter().getPrivateKey(info);
            }
        }
        // An encrypted one is a block of another type.
        throw new IOException(file + " holds no key in PEM, or one with a passphrase, which nobody is here to type");
    }

    private static List<Object> blocks(Path file) throws IOException {
        List<Object> blocks = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                PEMParser parser = new PEMParser(reader)) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
        } catch (NoSuchFileException missing) {
            throw new IOException(file + " is not there", missing);
        } catch (IOException unreadable) {
            throw new IOException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return blocks;
    }

    private static boolean belongTogether(PrivateKey secret, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm =
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC", "ECDSA" -> "SHA256withECDSA";
                    default -> secret.getAlgorithm();
                };
        if (!algorithm.endsWith(certificate.getPublicKey().getAlgorithm()) && algorithm.startsWith("SHA")) {
            return false;
        }
        byte[] text = {1};
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(secret);
        signing.update(text);
        Signature checking = Signature.getInstance(algorithm);
        checking.initVerify(certificate.getPublicKey());
        checking.update(text);
        return checking.verify(signing.sign());
    }
}
