package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events over HTTP, as kubectl reads them and the recorders of others write them. */
@QuarkusTest
@TestProfile(LampProfile.class)
class EventApiTest {

    private static final String EVENTS = "/api/v1/namespaces/default/events";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static final String LIT = """
            {"apiVersion":"v1","kind":"Event","metadata":{"name":"desk.18a","namespace":"default"},
             "involvedObject":{"apiVersion":"evenkeel.dev/v1","kind":"Lamp","name":"desk","namespace":"default",
                               "uid":"u-1"},
             "type":"Normal","reason":"Lit","message":"the lamp is on","count":1,
             "firstTimestamp":"2026-11-20T09:32:27Z","lastTimestamp":"2026-11-20T09:32:27Z",
             "source":{"component":"janitor"},"reportingComponent":"janitor","reportingInstance":""}
            """;

    @TestHTTPResource
    URI root;

    @AfterEach
    void clear() {
        given().delete(EVENTS).then().statusCode(200);
        given().get("/api/v1/events").then().body("items", empty());
    }

    @Test
    void eventsOfClientsAreKeptAsTheyCome() {
        post(LIT)
                .statusCode(201)
                .body("metadata.uid", notNullValue())
                .body("metadata.resourceVersion", notNullValue())
                .body("metadata.creationTimestamp", matchesPattern("\\d{4}-.*Z"))
                .body("source.component", equalTo("janitor"));
        post(LIT)
                .statusCode(409)
                .body("reason", equalTo("AlreadyExists"))
                .body("message", equalTo("events \"desk.18a\" already exists"));
        given().get(EVENTS + "/desk.18a").then().statusCode(200).body("reason", equalTo("Lit"));
        given().get(EVENTS + "/none").then().statusCode(404).body("message", equalTo("events \"none\" not found"));
    }

    @Test
    void recordersCountWithStrategicMergePatches() {
        String version = post(LIT).extract().path("metadata.resourceVersion");
        for (String type : new String[] {"strategic-merge-patch+json", "merge-patch+json"}) {
            given().contentType("application/" + type)
                    .body("{\"count\":7,\"lastTimestamp\":\"2026-11-20T10:00:00Z\"}".getBytes(StandardCharsets.UTF_8))
                    .patch(EVENTS + "/desk.18a")
                    .then()
                    .statusCode(200)
                    .body("count", equalTo(7))
                    .body("reason", equalTo("Lit"))
                    .body("metadata.resourceVersion", not(equalTo(version)));
        }
        patch("{\"metadata\":{\"resourceVersion\":\"1\"},\"count\":8}")
                .statusCode(409)
                .body("reason", equalTo("Conflict"));
        given().contentType("application/json")
                .body("{}")
                .patch(EVENTS + "/desk.18a")
                .then()
                .statusCode(415);
        given().contentType("application/json")
                .body(LIT.replace("the lamp is on", "the lamp is bright"))
                .put(EVENTS + "/desk.18a")
                .then()
                .statusCode(200)
                .body("message", equalTo("the lamp is bright"));
    }

    @Test
    void watchersAreToldThatItHappenedAndThatItHappenedAgain() {
        String revision = given().get(EVENTS).path("metadata.resourceVersion");
        URI uri = root.resolve(
                EVENTS + "?watch=true&fieldSelector=involvedObject.name%3Ddesk&resourceVersion=" + revision);
        try (HttpClient http = HttpClient.newHttpClient();
                WatchClient client = WatchClient.open(http, uri, "application/json")) {
            post(LIT);
            post(LIT.replace("desk.18a", "hall.18b").replace("\"name\":\"desk\"", "\"name\":\"hall\""));
            patch("{\"count\":2}").statusCode(200);
            List<JsonNode> events = client.await(2);
            assertThat(events).extracting(event -> event.path("type").asText()).containsExactly("ADDED", "MODIFIED");
            assertThat(events)
                    .extracting(event -> event.at("/object/count").asInt())
                    .containsExactly(1, 2);
            assertThat(events)
                    .extracting(event -> event.at("/object/metadata/name").asText())
                    .containsOnly("desk.18a");
            http.shutdownNow();
        }
    }

