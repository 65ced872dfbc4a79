package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request, and whoever notices: the answer is a Status that says so. */
@QuarkusTest
@TestProfile(LampProfile.class)
class StatusApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET /                                | 404 | NotFound
            GET /nothing                         | 404 | NotFound
            GET /favicon.ico                     | 404 | NotFound
            GET /Q/METRICS                       | 404 | NotFound
            GET /apis/other.dev                  | 404 | NotFound
            GET /apis/other.dev/v1               | 404 | NotFound
            GET /apis/evenkeel.dev/v2            | 404 | NotFound
            GET /apis/evenkeel.dev/v1/candles    | 404 | NotFound
            GET /openapi/v3/apis/other.dev/v1    | 404 | NotFound
            GET /api/v1/pods                     | 404 | NotFound
            GET /api/v1/namespaces/cellar        | 404 | NotFound
            GET {lamps}/desk                     | 404 | NotFound
            GET {lamps}/desk/scale               | 404 | NotFound
            GET {lamps}/desk%2Fstatus            | 404 | NotFound
            GET {lamps}/desk;v=1                 | 404 | NotFound
            GET {lamps};v=1                      | 404 | NotFound
            POST {lamps};v=1                     | 404 | NotFound
            GET {lamps}/../lamps/desk            | 404 | NotFound
            GET {lamps}/%2e%2e/lamps             | 404 | NotFound
            GET {lamps}/..%2flamps               | 404 | NotFound
            GET {lamps}/%00                      | 404 | NotFound
            GET {lamps}/a%5Cb                    | 404 | NotFound
            GET //apis                           | 404 | NotFound
            GET /;/apis                          | 404 | NotFound
            GET {lamps}/%ff%fe                   | 404 | NotFound
            GET /apis/%zz                        | 400 | BadRequest
            GET {lamps}/%2                       | 400 | BadRequest
            GET {lamps}?labelSelector=%zz        | 400 | BadRequest
            GET {lamps}?labelSelector=a%3D%3D%3D | 400 | BadRequest
            GET {lamps}?fieldSelector=spec.x%3D1 | 400 | BadRequest
            GET {lamps}/[                        | 400 | BadRequest
            GET {lamps}/{x}                      | 400 | BadRequest
            GET {lamps}/a\\b                     | 400 | BadRequest
            OPTIONS {lamps}                      | 405 | MethodNotAllowed
            OPTIONS /                            | 405 | MethodNotAllowed
            TRACE {lamps}                        | 405 | MethodNotAllowed
            PROPFIND {lamps}                     | 405 | MethodNotAllowed
            FOO /version                         | 405 | MethodNotAllowed
            get {lamps}                          | 405 | MethodNotAllowed
            PUT {lamps}                          | 405 | MethodNotAllowed
            PATCH {lamps}                        | 405 | MethodNotAllowed
            POST {lamps}/desk                    | 405 | MethodNotAllowed
            POST /version                        | 405 | MethodNotAllowed
            POST /healthz                        | 405 | MethodNotAllowed
            DELETE /apis                         | 405 | MethodNotAllowed
            POST /api/v1/namespaces              | 405 | MethodNotAllowed
            PUT /api/v1/namespaces/default       | 405 | MethodNotAllowed
            PATCH /api/v1/namespaces/default     | 405 | MethodNotAllowed
            DELETE /api/v1/namespaces/default    | 405 | MethodNotAllowed
            OPTIONS *                            | 404 | NotFound
            CONNECT localhost:80                 | 404 | NotFound
            GET apis                             | 404 | NotFound
            POST {lamps}                         | 400 | BadRequest
            PUT {lamps}/desk                     | 400 | BadRequest
            GET {lamps}?resourceVersion=999999   | 504 | Timeout
            """)
    void aFirstLineThatIsNoGood(String line, int code, String reason) throws IOException {
        assertStatus(raw(line.replace("{lamps}", LAMPS) + " HTTP/1.1\r\nHost: localhost\r\n"), code, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST  | Content-Type: garbage                               | 415 | UnsupportedMediaType
            POST  | Content-Type: ;;                                    | 415 | UnsupportedMediaType
            POST  | Content-Type:                                       | 415 | UnsupportedMediaType
            POST  | Content-Type: a/b/c                                 | 415 | UnsupportedMediaType
            POST  | Content-Type: a/b;;                                 | 415 | UnsupportedMediaType
            POST  | Content-Type: text/plain                            | 415 | UnsupportedMediaType
            POST  | Content-Type: application/x-www-form-urlencoded     | 415 | UnsupportedMediaType
            POST  | Content-Type: multipart/form-data                   | 415 | UnsupportedMediaType
            POST  | Content-Type: application/vnd.kubernetes.protobuf   | 415 | UnsupportedMediaType
            PATCH | Content-Type: %%%                                   | 415 | UnsupportedMediaType
            PATCH | Content-Type: application/strategic-merge-patch+json| 415 | UnsupportedMediaType
            PATCH | Accept: */*                                         | 415 | UnsupportedMediaType
            GET   | Accept: text/html                                   | 406 | NotAcceptable
            GET   | Accept: garbage                                     | 406 | NotAcceptable
            GET   | Accept: ;q=zz                                       | 406 | NotAcceptable
            GET   | Accept: application/vnd.kubernetes.protobuf         | 406 | NotAcceptable
            PUT   | X-HTTP-Method-Override: DELETE                      | 404 | NotFound
            POST  | Transfer-Encoding: foo                              | 400 | BadRequest
            """)
    void aHeaderThatIsNoGood(String method, String header, int code, String reason) throws IOException {
        String path = method.equals("PATCH") || method.equals("PUT") ? LAMPS + "/desk" : LAMPS;
        boolean body = !method.equals("GET") && !header.startsWith("Transfer");
        assertStatus(
                raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n"
                        + (body ? "Content-Length: 2\r\n" : "")),
                code,
                reason);
    }

    @Test
    void whatIsTooLongIsAStatusToo() throws IOException {
        String line = "GET " + LAMPS + "?labelSelector=" + "a".repeat(RequestHead.URI_LENGTH_MAX);
        assertStatus(raw(line + " HTTP/1.1\r\nHost: localhost\r\n"), 414, "RequestURITooLong");
        String header = "X-Long: " + "a".repeat(RequestHead.HEADER_LENGTH_MAX);
        assertStatus(
                raw("GET " + LAMPS + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n"),
                431,
                "RequestHeaderFieldsTooLarge");
        String tooMuch = " ".repeat(BodyReader.BYTES_MAX + 1);
        assertStatus(
                raw(
                        "POST " + LAMPS + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + tooMuch.length()
                                + "\r\n",
                        tooMuch),
                413,
                "RequestEntityTooLarge");
    }

    @Test
    void whatIsHardlyHttpIsRefusedAtLeast() throws IOException {
        assertStatus(raw("GET /version HTTP/1.1\r\n"), 400, "BadRequest");
        assertThat(raw("GET /version HTTP/1.0\r\n")).contains(" 421 ").contains("\"kind\":\"Status\"");
        for (String request : new String[] {
            "GARBAGE\r\n",
            "GET " + LAMPS + " HTTP/1.1\r\nHost: localhost\r\nNo Header\r\n",
            "POST " + LAMPS + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n",
            "POST " + LAMPS + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n"
        }) {
            assertThat(raw(request)).startsWith("HTTP/1.").contains(" 400 ");
        }
    }

    @Test
    void whenToTryAgainIsToldTwice() throws IOException {
        String answer = raw("GET " + LAMPS + "?resourceVersion=999999 HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(answer).containsIgnoringCase("\r\nRetry-After: 1\r\n");
        assertThat(status(answer).at("/details/retryAfterSeconds").asInt()).isEqualTo(1);
        assertThat(Failures.unavailable().body().details().retryAfterSeconds()).isEqualTo(1);
    }

    private static void assertStatus(String answer, int code, String reason) throws IOException {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + code + " ")
                .containsIgnoringCase("\r\nContent-Type: application/json");
        JsonNode status = status(answer);
        assertThat(status.path("kind").asText()).isEqualTo("Status");
        assertThat(status.path("apiVersion").asText()).isEqualTo("v1");
        assertThat(status.path("status").asText()).isEqualTo("Failure");
        assertThat(status.path("code").asInt()).isEqualTo(code);
        assertThat(status.path("reason").asText()).isEqualTo(reason);
        assertThat(status.path("message").asText()).isNotBlank();
    }

    private static JsonNode status(String answer) throws IOException {
        return new JsonMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    private static String raw(String head) throws IOException {
        return raw(head, head.contains("Content-Length: 2\r\n") ? "{}" : "");
    }

    private static String raw(String head, String body) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            send(socket, head + "Connection: close\r\n\r\n" + body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The server may close its end before it has read all of what it refuses. */
    private static void send(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException refused) {
            assertThat(refused).hasMessageContainingAll("pipe");
        }
    }
}
