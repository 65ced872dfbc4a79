package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.registry.Registry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many clients, slow clients, clients that go, and clients that come by WebSocket. */
@QuarkusTest
@TestProfile(LampProfile.class)
class WatchersApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";
    private static final int MANY = 1000;

    private final Lamps lamps;
    private final WatchCounts counts;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource
    URI root;

    WatchersApiTest(Registry registry, WatchCounts counts) {
        this.lamps = new Lamps(registry);
        this.counts = counts;
    }

    @AfterEach
    void clear() {
        http.shutdownNow();
        lamps.clear();
        WatchClient.until(() -> counts.open.get() == 0);
    }

    @Test
    void aThousandIdleWatchesTakeNoThreadsAndAllHearOfAnEvent() {
        lamps.create("desk");
        warmUp();
        int threads = Thread.activeCount();
        URI uri = root.resolve(LAMPS + "?watch=true&resourceVersion=" + lamps.revision());
        List<WatchClient> clients = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            clients.add(WatchClient.open(http, uri, "application/json"));
        }
        WatchClient.until(() -> counts.open.get() == MANY);
        assertThat(Thread.activeCount() - threads).isLessThan(30);

        lamps.dim("desk", 7);
        WatchClient.until(
                () -> clients.stream().allMatch(client -> client.events().size() == 1));
        assertThat(clients).allSatisfy(client -> assertThat(
                        client.events().getFirst().at("/object/spec/watts").asInt())
                .isEqualTo(7));
        clients.forEach(WatchClient::close);
    }

    @Test
    void manyWatchesShareOneConnectionOfHttp2() {
        lamps.create("desk");
        URI uri = root.resolve(LAMPS + "?watch=true&resourceVersion=" + lamps.revision());
        try (HttpClient modern = HttpClient.newHttpClient()) {
            List<WatchClient> clients = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                clients.add(WatchClient.open(modern, uri, "application/json"));
            }
            assertThat(clients.getLast().head().version()).isEqualTo(HttpClient.Version.HTTP_2);
            lamps.dim("desk", 7);
            WatchClient.until(
                    () -> clients.stream().allMatch(client -> client.events().size() == 1));
            clients.forEach(WatchClient::close);
            WatchClient.until(() -> counts.open.get() == 0);
        }
    }

    @Test
    void moreWatchesThanAllowedAreRefused() {
        URI uri = root.resolve(LAMPS + "?watch=true");
        List<WatchClient> clients = new ArrayList<>();
        for (int i = 0; i < LampProfile.WATCHES_MAX; i++) {
            clients.add(WatchClient.begin(http, uri, "application/json"));
        }
        WatchClient.until(() -> counts.open.get() == LampProfile.WATCHES_MAX);
        given().get(LAMPS + "?watch=true").then().statusCode(429).header("Retry-After", "1");
        clients.forEach(WatchClient::close);
    }

    @Test
    void aClientThatGoesIsForgotten() {
        WatchClient client = WatchClient.open(http, root.resolve(LAMPS + "?watch=true"), "application/json");
        WatchClient.until(() -> counts.open.get() == 1);
        client.close();
        WatchClient.until(() -> counts.open.get() == 0);
    }

    @Test
    void aClientThatDoesNotReadLosesItsWatch() throws IOException {
        long before = counts.dropped.get();
        lamps.create("desk", 1, Map.of());
        try (Socket socket = new Socket(root.getHost(), root.getPort());
                WatchClient quick = WatchClient.open(http, root.resolve(LAMPS + "?watch=true"), "application/json")) {
            ask(socket.getOutputStream());
            WatchClient.until(() -> counts.open.get() == 2);
            String large = "x".repeat(60_000);
            int watts = 2;
            while (counts.dropped.get() == before && watts < 2000) {
                lamps.annotate("desk", watts + large);
                watts++;
            }
            assertThat(counts.dropped.get()).isGreaterThan(before);
            WatchClient.until(() -> counts.open.get() == 1);
            int written = watts - 1;
            WatchClient.until(() -> quick.events().size() == written);
        }
    }

    @Test
    void aWebSocketIsToldTheSame() {
        lamps.create("desk");
        Messages messages = new Messages();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(webSocket("?watch=true&labelSelector=room%21%3Dattic"), messages)
                .join();
        lamps.dim("desk", 3);
        lamps.label("desk", Map.of("room", "attic"));
        WatchClient.until(() -> messages.events.size() == 3);
        assertThat(messages.events)
                .extracting(event -> event.path("type").asText())
                .containsExactly("ADDED", "MODIFIED", "DELETED");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        WatchClient.until(() -> counts.open.get() == 0);
    }

    @Test
    void aWebSocketThatIsClosedCountsNoMore() {
        for (int i = 0; i <= LampAccess.WATCHES_MAX; i++) {
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(webSocket("?watch=true"), new Messages())
                    .join();
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
        WatchClient.until(() -> counts.open.get() == 0);
    }

    @Test
    void aWebSocketEndsProperly() {
        Messages messages = new Messages();
        http.newWebSocketBuilder()
                .buildAsync(webSocket("?watch=true&timeoutSeconds=1"), messages)
                .join();
        assertThat(messages.closed.join()).isEqualTo(WebSocket.NORMAL_CLOSURE);

        Messages late = new Messages();
        http.newWebSocketBuilder()
                .buildAsync(webSocket("?watch=true&resourceVersion=999999"), late)
                .join();
        assertThat(late.closed.join()).isEqualTo(WebSocket.NORMAL_CLOSURE);
        assertThat(late.events)
                .extracting(event -> event.at("/object/code").asInt())
                .containsExactly(410);
    }

    @Test
    void aWebSocketPassesTheSameGate() {
        assertThat(http.newWebSocketBuilder()
                        .header("Origin", "http://evil.example")
                        .buildAsync(webSocket("?watch=true"), new Messages())
                        .handle((socket, refused) -> refused != null)
                        .join())
                .isTrue();
        assertThat(counts.open).hasValue(0);
    }

    /** Lets the pools that serve requests grow to what they will need. */
    private void warmUp() {
        given().get(LAMPS).then().statusCode(200);
        try (WatchClient client = WatchClient.open(http, root.resolve(LAMPS + "?watch=true"), "application/json")) {
            client.await(1);
        }
    }

    private void ask(OutputStream out) throws IOException {
        String request = "GET " + LAMPS + "?watch=true HTTP/1.1\r\nHost: localhost\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private URI webSocket(String query) {
        return URI.create(root.resolve(LAMPS + query).toString().replaceFirst("^http", "ws"));
    }

    /** What came over a WebSocket. */
    private static final class Messages implements WebSocket.Listener {

        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                events.add(WatchClient.parse(part.toString()));
                part.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }
    }
}
