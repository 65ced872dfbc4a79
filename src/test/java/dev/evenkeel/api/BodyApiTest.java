package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may come in a request's body, and in which form the answer goes out. */
@QuarkusTest
@TestProfile(LampProfile.class)
class BodyApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";
    private static final String DRY = LAMPS + "?dryRun=All";
    private static final int LIMIT = 3 * 1024 * 1024;

    @Test
    void yamlGoesInAndComesOut() {
        String yaml = "apiVersion: evenkeel.dev/v1\nkind: Lamp\nmetadata: {name: desk.lamp-1}\n"
                + "spec:\n  watts: 40\n  options: {a: \"1450\"}\n";
        for (String type : List.of("application/yaml", "text/yaml", "application/x-yaml; charset=utf-8")) {
            String answer = raw(yaml, type)
                    .accept("application/yaml")
                    .post(DRY)
                    .then()
                    .statusCode(201)
                    .contentType("application/yaml")
                    .extract()
                    .asString();
            assertThat(answer)
                    .startsWith("apiVersion: evenkeel.dev/v1\nkind: Lamp\n")
                    .contains("  options:\n    a: \"1450\"\n");
        }
    }

    @Test
    void aSecondYamlDocumentIsRefused() {
        post("{kind: Lamp}\n---\n{kind: Lamp}\n").statusCode(400).body("message", containsString("more after its end"));
        post("kind: &k Lamp\nspec: *k\n").statusCode(400).body("message", containsString("aliases (*k)"));
        post("apiVersion: evenkeel.dev/v1\nkind: Lamp\nkind: Lamp\nmetadata: {name: desk}\n")
                .statusCode(400)
                .body("message", containsString("strict decoding error: duplicate field \"kind\""));
        post("kind: [\n")
                .statusCode(400)
                .body("message", startsWith("the body of the request is not valid YAML at line"));
        post("").statusCode(400).body("message", containsString("empty"));
    }

    @Test
    void malformedJsonIsABadRequest() {
        for (String body : List.of("", "{", "[]", "7", "{} {}", "{\"a\":\u0000}")) {
            raw(body, "application/json")
                    .post(LAMPS)
                    .then()
                    .statusCode(400)
                    .body("kind", equalTo("Status"))
                    .body("status", equalTo("Failure"))
                    .body("reason", equalTo("BadRequest"))
                    .body("code", equalTo(400));
        }
    }

    @Test
    void aBodyOfAnotherTypeIsNotSupported() {
        for (String type : List.of("text/plain", "application/xml")) {
            raw("kind=Lamp", type)
                    .post(LAMPS)
                    .then()
                    .statusCode(415)
                    .body("reason", equalTo("UnsupportedMediaType"))
                    .body("message", containsString("application/json, application/yaml"));
        }
    }

    @Test
    void aWebFormIsNotSupported() {
        given().formParam("kind", "Lamp").post(LAMPS).then().statusCode(415);
    }

    @Test
    void aBodyOverTheLimitIsRefusedHoweverItIsSent() throws Exception {
        byte[] tooLarge = new byte[LIMIT * 5];
        for (HttpRequest.BodyPublisher body : List.of(
                HttpRequest.BodyPublishers.ofByteArray(tooLarge),
                HttpRequest.BodyPublishers.ofByteArrays(List.of(tooLarge)))) {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + LAMPS))
                                    .header("Content-Type", "application/json")
                                    .POST(body)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("\"message\":\"Request entity too large: limit is 3145728\"");
        }
        String justRight = "{\"apiVersion\":\"evenkeel.dev/v1\",\"kind\":\"Lamp\",\"metadata\":{\"name\":\"big\"}}";
        raw(justRight + " ".repeat(LIMIT - justRight.length()), "application/json")
                .post(DRY)
                .then()
                .statusCode(201);
    }

    @Test
    void theAnswerIsIndentedForHumanEyes() {
        given().get(LAMPS).then().body(not(containsString("\n")));
        assertThat(given().get(LAMPS + "?pretty").asString()).contains("\n  \"kind\" : \"LampList\"");
        assertThat(given().get(LAMPS + "?pretty=1").asString()).contains("\n");
        assertThat(given().header("User-Agent", "curl/8.5.0").get(LAMPS).asString())
                .contains("\n");
        assertThat(given().header("User-Agent", "curl/8.5.0")
                        .get(LAMPS + "?pretty=false")
                        .asString())
                .doesNotContain("\n");
    }

    @Test
    void theFirstAcceptableTypeWins() {
        given().header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
                .get(LAMPS)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("kind", equalTo("Table"));
        given().header("Accept", "application/vnd.kubernetes.protobuf,application/json")
                .get(LAMPS)
                .then()
                .statusCode(200);
        given().header("Accept", "*/*").get(LAMPS).then().contentType("application/json");
        given().header("Accept", "text/html")
                .get(LAMPS)
                .then()
                .statusCode(406)
                .contentType("application/json")
                .body(
                        "message",
                        equalTo("only the following media types are accepted: application/json, application/yaml"));
    }

    @Test
    void anAcceptHeaderThatCannotBeReadAcceptsNothing() {
        given().header("Accept", ";;").get(LAMPS).then().statusCode(406).body("kind", equalTo("Status"));
        given().header("Accept", ";;").get("/nothing").then().statusCode(404).body("kind", equalTo("Status"));
    }

    private static ValidatableResponse post(String yaml) {
        return raw(yaml, "application/yaml").post(DRY).then();
    }

    private static RequestSpecification raw(String body, String contentType) {
        return given().contentType(contentType).body(body.getBytes(StandardCharsets.UTF_8));
    }
}
