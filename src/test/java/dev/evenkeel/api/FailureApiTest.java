package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What surrounds the resources: discovery, namespaces, probes, strangers at the door, and paths that lead nowhere. */
@QuarkusTest
@TestProfile(LampProfile.class)
class FailureApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";

    @Test
    void aPathThatLeadsNowhereIsAStatusToo() {
        for (String path : List.of(
                "/",
                "/nothing",
                "/apis/other.dev/v1",
                "/apis/evenkeel.dev/v1/candles",
                "/apis/evenkeel.dev/v1/namespaces/default/candles/desk",
                LAMPS + "/desk/scale")) {
            given().get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/json")
                    .body("kind", equalTo("Status"))
                    .body("message", equalTo("the server could not find the requested resource"));
        }
    }

    @Test
    void aMethodThatIsNotOfferedIsAStatusToo() {
        for (String path : List.of(LAMPS, "/api/v1/namespaces/default", "/version", "/apis/evenkeel.dev/v1/lamps")) {
            given().contentType("application/json")
                    .body("{}")
                    .put(path)
                    .then()
                    .statusCode(405)
                    .body("kind", equalTo("Status"))
                    .body("reason", equalTo("MethodNotAllowed"));
        }
        given().delete(LAMPS).then().statusCode(405).body("code", equalTo(405));
    }

    @Test
    void clientsDiscoverWhatThereIs() {
        given().get("/api").then().statusCode(200).body("versions", equalTo(List.of("v1")));
        given().get("/api/v1").then().statusCode(200).body("resources.name", equalTo(List.of("namespaces")));
        given().get("/apis")
                .then()
                .statusCode(200)
                .body("kind", equalTo("APIGroupList"))
                .body("groups[0].preferredVersion.groupVersion", equalTo("evenkeel.dev/v1"));
        given().get("/apis/evenkeel.dev").then().statusCode(200).body("name", equalTo("evenkeel.dev"));
        given().get("/apis/evenkeel.dev/v1")
                .then()
                .statusCode(200)
                .body("groupVersion", equalTo("evenkeel.dev/v1"))
                .body("resources.name", equalTo(List.of("lamps", "lamps/status")))
                .body("resources[0].singularName", equalTo("lamp"))
                .body("resources[0].shortNames", equalTo(List.of("lp")))
                .body("resources[0].categories", equalTo(List.of("evenkeel")))
                .body("resources[0].verbs", hasItems("create", "delete", "get", "list", "patch", "update"));
        given().get("/version").then().statusCode(200).body("gitVersion", equalTo("v1.36.0+evenkeel.0.1.0"));
    }

    @Test
    void probesAnswerInPlainText() {
        for (String probe : List.of("/healthz", "/livez", "/readyz")) {
            assertThat(given().get(probe).then().statusCode(200).extract().asString())
                    .isEqualTo("ok");
        }
    }

    @Test
    void everyEngineIsANamespace() {
        given().get("/api/v1/namespaces")
                .then()
                .statusCode(200)
                .body("items.metadata.name", equalTo(List.of("attic", "default")))
                .body("items[0].status.phase", equalTo("Active"));
        given().get("/api/v1/namespaces/default").then().statusCode(200).body("kind", equalTo("Namespace"));
        given().get("/api/v1/namespaces/cellar")
                .then()
                .statusCode(404)
                .body("message", equalTo("namespaces \"cellar\" not found"));
    }

    @Test
    void aRequestForAnotherHostIsMisdirected() {
        for (String host : List.of("evil.example.com", "localhost.evil.example.com", "192.168.1.7:7443", "[::2]")) {
            given().header("Host", host)
                    .get("/version")
                    .then()
                    .statusCode(421)
                    .body("kind", equalTo("Status"))
                    .body("message", containsString(host.replace(":7443", "")));
        }
        for (String host : List.of("localhost", "LOCALHOST:1", "127.0.0.1:7443", "[::1]", "[::1]:7443")) {
            given().header("Host", host).get("/version").then().statusCode(200);
        }
    }

    @Test
    void clientsOfTheSocketFileWriteWhatTheyLikeForAHost() throws IOException {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(LampProfile.SOCKET))) {
            socket.write(ByteBuffer.wrap("GET /livez HTTP/1.1\r\nHost: evenkeel.sock\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            String answer = new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("ok");
        }
    }

    @Test
    void aRequestFromAForeignWebPageIsForbidden() {
        for (String origin : List.of("https://evil.example.com", "null", "http://localhost.evil.example.com")) {
            given().header("Origin", origin)
                    .get("/version")
                    .then()
                    .statusCode(403)
                    .body("reason", equalTo("Forbidden"));
        }
        given().header("Origin", "http://localhost:3000").get("/version").then().statusCode(200);
    }

    @Test
    void whatIsHardlyHttpIsAnsweredAllTheSame() throws IOException {
        assertThat(raw("GET /version HTTP/1.0\r\n\r\n")).contains(" 421 ").contains("\"kind\":\"Status\"");
        assertThat(raw("GET /apis/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains(" 400 ");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
