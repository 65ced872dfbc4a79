package dev.evenkeel.access.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.access.pki.Certificates.Renewal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates: made once, renewed in time, and for the names that the server has. */
final class CertificatesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1");

    @TempDir
    Path folder;

    @Test
    void theFirstStartMakesThemAndLaterOnesLeaveThemAlone() throws IOException {
        assertThat(at(NOW, NAMES).ensure()).isEqualTo(Renewal.RENEWED);
        String authority = Files.readString(folder.resolve("ca.crt"));
        String server = Files.readString(folder.resolve("pki/server.pem"));
        assertThat(at(NOW.plus(Duration.ofDays(50)), NAMES).ensure()).isEqualTo(Renewal.NOT_DUE);
        assertThat(folder.resolve("ca.crt")).hasContent(authority);
        assertThat(folder.resolve("pki/server.pem")).hasContent(server);
    }

    @Test
    void aServerCertificateIsRenewedWhenAThirdOfItsLifeIsLeftAndTheAuthorityStays() throws IOException {
        at(NOW, NAMES).ensure();
        String authority = Files.readString(folder.resolve("ca.crt"));
        assertThat(at(NOW.plus(Duration.ofDays(58)), NAMES).ensure()).isEqualTo(Renewal.NOT_DUE);
        Instant later = NOW.plus(Duration.ofDays(61));
        assertThat(at(later, NAMES).ensure()).isEqualTo(Renewal.RENEWED);
        assertThat(at(later, NAMES).expiry()).isEqualTo(later.plus(Duration.ofDays(90)));
        assertThat(folder.resolve("ca.crt")).hasContent(authority);
    }

    @Test
    void anotherNameMakesAnotherCertificate() throws IOException {
        at(NOW, NAMES).ensure();
        Set<String> more = Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "nas.example.com", "10.0.0.7");
        assertThat(at(NOW, more).ensure()).isEqualTo(Renewal.RENEWED);
        assertThat(at(NOW, more).ensure()).isEqualTo(Renewal.NOT_DUE);
    }

    @Test
    void aServerCertificateOfAnotherAuthorityOrNoneAtAllIsReplaced() throws Exception {
        at(NOW, NAMES).ensure();
        Authority another = Authority.create(NOW);
        Files.writeString(folder.resolve("pki/server.pem"), another.serverPem(NAMES, NOW, Duration.ofDays(90)));
        assertThat(at(NOW, NAMES).ensure()).isEqualTo(Renewal.RENEWED);
        Files.delete(folder.resolve("pki/server.pem"));
        assertThat(at(NOW, NAMES).ensure()).isEqualTo(Renewal.RENEWED);
    }

    @Test
    void thePublicHalfOfTheAuthorityIsWrittenAnewWhenItIsLost() throws IOException {
        at(NOW, NAMES).ensure();
        String authority = Files.readString(folder.resolve("ca.crt"));
        Files.delete(folder.resolve("ca.crt"));
        assertThat(at(NOW, NAMES).ensure()).isEqualTo(Renewal.NOT_DUE);
        assertThat(folder.resolve("ca.crt")).hasContent(authority);
    }

    @Test
    void theServersCertificateIsGoodForAServerAndNothingElse() throws Exception {
        at(NOW, NAMES).ensure();
        X509Certificate server = Pem.certificate(folder.resolve("pki/server.pem"));
        assertThat(server.getExtendedKeyUsage()).isEqualTo(List.of("1.3.6.1.5.5.7.3.1"));
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getSubjectAlternativeNames()).hasSize(3);
        X509Certificate authority = Pem.certificate(folder.resolve("ca.crt"));
        server.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isZero();
    }

    @Test
    void keysAreTheirOwnersAlone() throws IOException {
        at(NOW, NAMES).ensure();
        for (String file : List.of("pki/ca.pem", "pki/server.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(folder.resolve("ca.crt"))).doesNotContain("PRIVATE");
    }

    private Certificates at(Instant now, Set<String> names) {
        return new Certificates(folder, names, Duration.ofDays(90), Clock.fixed(now, ZoneOffset.UTC));
    }
}
