package dev.evenkeel.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages on their way, to a server of the JDK. */
final class HttpSenderTest {

    private static final String SECRET = "canary-7d1f";

    private static final NotificationBody BODY =
            new NotificationBody("text/plain; charset=utf-8", Map.of("Title", "a title"), "grün");

    private record Seen(String path, Headers headers, String body) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(new Seen(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void aMessageArrivesWithItsHeaders() throws InterruptedException {
        Receiver receiver = receiver(Optional.of(address()), Optional.empty(), Map.of("X-Team", "ops"));
        assertThat(new HttpSender(receiver).send(BODY)).isEqualTo(new Delivery.Arrived());
        Seen message = seen.getFirst();
        assertThat(message.path()).isEqualTo("/hook/" + SECRET);
        assertThat(message.body()).isEqualTo("grün");
        assertThat(message.headers().getFirst("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(message.headers().getFirst("Title")).isEqualTo("a title");
        assertThat(message.headers().getFirst("X-Team")).isEqualTo("ops");
        assertThat(message.headers().getFirst("User-Agent")).isEqualTo("evenkeel");
    }

    @Test
    void redirectsAreNotFollowedAndRefusalsAreNamed() throws InterruptedException {
        HttpSender sender = new HttpSender(receiver(Optional.of(address()), Optional.empty(), Map.of()));
        for (int code : List.of(301, 307, 400, 404, 500, 503)) {
            answer = code;
            assertThat(sender.send(BODY)).isEqualTo(new Delivery.Failed("answered " + code));
        }
        assertThat(seen).hasSize(6).allMatch(message -> message.path().startsWith("/hook"));
    }

    @Test
    void secretsComeFromFilesAndANewOneNeedsNoRestart() throws Exception {
        Path url = Files.writeString(folder.resolve("url"), address() + "\n");
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        HttpSender sender = new HttpSender(new Receiver(
                "ops",
                Optional.empty(),
                Optional.of(url),
                Format.json,
                Map.of(),
                Optional.of(token),
                Optional.empty(),
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ZERO));
        sender.send(BODY);
        Files.writeString(token, "second");
        sender.send(BODY);
        assertThat(seen)
                .extracting(message -> message.headers().getFirst("Authorization"))
                .containsExactly("Bearer first", "Bearer second");
        Files.delete(token);
        assertThat(sender.send(BODY)).isEqualTo(new Delivery.Failed(token + " is not there"));
    }

    @Test
    void nothingThatIsSaidOfAReceiverTellsItsAddress() throws Exception {
        List<Object> said = new ArrayList<>();
        Receiver receiver = receiver(Optional.of(address()), Optional.empty(), Map.of());
        said.add(receiver);
        HttpSender sender = new HttpSender(receiver);
        server.stop(0);
        said.add(sender.send(BODY));
        for (String odd : List.of(
                "ftp://host/" + SECRET,
                "https:///" + SECRET,
                "http://a b/" + SECRET,
                "https://me:" + SECRET + "@host/",
                "http://" + SECRET + ".invalid/")) {
            Receiver misfit = receiver(Optional.of(odd), Optional.empty(), Map.of());
            said.add(misfit);
            said.add(misfit.violations());
            Path file = Files.writeString(folder.resolve("url"), odd);
            said.add(new HttpSender(receiver(Optional.empty(), Optional.of(file), Map.of())).send(BODY));
        }
        assertThat(said.toString()).doesNotContain(SECRET);
        assertThat(said.get(1)).isEqualTo(new Delivery.Failed("no connection"));
    }

    @Test
    void whoeverTakesTooLongIsGivenUpOn() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Receiver receiver = new Receiver(
                    "ops",
                    Optional.of("http://127.0.0.1:" + mute.getLocalPort() + "/"),
                    Optional.empty(),
                    Format.json,
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofMillis(200),
                    Duration.ZERO,
                    Duration.ZERO);
            assertThat(new HttpSender(receiver).send(BODY)).isEqualTo(new Delivery.Failed("no answer in time"));
        }
    }

    @Test
    void settingsThatCannotWorkAreNamed() {
        assertThat(receiver(Optional.empty(), Optional.empty(), Map.of()).violations())
                .containsExactly("evenkeel.notifications.ops: set one of url and url-file");
        assertThat(receiver(Optional.of(address()), Optional.empty(), Map.of("Content-Length", "1"))
                        .violations())
                .containsExactly("evenkeel.notifications.ops.headers: Content-Length cannot be set");
        assertThat(receiver(Optional.of(address()), Optional.empty(), Map.of()).violations())
                .isEmpty();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook/" + SECRET;
    }

    private static Receiver receiver(Optional<String> url, Optional<Path> file, Map<String, String> headers) {
        return new Receiver(
                "ops",
                url,
                file,
                Format.json,
                headers,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ZERO);
    }
}
