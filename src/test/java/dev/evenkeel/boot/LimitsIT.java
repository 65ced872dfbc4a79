package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.access.TokenFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one caller may have of the real program; more is refused, with when to come back, and costs nobody else. */
final class LimitsIT {

    private static final URI NO_ENGINE = URI.create("unix:///nonexistent/docker.sock");
    private static final String NETWORKS = EvenkeelProcess.collection("networks");
    private static final String WATCH = NETWORKS + "?watch=true";
    private static final int PER_SECOND = 20;
    private static final int WATCHES = 2;

    @TempDir
    static Path folder;

    private static EvenkeelProcess evenkeel;

    @BeforeAll
    static void start() {
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), NO_ENGINE)
                .with("EVENKEEL_LIMITS_REQUESTS_PER_SECOND", Integer.toString(PER_SECOND))
                .with("EVENKEEL_LIMITS_WATCHES", Integer.toString(WATCHES))
                .with("EVENKEEL_LIMITS_REQUEST", "3s")
                .start();
    }

    @AfterAll
    static void stop() {
        assertThat(evenkeel.stop()).isIn(0, 143);
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() throws IOException {
        String hasty = viewer("hasty");
        HttpResponse<String> answer = ask(hasty, NETWORKS);
        for (int i = 0; i < 10 * PER_SECOND && answer.statusCode() == 200; i++) {
            answer = ask(hasty, NETWORKS);
        }
        refused(answer);
        assertThat(ask(viewer("patient"), NETWORKS).statusCode()).isEqualTo(200);
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> ask(hasty, NETWORKS).statusCode() == 200);
    }

    @Test
    void ab52WatchesOverHttpAreCountedAndGivenBack() throws Exception {
        String token = viewer("watcher");
        HttpClient client = evenkeel.wayIn().client();
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < WATCHES; i++) {
            HttpResponse<InputStream> watch = client.send(request(token, WATCH), BodyHandlers.ofInputStream());
            assertThat(watch.statusCode()).isEqualTo(200);
            open.add(watch.body());
        }
        refused(ask(token, WATCH));
        refused(upgrade(token));
        assertThat(ask(viewer("other"), WATCH + "&timeoutSeconds=1").statusCode())
                .isEqualTo(200);
        open.getFirst().close();
        await().atMost(EvenkeelProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ask(token, WATCH + "&timeoutSeconds=1").statusCode() == 200);
        for (InputStream rest : open) {
            rest.close();
        }
    }

    @Test
    void ab52WatchesOverWebSocketsAreCountedAndGivenBack() throws Exception {
        String token = viewer("socket");
        List<WebSocket> open = new ArrayList<>();
        for (int i = 0; i < WATCHES; i++) {
            open.add(webSocket(token));
        }
        refused(ask(token, WATCH));
        refused(upgrade(token));
        await().pollDelay(Duration.ofSeconds(4))
                .atMost(EvenkeelProcess.PATIENCE)
                .untilAsserted(() -> assertThat(open).noneMatch(WebSocket::isInputClosed));
        refused(ask(token, WATCH));
        open.getFirst().abort();
        await().atMost(EvenkeelProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ask(token, WATCH + "&timeoutSeconds=1").statusCode() == 200);
        open.forEach(WebSocket::abort);
    }

    private static void refused(HttpResponse<?> answer) {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After").map(Integer::valueOf))
                .hasValueSatisfying(seconds -> assertThat(seconds).isPositive());
        if (answer.body() instanceof String body && !body.isEmpty()) {
            JsonNode status = EvenkeelProcess.json(body);
            assertThat(status.path("kind").asText()).isEqualTo("Status");
            assertThat(status.path("reason").asText()).isEqualTo("TooManyRequests");
            assertThat(status.path("details").path("retryAfterSeconds").asInt()).isPositive();
        }
    }

    private static HttpResponse<?> upgrade(String token) {
        try {
            webSocket(token).abort();
            throw new AssertionError("one more WebSocket than allowed");
        } catch (CompletionException refused) {
            return ((WebSocketHandshakeException) refused.getCause()).getResponse();
        }
    }

    private static WebSocket webSocket(String token) {
        URI uri = URI.create(evenkeel.api(WATCH).toString().replace("https:", "wss:"));
        return evenkeel.wayIn()
                .client()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(uri, new WebSocket.Listener() {})
                .join();
    }

    private static HttpResponse<String> ask(String token, String path) {
        return WayIn.exchange(evenkeel.wayIn().client(), request(token, path));
    }

    private static HttpRequest request(String token, String path) {
        return HttpRequest.newBuilder(evenkeel.api(path))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private static String viewer(String name) throws IOException {
        String token = TokenFile.newToken();
        new TokenFile(folder.resolve("data/tokens")).add(name, token, Set.of("evenkeel:viewer"), Optional.empty());
        return token;
    }
}
