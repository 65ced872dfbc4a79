package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What surrounds the resources: namespaces, probes, and strangers at the door. */
@QuarkusTest
@TestProfile(LampProfile.class)
class FailureApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";

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
        given().accept("application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
                .get("/api/v1/namespaces")
                .then()
                .statusCode(200)
                .body("kind", equalTo("Table"))
                .body("columnDefinitions.name", equalTo(List.of("Name", "Status", "Age")))
                .body("rows[0].cells", contains(equalTo("attic"), equalTo("Active"), matchesPattern("\\d+[smhdy].*")));
        String uid = given().get("/api/v1/namespaces/default")
                .then()
                .statusCode(200)
                .body("kind", equalTo("Namespace"))
                .body("metadata.labels.'kubernetes.io/metadata.name'", equalTo("default"))
                .body("metadata.creationTimestamp", matchesPattern("\\d{4}-.*Z"))
                .extract()
                .path("metadata.uid");
        given().get("/api/v1/namespaces/default").then().body("metadata.uid", equalTo(uid));
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/namespaces")
                .then()
                .statusCode(405)
                .body("message", equalTo("create is not supported on resources of kind \"namespaces\""));
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
}
