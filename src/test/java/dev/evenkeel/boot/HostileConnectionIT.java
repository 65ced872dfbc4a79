package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client would send, on connections to the real program: it is refused or given up on, and others are served. */
final class HostileConnectionIT {

    private static final URI NO_ENGINE = URI.create("unix:///nonexistent/docker.sock");
    private static final String NETWORKS = EvenkeelProcess.collection("networks");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final Duration REQUEST = Duration.ofSeconds(2);
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final int ANSWER_TIMEOUT_MILLIS = 20_000;

    /** Inside of another request, where nobody may look for one. */
    private static final String HIDDEN = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    static Path folder;

    private static EvenkeelProcess evenkeel;

    @BeforeAll
    static void start() {
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), NO_ENGINE)
                .with("EVENKEEL_LIMITS_REQUEST", REQUEST.toSeconds() + "s")
                .start();
    }

    @AfterAll
    static void stop() {
        assertThat(evenkeel.stop()).isIn(0, 143);
    }

    @AfterEach
    void othersAreServed() {
        assertThat(evenkeel.send("GET", "/version", "application/json", "").statusCode())
                .isEqualTo(200);
        assertThat(EvenkeelProcess.json(evenkeel.send("GET", NETWORKS, "application/json", "")
                                .body())
                        .path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
                "Content-Length: 0, 44\r\n\r\n",
                "Content-Length: +0\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 0x0\r\n\r\n",
                "Content-Length : 0\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n",
                "X: a\nContent-Length: 0\n\n",
                "X: a\rContent-Length: 0\r\n\r\n",
                "X: a\u0000b\r\nContent-Length: 0\r\n\r\n",
                "Host: evil.example\r\nContent-Length: 0\r\n\r\n",
                "no colon\r\nContent-Length: 0\r\n\r\n",
                ": no name\r\nContent-Length: 0\r\n\r\n"
            })
    void ab42ARequestWithTwoEndsIsRefusedAndHidesNoOther(String rest) throws IOException {
        String answer = exchange(head("POST " + NETWORKS + "?dryRun=All") + rest + HIDDEN);
        assertThat(codes(answer)).as(answer).hasSizeLessThanOrEqualTo(1).allMatch(code -> code >= 400 && code < 500);
    }

    /** As RFC 9112, 5.2, allows. */
    @Test
    void ab42AFoldedLineBelongsToTheHeaderBefore() throws IOException {
        String last = head("GET /version").replace("Host", "Connection: close\r\nHost") + "\r\n";
        for (String folded : List.of("Transfer-Encoding: chunked", "Content-Length: 44")) {
            assertThat(codes(exchange(head("GET /version") + "X: a\r\n " + folded + "\r\n\r\n" + last)))
                    .containsExactly(200, 200);
        }
    }

    @Test
    void ab42HeadersAreFewAndShort() throws IOException {
        String get = head("GET /version");
        assertThat(codes(exchange(get + "X: " + "x".repeat(20_000) + "\r\n\r\n")))
                .containsExactly(431);
        assertThat(codes(exchange(get + "X: y\r\n".repeat(10_000) + "\r\n"))).containsExactly(431);
        assertThat(codes(exchange(get + "X: " + "x".repeat(2_000_000) + "\r\n\r\n")))
                .allMatch(code -> code == 431);
        assertThat(codes(exchange("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")))
                .containsExactly(414);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ab42WhoSendsAByteNowAndThenIsGivenUpOn(boolean body) throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Socket socket = evenkeel.wayIn().socket();
            slow.add(socket);
            String head = head("POST " + NETWORKS + "?dryRun=All") + "Content-Type: application/json\r\n";
            send(socket, body ? head + "Content-Length: 1000000\r\n\r\n" : head + "X: ");
        }
        long begun = System.nanoTime();
        await().atMost(EvenkeelProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(evenkeel.send("GET", "/version", "application/json", "")
                                    .statusCode())
                            .isEqualTo(200);
                    slow.removeIf(socket -> !drip(socket));
                    return slow.isEmpty();
                });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(REQUEST.dividedBy(2));
    }

    @Test
    void ab42AConnectionWithoutARequestIsGivenUpOnAndOneWithAWatchIsNot() throws IOException {
        try (Socket silent = evenkeel.wayIn().socket();
                Socket done = evenkeel.wayIn().socket();
                Socket watch = evenkeel.wayIn().socket()) {
            silent.getOutputStream().flush();
            send(done, head("GET /version") + "\r\n");
            send(watch, head("GET " + NETWORKS + "?watch=true&timeoutSeconds=8") + "\r\n");
            long begun = System.nanoTime();
            assertThat(codes(rest(done))).containsExactly(200);
            assertThat(rest(silent)).isEmpty();
            assertThat(rest(watch)).startsWith("HTTP/1.1 200").contains("0\r\n\r\n");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(REQUEST.multipliedBy(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0016", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"})
    void ab42AHandshakeThatStopsHalfWayIsGivenUpOn(String bytes) throws IOException {
        try (Socket half = new Socket()) {
            half.connect(new InetSocketAddress(
                    evenkeel.api("/").getHost(), evenkeel.api("/").getPort()));
            half.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            half.setSoTimeout((int) HANDSHAKE.multipliedBy(2).toMillis());
            assertThat(half.getInputStream().readAllBytes()).hasSizeLessThan(100);
        }
    }

    private static String head(String line) {
        return line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + evenkeel.token() + "\r\n";
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = evenkeel.wayIn().socket()) {
            try {
                send(socket, request);
            } catch (SocketException closedMeanwhile) {
                assertThat(request.length()).isGreaterThan(100_000);
            }
            return rest(socket);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static boolean drip(Socket socket) {
        try {
            send(socket, "x");
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** All that comes until the other side closes, or breaks off. */
    private static String rest(Socket socket) throws IOException {
        socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
        StringBuilder answer = new StringBuilder();
        byte[] bytes = new byte[8192];
        try {
            for (int count = socket.getInputStream().read(bytes);
                    count >= 0;
                    count = socket.getInputStream().read(bytes)) {
                answer.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException broken) {
            assertThat(broken).hasMessageContaining("reset");
        }
        return answer.toString();
    }

    private static List<Integer> codes(String answer) {
        return ANSWER.matcher(answer)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }
}
