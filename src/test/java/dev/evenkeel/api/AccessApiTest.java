package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets past the door, who may do what behind it, and what is written down about that. */
@QuarkusTest
@TestProfile(LampProfile.class)
class AccessApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";
    private static final String VIEWER = "Bearer viv:evenkeel:viewer@default";

    @Test
    void whoeverIsNobodyIsToldNothingWhateverHeAsksFor() {
        for (String header : List.of("Bearer bad", "Bearer", "Basic YWRtaW46YWRtaW4=", "Digest x", "bad")) {
            for (String path : List.of("/version", "/nothing", LAMPS, "/apis", "/openapi/v3", "/")) {
                given().header("Authorization", header)
                        .get(path)
                        .then()
                        .statusCode(401)
                        .header("WWW-Authenticate", equalTo("Bearer"))
                        .body("reason", equalTo("Unauthorized"))
                        .body("message", equalTo("Unauthorized"));
            }
        }
        for (String probe : List.of("/healthz", "/livez", "/readyz")) {
            given().header("Authorization", "Bearer bad").get(probe).then().statusCode(200);
        }
    }

    @Test
    void aTokenInTheQueryIsNeitherReadNorWrittenDown() {
        given().header("Authorization", "Bearer bad")
                .get("/version?access_token=query:evenkeel:admin&token=evk_secret&limit=5")
                .then()
                .statusCode(401);
        assertThat(audit()).doesNotContain("evk_secret", "query:evenkeel").contains("/version?limit=5");
    }

    @Test
    void aRefusalIsWordedAsByKubernetes() {
        viewer().delete(LAMPS + "/desk")
                .then()
                .statusCode(403)
                .body("reason", equalTo("Forbidden"))
                .body("details.name", equalTo("desk"))
                .body("details.group", equalTo("evenkeel.dev"))
                .body("details.kind", equalTo("lamps"))
                .body(
                        "message",
                        equalTo("lamps.evenkeel.dev \"desk\" is forbidden: User \"viv\" cannot delete resource"
                                + " \"lamps\" in API group \"evenkeel.dev\" in the namespace \"default\""));
        viewer().get("/apis/evenkeel.dev/v1/lamps")
                .then()
                .statusCode(403)
                .body(
                        "message",
                        equalTo("lamps.evenkeel.dev is forbidden: User \"viv\" cannot list resource \"lamps\" in API"
                                + " group \"evenkeel.dev\" at the cluster scope"));
        viewer().get(LAMPS).then().statusCode(200);
        viewer().get(LAMPS.replace("default", "attic")).then().statusCode(403);
    }

    @Test
    void whatIsForbiddenIsForbiddenHoweverThePathIsWritten() {
        String attic = "/apis/evenkeel.dev/v1/namespaces/attic/lamps";
        for (String path : List.of(
                attic,
                attic + "/",
                "/" + attic,
                attic.replace("/namespaces/", "//namespaces//"),
                attic.replace("attic", "%61ttic"),
                attic.replace("attic", "default/../attic"),
                attic.replace("attic", "default%2f..%2fattic"),
                attic.replace("attic", "default/%2e%2e/attic"),
                attic.replace("attic", "attic;x=default"),
                attic.replace("lamps", "lamps;a=b"),
                attic.replace("apis", "APIS"),
                attic.replace("lamps", "LAMPS"),
                attic + "/x%00",
                attic + "/..%2f..%2fdefault%2flamps")) {
            assertThat(raw("GET", path, VIEWER)).as(path).matches("(?s)HTTP/1.1 (403|404|400) .*");
        }
    }

    @Test
    void headersThatSomeServersObeyChangeNothing() {
        given().header("X-HTTP-Method-Override", "DELETE").get(LAMPS).then().statusCode(200);
        viewer().header("X-Original-URL", LAMPS.replace("default", "attic"))
                .get(LAMPS)
                .then()
                .statusCode(200);
        viewer().header("Impersonate-User", "admin")
                .get(LAMPS)
                .then()
                .statusCode(403)
                .body(
                        "message",
                        equalTo("users is forbidden: User \"viv\" cannot impersonate resource \"users\" in API group"
                                + " \"\" at the cluster scope"));
        given().header("Impersonate-Group", "x").get(LAMPS).then().statusCode(403);
        viewer().header("X-Forwarded-For", "203.0.113.9")
                .header("Forwarded", "for=203.0.113.9")
                .delete(LAMPS + "/spoofed")
                .then()
                .statusCode(403);
        assertThat(audit())
                .contains("spoofed")
                .contains("\"sourceIPs\":[\"127.0.0.1\"]")
                .doesNotContain("203.0.113");
    }

    @Test
    void unusualMethodsReachNothing() {
        for (String method : List.of("TRACE", "CONNECT", "BREW", "PROPFIND")) {
            assertThat(raw(method, LAMPS, VIEWER)).as(method).matches("(?s)HTTP/1.1 (4|5)\\d\\d .*");
        }
        assertThat(raw("HEAD", LAMPS.replace("default", "attic"), VIEWER)).startsWith("HTTP/1.1 403 ");
        assertThat(raw("OPTIONS", LAMPS, VIEWER)).doesNotContain("\"items\"");
    }

    @Test
    void everyWriteAndEveryDenialIsOneLineThatATerminalCanBear() {
        given().contentType("application/json")
                .body("{}")
                .header("User-Agent", "evil/1 \u001b[2J${jndi:ldap://x}%n%s")
                .post(LAMPS)
                .then()
                .statusCode(not(201));
        raw("DELETE", LAMPS + "/%c2%9b%5b2J%e2%80%ae", VIEWER);
        assertThat(audit().lines()).allMatch(line -> line.startsWith("{\"kind\":\"Event\"") && line.endsWith("}"));
        assertThat(audit().chars()).allMatch(character -> character == '\n' || (character >= ' ' && character < 127));
        assertThat(audit())
                .contains("\"verb\":\"create\"", "\"username\":\"local\"", "\"code\":403")
                .contains("\"resource\":\"lamps\",\"namespace\":\"default\",\"name\":\"\\u009B[2J\\u202E\"");
    }

    @Test
    void readingIsNotWrittenDown() {
        given().header("User-Agent", "reader/1").get(LAMPS).then().statusCode(200);
        assertThat(audit()).doesNotContain("reader/1");
    }

    @Test
    void theServerAnswersForTheNamesItWasGiven() {
        given().header("Host", "evenkeel.example.com:7443")
                .get("/version")
                .then()
                .statusCode(200);
        given().header("Host", "Evenkeel.Example.Com").get("/version").then().statusCode(200);
        given().header("Host", "evenkeel.example.com.evil.com")
                .get("/version")
                .then()
                .statusCode(421);
    }

    private static RequestSpecification viewer() {
        return given().header("Authorization", VIEWER);
    }

    /** What is written down so far, or empty when nothing is. */
    private static String audit() {
        try {
            return Files.exists(LampAccess.AUDIT) ? Files.readString(LampAccess.AUDIT) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** For what no client would send. */
    private static String raw(String method, String path, String authorization) {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + authorization
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(10_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