    @Test
    void recordersThatSendProtobufAreRefusedForGood() {
        given().contentType("application/vnd.kubernetes.protobuf")
                .body(new byte[] {'k', '8', 's', 0})
                .post(EVENTS)
                .then()
                .statusCode(415)
                .body("kind", equalTo("Status"))
                .body("reason", equalTo("UnsupportedMediaType"));
    }

    @Test
    void whatIsNoEventOfThisNamespaceIsRefused() {
        post(LIT.replace("\"name\":\"desk\",\"namespace\":\"default\"", "\"name\":\"desk\",\"namespace\":\"attic\""))
                .statusCode(422)
                .body("message", containsString("does not match event.namespace"));
        post(LIT.replace("the lamp is on", "x".repeat(EventWrites.BYTES_MAX))).statusCode(422);
        given().contentType("application/json")
                .body(LIT)
                .post("/api/v1/namespaces/cellar/events")
                .then()
                .statusCode(404);
    }

    @Test
    void kubectlSelectsThemByWhatTheyAreAbout() {
        post(LIT);
        post(LIT.replace("desk.18a", "hall.18b").replace("\"name\":\"desk\"", "\"name\":\"hall\""));
        given().queryParam("fieldSelector", "involvedObject.name=hall,involvedObject.kind=Lamp,involvedObject.uid=u-1")
                .get(EVENTS)
                .then()
                .statusCode(200)
                .body("kind", equalTo("EventList"))
                .body("apiVersion", equalTo("v1"))
                .body("items.metadata.name", contains("hall.18b"));
        given().queryParam("fieldSelector", "type!=Normal").get(EVENTS).then().body("items", empty());
        given().queryParam("fieldSelector", "source=janitor,reason=Lit,reportingComponent=janitor")
                .get("/api/v1/events")
                .then()
                .body("items", hasSize(2));
        given().queryParam("fieldSelector", "message=x").get(EVENTS).then().statusCode(400);
    }

    @Test
    void tablesShowThemAsKubernetesDoes() {
        post(LIT);
        given().accept(TABLE)
                .get(EVENTS)
                .then()
                .statusCode(200)
                .body(
                        "columnDefinitions.name",
                        contains(
                                "Last Seen",
                                "Type",
                                "Reason",
                                "Object",
                                "Subobject",
                                "Source",
                                "Message",
                                "First Seen",
                                "Count",
                                "Name"))
                .body("columnDefinitions.priority", contains(0, 0, 0, 0, 1, 1, 0, 1, 1, 1))
                .body("rows[0].cells", hasItem("lamp/desk"))
                .body("rows[0].cells", hasItem("the lamp is on"));
    }

    @Test
    void discoveryKnowsThem() {
        given().get("/api/v1")
                .then()
                .body("resources.find { it.name == 'events' }.kind", equalTo("Event"))
                .body("resources.find { it.name == 'events' }.shortNames", contains("ev"))
                .body("resources.find { it.name == 'events' }.verbs", hasItem("deletecollection"));
    }

    @Test
    void theyAreDeletedOneByOneOrTogether() {
        post(LIT);
        post(LIT.replace("desk.18a", "desk.18b"));
        given().queryParam("dryRun", "All").delete(EVENTS).then().body("items", hasSize(2));
        given().delete(EVENTS + "/desk.18a")
                .then()
                .statusCode(200)
                .body("status", equalTo("Success"))
                .body("details.uid", notNullValue());
        given().get(EVENTS).then().body("items.metadata.name", contains("desk.18b"));
    }

    private static ValidatableResponse post(String event) {
        return given().contentType("application/json").body(event).post(EVENTS).then();
    }

    private static ValidatableResponse patch(String changes) {
        return given().contentType("application/merge-patch+json")
                .body(changes.getBytes(StandardCharsets.UTF_8))
                .patch(EVENTS + "/desk.18a")
                .then();
    }
}
