package dev.evenkeel.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.evenkeel.access.pki.ClientFiles;
import dev.evenkeel.access.pki.TestAuthority;
import dev.evenkeel.engine.EngineException.Unreachable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that asks for certificates, and everything that can be wrong with them: each is told by its name. */
final class DockerTlsTest {

    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost");

    private static TestAuthority authority;
    private static Path client;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private Optional<HttpServer> server = Optional.empty();

    @BeforeAll
    static void makeCertificates() {
        authority = TestAuthority.create();
        client = authority.client(shared.resolve("client"));
    }

    @AfterEach
    void stop() {
        clock.shutdownNow();
        server.ifPresent(running -> running.stop(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anEngineIsSpokenToOverTlsAndSentArchives(String protocol) throws IOException {
        serve(authority.serving(authority.server(folder, HERE)), protocol);
        try (DockerEngine engine = engine(files(client))) {
            assertThat(engine.version().version()).isEqualTo("28.0.0");
            engine.writeArchive("helper", "/data", new ByteArrayInputStream(new byte[1 << 20]));
        }
    }

    @Test
    void nobodyKnownVouchesForTheEngine() throws IOException {
        TestAuthority stranger = TestAuthority.create();
        serve(stranger.serving(stranger.server(folder, HERE)), "TLSv1.3");
        failsAs(files(client), "EngineCertificateUntrusted: ");
    }

    @Test
    void theEnginesCertificateIsOver() throws IOException {
        Instant lastYear = Instant.now().minus(Duration.ofDays(365));
        serve(authority.serving(authority.server(folder, HERE, lastYear, Duration.ofDays(1))), "TLSv1.3");
        failsAs(files(client), "EngineCertificateExpired: ");
    }

    @Test
    void theEngineIsCalledOtherwise() throws IOException {
        serve(authority.serving(authority.server(folder, Set.of("docker.example.com"))), "TLSv1.3");
        failsAs(files(client), "EngineCertificateWrongName: ");
    }

    @Test
    void theEngineDoesNotKnowWhoVouchesForUs() throws IOException {
        serve(authority.serving(authority.server(folder, HERE)), "TLSv1.3");
        Path foreign = TestAuthority.create().client(folder.resolve("foreign"));
        Files.copy(client.resolve("ca.pem"), foreign.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        failsAs(files(foreign), "ClientCertificateRefused: ");
    }

    @Test
    void theEngineWantsACertificateAndThereIsNone() throws IOException {
        serve(authority.serving(authority.server(folder, HERE)), "TLSv1.3");
        failsAs(
                new ClientFiles(Optional.of(client.resolve("ca.pem")), Optional.empty(), Optional.empty()),
                "ClientCertificateMissing: ");
    }

    @Test
    void theEngineSpeaksInTheClear() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> answerInTheClear(plain));
            try (DockerEngine engine = engine(files(client), plain.getLocalPort())) {
                assertThatThrownBy(engine::version).hasMessageStartingWith("EngineWithoutTls: ");
            }
        }
    }

    /** What the engine's HTTP server says to whatever it cannot read. */
    private static void answerInTheClear(ServerSocket plain) {
        try {
            while (true) {
                Socket connection = plain.accept();
                connection.getInputStream().read();
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            return; // The test is over.
        }
    }

    @Test
    void anEngineThatIsSpokenToInTheClearAndSaysSoIsNotTakenForARefusal() {
        assertThat(DockerErrors.named(400, "Client sent an HTTP request to an HTTPS server.\n"))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("EngineWantsTls: ");
    }

    @Test
    void certificatesAreReadAgainWhenTheyWereReplaced() throws IOException {
        serve(authority.serving(authority.server(folder, HERE)), "TLSv1.3");
        Path mine = folder.resolve("mine");
        TestAuthority.create().client(mine);
        Files.copy(client.resolve("ca.pem"), mine.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        try (DockerEngine engine = engine(files(mine))) {
            assertThatThrownBy(engine::version).hasMessageStartingWith("ClientCertificateRefused: ");

            replace(mine, "cert.pem");
            assertThatThrownBy(engine::version)
                    .as("half replaced")
                    .hasMessageStartingWith("TlsFilesUnusable: ")
                    .hasMessageContaining("is not the key of");

            replace(mine, "key.pem");
            assertThat(engine.version().version()).isEqualTo("28.0.0");

            Files.delete(mine.resolve("ca.pem"));
            assertThatThrownBy(engine::version)
                    .hasMessageStartingWith("TlsFilesUnusable: ")
                    .hasMessageContaining(mine.resolve("ca.pem") + " is not there");
        }
    }

    @Test
    void everyFaultIsExplained() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        for (TlsFault fault : TlsFault.values()) {
            assertThat(page).contains("| `" + fault + "` |");
        }
    }

    private void failsAs(ClientFiles files, String fault) throws IOException {
        try (DockerEngine engine = engine(files)) {
            assertThatThrownBy(engine::version).isInstanceOf(Unreachable.class).hasMessageStartingWith(fault);
            assertThatThrownBy(() -> engine.networks()).hasMessageStartingWith(fault);
        }
    }

    private void replace(Path mine, String file) throws IOException {
        Files.copy(client.resolve(file), mine.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        // Whatever the clock of the file system is like: another time than before.
        Files.setLastModifiedTime(
                mine.resolve(file), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    private static ClientFiles files(Path of) {
        return new ClientFiles(
                Optional.of(of.resolve("ca.pem")),
                Optional.of(of.resolve("cert.pem")),
                Optional.of(of.resolve("key.pem")));
    }

    private DockerEngine engine(ClientFiles files) throws IOException {
        return engine(files, server.orElseThrow().getAddress().getPort());
    }

    private DockerEngine engine(ClientFiles files, int port) throws IOException {
        URI host = URI.create("tcp://127.0.0.1:" + port);
        DockerTls tls = new DockerTls(new TlsFiles() {
            @Override
            public String stamp() throws IOException {
                return files.stamp();
            }

            @Override
            public KeyManager[] shown() throws IOException {
                return files.shown();
            }

            @Override
            public X509ExtendedTrustManager trusted() throws IOException {
                return files.trusted();
            }
        });
        Duration patience = Duration.ofMinutes(1);
        return new DockerEngine(new DockerConnection(host, Optional.of(tls), patience, patience), clock);
    }

    /** Answers to everything as an engine does, over TLS, to whoever shows a certificate. */
    private void serve(SSLContext context, String protocol) throws IOException {
        HttpsServer made = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                wanted.setProtocols(new String[] {protocol});
                parameters.setSSLParameters(wanted);
            }
        });
        made.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = "{\"Version\":\"28.0.0\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Api-Version", "1.48");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        made.setExecutor(Executors.newCachedThreadPool(
                runnable -> Thread.ofPlatform().daemon().unstarted(runnable)));
        made.start();
        server = Optional.of(made);
    }
}
