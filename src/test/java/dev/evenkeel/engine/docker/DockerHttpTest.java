package dev.evenkeel.engine.docker;

import static dev.evenkeel.engine.docker.ScriptedEngine.ok;
import static dev.evenkeel.engine.docker.ScriptedEngine.ping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineException.Failed;
import dev.evenkeel.engine.EngineException.Rejected;
import dev.evenkeel.engine.EngineException.Unreachable;
import dev.evenkeel.engine.EventStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of calls to engines that hang, die, or are not the one they were. */
@Timeout(60)
class DockerHttpTest {

    private static final Duration CALL = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final String HANG = "";
    private static final String TOO_NEW =
            refusal("{\"message\":\"client version 1.51 is too new. Maximum supported API version is 1.41\"}");
    private static final String ENDLESS = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n";

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path folder;

    @AfterEach
    void stopClock() {
        clock.shutdownNow();
    }

    private DockerEngine engineAt(URI host) {
        return new DockerEngine(new DockerConnection(host, Optional.empty(), CALL, IDLE), clock);
    }

    private static String refusal(String body) {
        return ok("", body).replace("200 OK", "400 Bad Request");
    }

    private static UnaryOperator<String> afterPing(String answer) {
        return request -> request.contains("/_ping") ? ping("1.45") : answer;
    }

