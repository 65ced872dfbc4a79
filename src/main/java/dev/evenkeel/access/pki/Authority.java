package dev.evenkeel.access.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates. Keys are on the curve P-256, which every TLS client of the last ten years knows. */
record Authority(X509Certificate certificate, PrivateKey key) {

    private static final Duration LIFE = Duration.ofDays(3650);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Makes a new one. Its name says when, so that two of them are told apart. */
    static Authority create(Instant now) throws GeneralSecurityException, IOException {
        KeyPair pair = keyPair();
        X500Name name = new X500Name("CN=evenkeel-ca@" + now.getEpochSecond());
        X509v3CertificateBuilder builder = builder(name, name, now, LIFE, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return new Authority(sign(builder, pair.getPrivate()), pair.getPrivate());
    }

    /** A certificate with which a server shows that it is called by these names, and its key, in one text. */
    String serverPem(Set<String> names, Instant now, Duration life) throws GeneralSecurityException, IOException {
        KeyPair pair = keyPair();
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = builder(issuer, new X500Name("CN=evenkeel"), now, life, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
        GeneralName[] alternatives = names.stream().map(Authority::alternative).toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        return Pem.of(sign(builder, key)) + Pem.of(pair.getPrivate());
    }

    private static GeneralName alternative(String name) {
        return new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    /** An address is told by its spelling: a name never ends in a digit, and has no colon. */
    static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Instant now, Duration life, PublicKey key)
            throws GeneralSecurityException, IOException {
        // Begins a little early, for clients whose clocks are behind.
        Date from = Date.from(now.minus(life.dividedBy(100)));
        BigInteger serial = new BigInteger(127, RANDOM).setBit(127);
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(issuer, serial, from, Date.from(now.plus(life)), subject, key);
        return builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException unusable) {
            throw new GeneralSecurityException(unusable);
        }
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }
}
