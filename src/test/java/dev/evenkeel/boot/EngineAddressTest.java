package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.access.pki.ClientFiles;
import dev.evenkeel.access.pki.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is understood of DOCKER_HOST and of what belongs to it. */
final class EngineAddressTest {

    private static final Named NONE = new Named(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Map<String, String> VERIFY = Map.of("DOCKER_TLS_VERIFY", "1");

    @TempDir
    private Path folder;

    private record Named(Optional<Path> caFile, Optional<Path> certFile, Optional<Path> keyFile)
            implements EngineConfig.Tls {}

    private record Deadlines(EngineConfig.Tls tls) implements EngineConfig {

        @Override
        public Duration callTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration streamTimeout() {
            return Duration.ofSeconds(1);
        }
    }

    private EngineAddress address(String host, EngineConfig.Tls files, Map<String, String> environment) {
        return EngineAddress.of(URI.create(host), files, environment, folder);
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/docker.sock, unix:///run/docker.sock",
        "tcp://10.0.0.7, tcp://10.0.0.7:2375",
        "tcp://10.0.0.7:4243, tcp://10.0.0.7:4243",
        "tcp://[fd00::7]:4243, tcp://[fd00::7]:4243"
    })
    void withoutCertificatesAnEngineIsSpokenToInTheClear(String host, String spoken) {
        EngineAddress address = address(host, NONE, Map.of());
        assertThat(address.host()).hasToString(spoken);
        assertThat(address.tls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://10.0.0.7:2375, true",
        "tcp://docker.example.com:2375, true",
        "tcp://127.0.0.1:2375, false",
        "tcp://[::1]:2375, false",
        "tcp://localhost:2375, false",
        "https://10.0.0.7:2376, false",
        "unix:///run/docker.sock, false"
    })
    void theClearBeyondThisMachineIsWarnedOf(String host, boolean warned) {
        assertThat(address(host, NONE, Map.of()).warning().isPresent()).isEqualTo(warned);
    }

    @Test
    void dockersOwnVariablesMeanTheSameAsForDocker() throws IOException {
        Path certificates = folder.resolve("certificates");
        ClientFiles standard = address("tcp://10.0.0.7", NONE, VERIFY).tls().orElseThrow();
        assertThat(standard.authority()).contains(folder.resolve("ca.pem"));
        assertThat(standard.certificate()).as("none is there").isEmpty();

        TestAuthority.create().client(certificates);
        EngineAddress named = address(
                "tcp://10.0.0.7", NONE, Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", certificates.toString()));
        assertThat(named.host()).hasToString("tcp://10.0.0.7:2376");
        assertThat(named.tls())
                .contains(new ClientFiles(
                        Optional.of(certificates.resolve("ca.pem")),
                        Optional.of(certificates.resolve("cert.pem")),
                        Optional.of(certificates.resolve("key.pem"))));
        assertThat(address("tcp://10.0.0.7", NONE, Map.of("DOCKER_CERT_PATH", certificates.toString()))
                        .tls())
                .as("docker asks for TLS by the other variable")
                .isEmpty();
        assertThat(address("unix:///run/docker.sock", NONE, VERIFY).tls()).isEmpty();
    }

    @Test
    void httpsIsTcpWithTlsAndWhoeverJavaTrusts() {
        EngineAddress address = address("https://docker.example.com", NONE, Map.of());
        assertThat(address.host()).hasToString("tcp://docker.example.com:2376");
        assertThat(address.tls()).contains(new ClientFiles(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(address.connection(new Deadlines(NONE)).tls()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://me@10.0.0.7, ssh -N -L",
        "npipe:////./pipe/docker_engine, only unix://",
        "http://10.0.0.7:2375, only unix://",
        "docker.sock, only unix://",
        "tcp://10.0.0.7:2375/v1.41, without anything behind it",
        "tcp://my_engine:2375, tcp://HOST:PORT"
    })
    void whatIsNotSpokenIsRefusedWithTheWayOut(String host, String complaint) {
        assertThatThrownBy(() -> address(host, NONE, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void filesThatMakeNoSenseAreRefused() throws IOException {
        Path file = folder.resolve("file.pem");
        Named half = new Named(Optional.empty(), Optional.of(file), Optional.empty());
        assertThatThrownBy(() -> address("tcp://10.0.0.7", half, Map.of())).hasMessageContaining("belong together");
        assertThatThrownBy(() -> address("unix:///run/docker.sock", half, Map.of()))
                .hasMessageContaining("are for an engine at tcp://");

        Named authority = new Named(Optional.of(file), Optional.empty(), Optional.empty());
        EngineAddress missing = address("tcp://10.0.0.7", authority, Map.of());
        assertThatThrownBy(() -> missing.connection(new Deadlines(authority)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + " is not there");
        Files.writeString(file, "nothing of the kind");
        assertThatThrownBy(() -> missing.connection(new Deadlines(authority)))
                .hasMessageContaining(file + " holds no certificate");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws IOException {
        Path mine = TestAuthority.create().client(folder.resolve("mine"));
        Path theirs = TestAuthority.create().client(folder.resolve("theirs"));
        Named mixed = new Named(
                Optional.empty(), Optional.of(mine.resolve("cert.pem")), Optional.of(theirs.resolve("key.pem")));
        EngineAddress address = address("tcp://10.0.0.7", mixed, Map.of());
        assertThatThrownBy(() -> address.connection(new Deadlines(mixed)))
                .hasMessageContaining(theirs.resolve("key.pem") + " is not the key of " + mine.resolve("cert.pem"));
        Files.copy(mine.resolve("cert.pem"), theirs.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> address.connection(new Deadlines(mixed))).hasMessageContaining("holds no key in PEM");
    }
}