    @ParameterizedTest
    @CsvSource({"1.41, 1.41", "1.40, 1.40", "1.51, 1.51", "1.55, 1.51", "2.0, 1.51"})
    void newestVersionOfBothIsSpoken(String theirs, String spoken) throws IOException {
        try (ScriptedEngine script = new ScriptedEngine(
                        folder,
                        request -> request.contains("/_ping") ? ping(theirs) : ok("", "{\"Version\":\"28.0.0\"}"));
                DockerEngine engine = engineAt(script.host())) {
            assertThat(engine.version().apiVersion()).isEqualTo(spoken);
            assertThat(script.requests())
                    .containsExactly("GET /_ping HTTP/1.1", "GET /v" + spoken + "/version HTTP/1.1");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.39", "''"})
    void engineThatIsTooOldIsRefused(String theirs) throws IOException {
        try (ScriptedEngine script = new ScriptedEngine(folder, request -> ping(theirs));
                DockerEngine engine = engineAt(script.host())) {
            assertThatThrownBy(engine::networks).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void versionIsAgreedOnAnewAfterAnOutage() throws IOException {
        Iterator<String> versions = List.of("1.51", "1.41").iterator();
        Iterator<String> answers = List.of(HANG, ok("", "[]")).iterator();
        try (ScriptedEngine script = new ScriptedEngine(
                        folder, request -> request.contains("/_ping") ? ping(versions.next()) : answers.next());
                DockerEngine engine = engineAt(script.host())) {
            assertThatThrownBy(() -> engine.connect("n", "c", EndpointSettings.NONE))
                    .isInstanceOf(Unreachable.class);

            assertThat(engine.networks()).isEmpty();

            assertThat(script.requests().getLast()).isEqualTo("GET /v1.41/networks HTTP/1.1");
        }
    }

    @Test
    void versionIsAgreedOnAnewWithAnEngineThatDoesNotSpeakTheOldOne() throws IOException {
        Iterator<String> versions = List.of("1.51", "1.41").iterator();
        Iterator<String> answers = List.of(ok("", "[]"), TOO_NEW, ok("", "[]")).iterator();
        try (ScriptedEngine script = new ScriptedEngine(
                        folder, request -> request.contains("/_ping") ? ping(versions.next()) : answers.next());
                DockerEngine engine = engineAt(script.host())) {
            assertThat(engine.networks()).isEmpty();
            assertThatThrownBy(engine::networks)
                    .isInstanceOf(Unreachable.class)
                    .hasMessageStartingWith("client version 1.51 is too new");

            assertThat(engine.networks()).isEmpty();

            assertThat(script.requests().getLast()).isEqualTo("GET /v1.41/networks HTTP/1.1");
        }
    }

    @Test
    void versionIsAgreedOnAnewAfterTheEventStreamEnded() throws IOException {
        Iterator<String> versions = List.of("1.41", "1.51").iterator();
        Iterator<String> answers = List.of(ok("", ""), ok("", "[]")).iterator();
        try (ScriptedEngine script = new ScriptedEngine(
                        folder, request -> request.contains("/_ping") ? ping(versions.next()) : answers.next());
                DockerEngine engine = engineAt(script.host());
                EventStream events = engine.events()) {
            assertThatThrownBy(events::next).isInstanceOf(Unreachable.class);

            assertThat(engine.networks()).isEmpty();

            assertThat(script.requests().getLast()).isEqualTo("GET /v1.51/networks HTTP/1.1");
        }
    }

    @Test
    void eventsInLinesAreReadLikeTheOthers() throws IOException {
        String create = "{\"Type\":\"network\",\"Action\":\"create\",\"Actor\":{\"ID\":\"ef29\",\"Attributes\":"
                + "{\"name\":\"nw-a\",\"type\":\"bridge\"}},\"scope\":\"local\",\"time\":1,\"timeNano\":2}\n";
        String lines = ok("Content-Type: application/jsonl\r\n", create + create.replace("create", "destroy"));
        try (ScriptedEngine script = new ScriptedEngine(folder, afterPing(lines));
                DockerEngine engine = engineAt(script.host());
                EventStream events = engine.events()) {
            assertThat(events.next().action()).isEqualTo("create");
            assertThat(events.next())
                    .isEqualTo(
                            new EngineEvent("network", "destroy", "ef29", Map.of("name", "nw-a", "type", "bridge"), 2));
            assertThatThrownBy(events::next).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void engineThatIsNotThereIsUnreachable() {
        try (DockerEngine engine = engineAt(URI.create("unix://" + folder.resolve("nobody.sock")))) {
            assertThatThrownBy(engine::networks).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void callToAnEngineThatHangsEndsAtItsDeadline() throws IOException {
        try (ScriptedEngine script = new ScriptedEngine(folder, afterPing(HANG));
                DockerEngine engine = engineAt(script.host())) {
            assertThatThrownBy(engine::networks)
                    .isInstanceOf(Unreachable.class)
                    .hasMessage("GET /v1.45/networks: no answer in time");
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void responseThatNeverEndsMissesTheDeadlineToo() throws IOException {
        try (ScriptedEngine script = new ScriptedEngine(folder, afterPing(ENDLESS));
                DockerEngine engine = engineAt(script.host())) {
            assertThatThrownBy(engine::networks).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void archiveThatStallsFailsItsReader() throws IOException {
        try (ScriptedEngine script = new ScriptedEngine(folder, afterPing(ENDLESS));
                DockerEngine engine = engineAt(script.host());
                InputStream archive = engine.readArchive("c", "/data")) {
            assertThat(archive.readNBytes(2)).hasSize(2);

            assertThatThrownBy(archive::read)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the engine sent nothing in time");
        }
    }

    @Test
    void uploadThatStallsIsGivenUp() throws IOException {
        try (ScriptedEngine script = new ScriptedEngine(folder, afterPing("HTTP/1.1 100 Continue\r\n\r\n"));
                DockerEngine engine = engineAt(script.host())) {
            assertThatThrownBy(() -> engine.writeArchive("c", "/", new ByteArrayInputStream(new byte[1 << 24])))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageEndingWith("no answer in time");
        }
    }

    @Test
    void anEngineThatGivesUpInTheMiddleOfAnUploadSaysWhy() throws IOException {
        String why = "{\"message\":\"write /data/random: no space left on device\"}";
        for (String answer : List.of(
                "Content-Length: " + why.length() + "\r\n\r\n" + why,
                "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(why.length()) + "\r\n" + why
                        + "\r\n0\r\n\r\n")) {
            Path socket = Files.createTempDirectory(folder, "engine");
            try (ScriptedEngine script = new ScriptedEngine(
                            socket,
                            afterPing("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 Internal Server Error\r\n" + answer));
                    DockerEngine engine = engineAt(script.host())) {
                script.hangUp();
                assertThatThrownBy(() -> engine.writeArchive("c", "/", new ByteArrayInputStream(new byte[1 << 24])))
                        .isInstanceOf(Failed.class)
                        .hasMessage("write /data/random: no space left on device");
            }
        }
    }

    @Test
    void anEngineThatDiesInTheMiddleOfAnUploadIsUnreachable() throws IOException {
        try (ScriptedEngine script = new ScriptedEngine(folder, afterPing("HTTP/1.1 100 Continue\r\n\r\n"));
                DockerEngine engine = engineAt(script.host())) {
            script.hangUp();
            assertThatThrownBy(() -> engine.writeArchive("c", "/", new ByteArrayInputStream(new byte[1 << 24])))
                    .isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void quietEventStreamOutlivesEveryDeadline() throws Exception {
        try (ScriptedEngine script =
                        new ScriptedEngine(folder, afterPing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
                DockerEngine engine = engineAt(script.host())) {
            EventStream events = engine.events();
            Thread reader = Thread.ofPlatform().daemon().start(() -> assertThatThrownBy(events::next)
                    .isInstanceOf(Unreachable.class));

            assertThat(reader.join(CALL.plus(IDLE))).isFalse();

            events.close();
            assertThat(reader.join(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void importThatFailsHalfWayIsToldFromOneThatWorks() throws IOException {
        String progress =
                "{\"status\":\"importing\"}\n{\"errorDetail\":{\"message\":\"no space\"},\"error\":\"no space\"}\n";
        try (ScriptedEngine script = new ScriptedEngine(folder, afterPing(ok("", progress)));
                DockerEngine engine = engineAt(script.host())) {
            assertThatThrownBy(() -> engine.importEmptyImage("empty", "1")).hasMessage("no space");
        }
    }
}
