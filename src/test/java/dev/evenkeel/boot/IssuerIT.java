package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.evenkeel.access.pki.ServerKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer with an authority of his own, whose keys the real program fetches by https. */
final class IssuerIT {

    private static final URI NO_ENGINE = URI.create("unix:///nonexistent/docker.sock");
    private static final String NETWORKS = EvenkeelProcess.collection("networks");

    /** Keys that have just come are not fetched again. */
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final AtomicReference<String> published = new AtomicReference<>("");
    private final AtomicInteger fetches = new AtomicInteger();
    private HttpsServer issuer;

    @BeforeEach
    void listen() throws IOException, GeneralSecurityException {
        Path own = Files.createDirectory(folder.resolve("issuer"));
        issuer = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        issuer.setHttpsConfigurator(new HttpsConfigurator(ServerKey.in(own)));
        issuer.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            byte[] body = published.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
    }

    @AfterEach
    void close() {
        issuer.stop(0);
    }

    @Test
    void keysAreFetchedByHttpsAndFollowedWhenTheyRotate() throws GeneralSecurityException {
        KeyPair first = rsa();
        KeyPair second = rsa();
        try (EvenkeelProcess evenkeel = process("trusting")
                .with("EVENKEEL_OIDC_CA", folder.resolve("issuer/ca.crt").toString())
                .start()) {
            assertThat(ask(evenkeel, token("one", first, claims("evenkeel", 600))))
                    .as("no keys yet")
                    .isEqualTo(401);
            published.set(keys("one", first));
            assertThat(ask(evenkeel, token("one", first, claims("evenkeel", 600))))
                    .isEqualTo(200);
            assertThat(ask(evenkeel, token("one", first, claims("evenkeel", -600))))
                    .isEqualTo(401);
            assertThat(ask(evenkeel, token("one", first, claims("another", 600))))
                    .isEqualTo(401);
            assertThat(ask(evenkeel, token("one", second, claims("evenkeel", 600))))
                    .isEqualTo(401);
            String none = encoded("{\"alg\":\"none\",\"kid\":\"one\"}") + "." + encoded(claims("evenkeel", 600)) + ".";
            assertThat(ask(evenkeel, none)).isEqualTo(401);

            published.set(keys("two", second));
            String renewed = token("two", second, claims("evenkeel", 600));
            await().pollDelay(BETWEEN_FETCHES).atMost(Duration.ofMinutes(2)).until(() -> ask(evenkeel, renewed) == 200);
            assertThat(ask(evenkeel, token("one", first, claims("evenkeel", 600))))
                    .isEqualTo(401);
            int before = fetches.get();
            for (int i = 0; i < 20; i++) {
                assertThat(ask(evenkeel, token("guess" + i, first, claims("evenkeel", 600))))
                        .isEqualTo(401);
            }
            assertThat(fetches.get() - before)
                    .as("guesses do not make the issuer work")
                    .isLessThan(3);
        }
    }

    @Test
    void anIssuerWithAStrangersCertificateIsNotBelieved() throws GeneralSecurityException {
        KeyPair key = rsa();
        published.set(keys("one", key));
        try (EvenkeelProcess evenkeel = process("wary").start()) {
            assertThat(ask(evenkeel, token("one", key, claims("evenkeel", 600))))
                    .isEqualTo(401);
            assertThat(fetches).hasValue(0);
        }
    }

    private EvenkeelProcess process(String name) {
        return EvenkeelProcess.on(folder.resolve(name), NO_ENGINE)
                .with("EVENKEEL_OIDC_ISSUER", "https://id.example.com")
                .with("EVENKEEL_OIDC_AUDIENCE", "evenkeel")
                .with(
                        "EVENKEEL_OIDC_KEYS",
                        "https://127.0.0.1:" + issuer.getAddress().getPort() + "/keys")
                .with("EVENKEEL_GROUP_ROLES", "oidc:ops=viewer");
    }

    private static int ask(EvenkeelProcess evenkeel, String token) {
        HttpRequest request = HttpRequest.newBuilder(evenkeel.api(NETWORKS))
                .header("Authorization", "Bearer " + token)
                .build();
        return WayIn.exchange(evenkeel.wayIn().client(), request).statusCode();
    }

    private static String claims(String audience, long secondsLeft) {
        long now = Instant.now().getEpochSecond();
        return "{\"iss\":\"https://id.example.com\",\"aud\":\"%s\",\"sub\":\"ann\",\"iat\":%d,\"exp\":%d,\"groups\":[\"ops\"]}"
                .formatted(audience, now - 1000, now + secondsLeft);
    }

    private static String token(String id, KeyPair key, String claims) throws GeneralSecurityException {
        String head = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + id + "\"}") + "." + encoded(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(head.getBytes(StandardCharsets.US_ASCII));
        return head + "." + encoded(signature.sign());
    }

    private static String keys(String id, KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(
                        id,
                        encoded(key.getModulus().toByteArray()),
                        encoded(key.getPublicExponent().toByteArray()));
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
