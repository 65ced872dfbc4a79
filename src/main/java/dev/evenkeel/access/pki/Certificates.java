package dev.evenkeel.access.pki;

import dev.evenkeel.access.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates of one installation, in its data directory: an authority that is made once and stays, and the
 * server's certificate, which is made anew long before it ends, or when the server gets another name.
 *
 * <p>Certificate and key of the server are one file, so that nobody ever reads a pair that does not match.
 */
public final class Certificates {

    /** What clients must trust: public, and embedded into every kubeconfig. */
    public static final String AUTHORITY = "ca.crt";

    private static final String FOLDER = "pki";
    private static final String AUTHORITY_AND_KEY = "ca.pem";
    private static final String SERVER = "server.pem";

    private final Path dataDir;
    private final Set<String> names;
    private final Duration life;
    private final Clock clock;

    /** @param names host names and addresses that the server is reached by */
    public Certificates(Path dataDir, Set<String> names, Duration life, Clock clock) {
        this.dataDir = dataDir;
        this.names = Set.copyOf(names);
        this.life = life;
        this.clock = clock;
    }

    /** Makes what is missing and renews what is due. */
    public Renewal ensure() throws IOException {
        try {
            Authority authority = authority();
            if (usable(authority.certificate())) {
                return Renewal.NOT_DUE;
            }
            PrivateFile.write(file(SERVER), authority.serverPem(names, clock.instant(), life));
            return Renewal.RENEWED;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("a certificate cannot be made: " + unusable.getMessage(), unusable);
        }
    }

    /** Whether there is a new certificate that the server does not show yet. */
    public enum Renewal {
        NOT_DUE,
        RENEWED
    }

    /** When the server's certificate ends. */
    public Instant expiry() throws IOException {
        try {
            return Pem.certificate(file(SERVER)).getNotAfter().toInstant();
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(unreadable);
        }
    }

    /** When the authority's certificate ends. */
    public Instant authorityExpiry() throws IOException {
        try {
            return Pem.certificate(dataDir.resolve(AUTHORITY)).getNotAfter().toInstant();
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(unreadable);
        }
    }

    /** The public half is written anew whenever it is not there: only the whole is precious. */
    private Authority authority() throws IOException, GeneralSecurityException {
        if (!Files.exists(file(AUTHORITY_AND_KEY))) {
            Files.createDirectories(
                    dataDir.resolve(FOLDER),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Authority made = Authority.create(clock.instant());
            PrivateFile.write(file(AUTHORITY_AND_KEY), Pem.of(made.certificate()) + Pem.of(made.key()));
        }
        Authority authority = new Authority(Pem.certificate(file(AUTHORITY_AND_KEY)), Pem.key(file(AUTHORITY_AND_KEY)));
        Path publicHalf = dataDir.resolve(AUTHORITY);
        String text = Pem.of(authority.certificate());
        if (!Files.exists(publicHalf) || !Files.readString(publicHalf).equals(text)) {
            PrivateFile.write(publicHalf, text);
            Files.setPosixFilePermissions(publicHalf, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return authority;
    }

    private boolean usable(X509Certificate authority) throws IOException {
        if (!Files.exists(file(SERVER))) {
            return false;
        }
        try {
            X509Certificate server = Pem.certificate(file(SERVER));
            server.verify(authority.getPublicKey());
            Instant from = server.getNotBefore().toInstant();
            Instant until = server.getNotAfter().toInstant();
            Duration third = Duration.between(from, until).dividedBy(3);
            return clock.instant().plus(third).isBefore(until)
                    && alternatives(server).equals(spelt(names));
        } catch (GeneralSecurityException foreign) {
            return false;
        }
    }

    private static Set<String> alternatives(X509Certificate certificate) throws IOException, GeneralSecurityException {
        Set<String> found = new HashSet<>();
        for (List<?> alternative :
                Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of())) {
            found.add(alternative.get(1).toString());
        }
        return spelt(found);
    }

    /** Addresses have several spellings. What looks like one is never looked up. */
    private static Set<String> spelt(Set<String> names) throws IOException {
        Set<String> spelt = new HashSet<>();
        for (String name : names) {
            spelt.add(
                    Authority.isAddress(name)
                            ? InetAddress.getByName(name).getHostAddress()
                            : name.toLowerCase(Locale.ROOT));
        }
        return spelt;
    }

    private Path file(String name) {
        return dataDir.resolve(FOLDER).resolve(name);
    }
}
