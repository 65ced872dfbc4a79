package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.access.pki.ClientKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of the real program and of its clients, what a restart keeps, and settings that it refuses. */
final class CertificateIT {

    private static final URI NO_ENGINE = URI.create("unix:///nonexistent/docker.sock");
    private static final String NETWORKS = EvenkeelProcess.collection("networks");

    @TempDir
    Path folder;

    @Test
    void aClientCertificateOfOurAuthorityIsGoodAndEveryOtherIsNot() {
        Path data = folder.resolve("data");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(data, NO_ENGINE)
                .with("EVENKEEL_GROUP_ROLES", "dba=viewer")
                .start()) {
            Instant past = Instant.now().minusSeconds(7200);
            Instant soon = Instant.now().plusSeconds(3600);
            KeyPurposeId client = KeyPurposeId.id_kp_clientAuth;
            SSLContext viewer = ClientKey.of(data, "CN=carl,O=evenkeel:viewer", past, soon, client);
            assertThat(ask(evenkeel, viewer, "GET").statusCode()).isEqualTo(200);
            assertThat(ask(evenkeel, viewer, "DELETE").body()).contains("User \\\"carl\\\" cannot delete");
            SSLContext mapped = ClientKey.of(data, "CN=dora,O=dba", past, soon, client);
            assertThat(ask(evenkeel, mapped, "GET").statusCode()).isEqualTo(200);
            SSLContext nobody = ClientKey.of(data, "CN=nora", past, soon, client);
            assertThat(ask(evenkeel, nobody, "GET").statusCode()).isEqualTo(403);
            SSLContext nameless = ClientKey.of(data, "O=evenkeel:admin", past, soon, client);
            assertThat(ask(evenkeel, nameless, "GET").statusCode()).isEqualTo(401);

            String admin = "CN=eve,O=evenkeel:admin";
            for (SSLContext bad : List.of(
                    ClientKey.ofStranger(data, admin),
                    ClientKey.of(data, admin, past, past.plusSeconds(60), client),
                    ClientKey.of(data, admin, soon, soon.plusSeconds(60), client),
                    ClientKey.of(data, admin, past, soon, KeyPurposeId.id_kp_serverAuth))) {
                assertThatThrownBy(() -> ask(evenkeel, bad, "GET")).isInstanceOf(UncheckedIOException.class);
            }
            assertThat(ask(evenkeel, viewer, "GET").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theServersCertificateIsRenewedWhileItRuns() {
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), NO_ENGINE)
                .with("EVENKEEL_TLS_LIFE", "60s")
                .with("EVENKEEL_TLS_CHECK", "1s")
                .start()) {
            X509Certificate first = shown(evenkeel);
            await().atMost(90, TimeUnit.SECONDS)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> !shown(evenkeel).equals(first));
            assertThat(shown(evenkeel).getNotAfter()).isAfter(first.getNotAfter());
            assertThat(evenkeel.send("GET", "/version", "application/json", "").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRestartKeepsTheAuthorityAndTheTokensAndTellsTheKubeconfigOfAnotherPort() throws IOException {
        Path data = folder.resolve("data");
        String authority;
        String token;
        try (EvenkeelProcess first = EvenkeelProcess.on(data, NO_ENGINE).start()) {
            authority = Files.readString(data.resolve("ca.crt"));
            token = first.token();
            assertThat(first.stop()).isIn(0, 143);
        }
        try (EvenkeelProcess second = EvenkeelProcess.on(data, NO_ENGINE).start()) {
            assertThat(data.resolve("ca.crt")).hasContent(authority);
            assertThat(second.token()).isEqualTo(token);
            assertThat(second.wayIn().server())
                    .isEqualTo(URI.create(second.api("").toString()));
            assertThat(second.send("GET", NETWORKS, "application/json", "").statusCode())
                    .isEqualTo(200);
            Files.delete(second.kubeconfig());
            assertThat(second.stop()).isIn(0, 143);
        }
        try (EvenkeelProcess third = EvenkeelProcess.on(data, NO_ENGINE).start()) {
            assertThat(third.kubeconfig()).doesNotExist();
        }
    }

    @Test
    void withoutAuthenticationItStartsOnlyOnLoopbackAndOnlyWhenToldTwice() throws Exception {
        Map<String, String> none = Map.of("EVENKEEL_AUTH", "none");
        assertThat(refusal("once", none)).contains("evenkeel.insecure-no-auth=true");
        assertThat(refusal(
                        "beyond",
                        Map.of(
                                "EVENKEEL_AUTH", "none",
                                "EVENKEEL_INSECURE_NO_AUTH", "true",
                                "EVENKEEL_API_HOST", "0.0.0.0")))
                .contains("evenkeel.api-host=0.0.0.0");
        assertThat(refusal("garbled", Map.of("EVENKEEL_AUTH", "maybe"))).contains("evenkeel.auth");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("open"), NO_ENGINE)
                .with("EVENKEEL_AUTH", "none")
                .with("EVENKEEL_INSECURE_NO_AUTH", "true")
                .start()) {
            HttpRequest request = HttpRequest.newBuilder(evenkeel.api(NETWORKS)).build();
            assertThat(WayIn.exchange(evenkeel.wayIn().client(), request).statusCode())
                    .isEqualTo(200);
            assertThat(evenkeel.log()).contains("WARN").contains("nobody has to prove who he is");
            assertThat(evenkeel.metric("evenkeel_insecure_no_auth")).contains(1.0);
        }
    }

    private String refusal(String name, Map<String, String> settings) throws InterruptedException {
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve(name), NO_ENGINE)) {
            settings.forEach(evenkeel::with);
            Process process = evenkeel.launch();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            return evenkeel.log();
        }
    }

    private static HttpResponse<String> ask(EvenkeelProcess evenkeel, SSLContext client, String method) {
        try (HttpClient http = HttpClient.newBuilder().sslContext(client).build()) {
            return WayIn.exchange(
                    http,
                    HttpRequest.newBuilder(evenkeel.api(NETWORKS + (method.equals("GET") ? "" : "/x")))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build());
        }
    }

    private static X509Certificate shown(EvenkeelProcess evenkeel) {
        try (SSLSocket socket = (SSLSocket) evenkeel.wayIn().socket()) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
