package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RevisionLog;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Being told of changes, as kubectl and informers ask for it. */
@QuarkusTest
@TestProfile(LampProfile.class)
class WatchApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";
    private static final String WATCH_LIST =
            "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";

    private final Lamps lamps;
    private final RevisionLog log;
    private final WatchCounts counts;
    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource
    URI root;

    WatchApiTest(Registry registry, RevisionLog log, WatchCounts counts) {
        this.lamps = new Lamps(registry);
        this.log = log;
        this.counts = counts;
    }

    @AfterEach
    void clear() {
        http.shutdownNow();
        lamps.clear();
        WatchClient.until(() -> counts.open.get() == 0);
    }

    @Test
    void everyChangeAfterTheRevisionIsToldInOrder() {
        String before = lamps.create("desk").metadata().resourceVersion();
        lamps.dim("desk", 20);
        try (WatchClient client = watch("&resourceVersion=" + before)) {
            lamps.create("shelf");
            lamps.delete("desk");
            List<JsonNode> events = client.await(4);
            assertThat(types(events)).containsExactly("MODIFIED", "ADDED", "MODIFIED", "DELETED");
            assertThat(names(events)).containsExactly("desk", "shelf", "desk", "desk");
            assertThat(events.get(0).at("/object/spec/watts").asInt()).isEqualTo(20);
            assertThat(events.get(0).at("/object/apiVersion").asText()).isEqualTo("evenkeel.dev/v1");
            assertThat(revisions(events)).isSorted();
            assertThat(revisions(events).getLast()).as("of the deletion").isEqualTo(lamps.revision());
            assertThat(client.head().headers().firstValue("Content-Type")).contains("application/json");
        }
    }

    @Test
    void withoutARevisionThePresentStateComesFirst() {
        lamps.create("desk");
        lamps.create("shelf");
        for (String revision : List.of("", "&resourceVersion=0")) {
            try (WatchClient client = watch(revision)) {
                assertThat(names(client.await(2))).containsExactly("desk", "shelf");
                lamps.dim("desk", lamps.find("desk").spec().watts() + 1);
                assertThat(types(client.await(3))).containsExactly("ADDED", "ADDED", "MODIFIED");
            }
        }
    }

    @Test
    void aWatchListMarksTheEndOfThePresentState() {
        lamps.create("desk");
        long revision = lamps.revision();
        try (WatchClient client = watch(WATCH_LIST + "&timeoutSeconds=600")) {
            WatchClient.until(() -> client.events().size() >= 2);
            assertThat(types(client.events().subList(0, 2))).containsExactly("ADDED", "BOOKMARK");
            assertThat(client.events().get(1).path("object")).isEqualTo(WatchClient.parse("""
                            {"kind":"Lamp","apiVersion":"evenkeel.dev/v1","metadata":{"resourceVersion":"%d",
                             "annotations":{"k8s.io/initial-events-end":"true"}}}""".formatted(revision)));
            lamps.create("shelf");
            WatchClient.until(() -> names(client.events()).contains("shelf"));
        }
    }

    @Test
    void aWatchListOfNothingEndsItsStateAtOnce() {
        lamps.delete(lamps.create("desk").metadata().name());
        try (WatchClient client = watch(WATCH_LIST)) {
            WatchClient.until(() -> !client.events().isEmpty());
            assertThat(client.events().getFirst().at("/object/metadata/annotations"))
                    .hasToString("{\"k8s.io/initial-events-end\":\"true\"}");
        }
    }

    @Test
    void bookmarksTellWhoeverWantsThemHowFarHeIs() {
        long before = lamps.revision();
        try (WatchClient client =
                watch("&allowWatchBookmarks=true&fieldSelector=metadata.name=desk&resourceVersion=" + before)) {
            lamps.create("shelf");
            WatchClient.until(() -> revisions(client.events()).contains(lamps.revision()));
            assertThat(types(client.events())).containsOnly("BOOKMARK");
            assertThat(client.events().getLast().path("object"))
                    .isEqualTo(WatchClient.parse("""
                            {"kind":"Lamp","apiVersion":"evenkeel.dev/v1","metadata":{"resourceVersion":"%d"}}""".formatted(lamps.revision())));
        }
    }

    @Test
    void anObjectThatLeavesASelectionIsDeletedForItAsItWas() {
        lamps.create("desk", 40, Map.of("room", "study"));
        try (WatchClient client = watch("&labelSelector=room%3Dstudy&resourceVersion=" + lamps.revision())) {
            lamps.label("desk", Map.of("room", "attic"));
            long left = lamps.revision();
            lamps.dim("desk", 10);
            lamps.label("desk", Map.of("room", "study", "floor", "2"));
            lamps.label("desk", Map.of("room", "study"));
            lamps.delete("desk");
            List<JsonNode> events = client.await(5);
            assertThat(types(events)).containsExactly("DELETED", "ADDED", "MODIFIED", "MODIFIED", "DELETED");
            assertThat(events.getFirst().at("/object/metadata/labels/room").asText())
                    .as("the content that the client knows")
                    .isEqualTo("study");
            assertThat(revisions(events).getFirst()).isEqualTo(left);
        }
    }

    @Test
    void oneObjectIsWatchedByItsName() {
        lamps.create("desk");
        lamps.create("shelf");
        try (WatchClient client = watch("&fieldSelector=metadata.name%3Dshelf")) {
            lamps.dim("desk", 5);
            lamps.dim("shelf", 6);
            assertThat(names(client.await(2))).containsExactly("shelf", "shelf");
        }
    }

    @Test
    void allNamespacesAreWatchedAtOnceAndOneSeesItsOwn() {
        try (WatchClient everywhere = open("/apis/evenkeel.dev/v1/lamps", "", "application/json");
                WatchClient attic = open(LAMPS.replace("default", "attic"), "", "application/json")) {
            assertThat(attic.head().statusCode()).isEqualTo(200);
            lamps.create("desk");
            everywhere.await(1);
            assertThat(attic.events()).isEmpty();
        }
    }

    @Test
    void aForgottenRevisionHasExpired() {
        lamps.create("desk");
        for (int watts = 1; watts < 6; watts++) {
            lamps.dim("desk", watts);
        }
        log.compact(3);
        long oldest = lamps.revision() - 3;
        try (WatchClient client = watch("&resourceVersion=" + oldest)) {
            assertThat(types(client.await(3))).containsOnly("MODIFIED");
        }
        try (WatchClient client = watch("&resourceVersion=" + (oldest - 1))) {
            assertExpired(client, "too old resource version: %d (%d)".formatted(oldest - 1, oldest));
        }
    }

    @Test
    void aRevisionFromTheFutureHasExpired() {
        long newest = lamps.revision();
        try (WatchClient client = watch("&resourceVersion=" + (newest + 7))) {
            assertExpired(client, "too large resource version: %d, current: %d".formatted(newest + 7, newest));
        }
    }

    @Test
    void changesThatTheFeedHasForgottenComeFromTheLog() {
        lamps.create("desk");
        long before = lamps.revision();
        for (int watts = 0; watts < LampProfile.CHANGES_MAX + 600; watts++) {
            lamps.dim("desk", watts + 100);
        }
        try (WatchClient client = watch("&resourceVersion=" + before)) {
            List<JsonNode> events = client.await(LampProfile.CHANGES_MAX + 600);
            assertThat(revisions(events)).isSorted().doesNotHaveDuplicates();
            lamps.dim("desk", 1);
            client.await(LampProfile.CHANGES_MAX + 601);
        }
    }

    @Test
    void aWatchEndsWhenItsTimeIsOver() {
        try (WatchClient client =
                watch("&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion=" + lamps.revision())) {
            client.awaitEnd();
            assertThat(types(client.events()))
                    .as("the last word is how far it came")
                    .endsWith("BOOKMARK");
        }
    }

    @Test
    void tablesNameTheirColumnsOnce() {
        lamps.create("desk");
        try (WatchClient client = watch("", WatchClient.TABLE)) {
            client.await(1);
            lamps.dim("desk", 1);
            List<JsonNode> events = client.await(2);
            assertThat(events).allSatisfy(event -> {
                assertThat(event.at("/object/kind").asText()).isEqualTo("Table");
                assertThat(event.at("/object/rows")).hasSize(1);
                assertThat(event.at("/object/rows/0/cells/0").asText()).isEqualTo("desk");
                assertThat(event.at("/object/rows/0/object/kind").asText()).isEqualTo("PartialObjectMetadata");
            });
            assertThat(events.get(0).at("/object/columnDefinitions")).hasSize(5);
            assertThat(events.get(1).at("/object/columnDefinitions").isNull()).isTrue();
            assertThat(events.get(1).at("/object/metadata/resourceVersion").asLong())
                    .isEqualTo(lamps.revision());
        }
    }

    @Test
    void bookmarksAreTablesToo() {
        try (WatchClient client = watch(WATCH_LIST, WatchClient.TABLE)) {
            WatchClient.until(() -> client.events().size() >= 2);
            JsonNode bookmark = client.events().getFirst();
            assertThat(bookmark.at("/object/kind").asText()).isEqualTo("Table");
            assertThat(bookmark.at("/object/metadata/resourceVersion").asLong()).isEqualTo(lamps.revision());
        }
    }

    @Test
    void whoeverWantsMetadataGetsNoMore() {
        lamps.create("desk");
        try (WatchClient client =
                watch("", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json")) {
            JsonNode object = client.await(1).getFirst().path("object");
            assertThat(object.path("kind").asText()).isEqualTo("PartialObjectMetadata");
            assertThat(object.fieldNames()).toIterable().containsExactly("kind", "apiVersion", "metadata");
        }
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        given().get(LAMPS + "?watch=1&resourceVersion=abc").then().statusCode(400);
        given().get(LAMPS + "?watch=1&timeoutSeconds=soon").then().statusCode(400);
        given().queryParam("labelSelector", "a b")
                .get(LAMPS + "?watch=1")
                .then()
                .statusCode(400);
        given().get(LAMPS + "?watch=1&fieldSelector=spec.watts").then().statusCode(400);
        given().get(LAMPS + "?watch=1&sendInitialEvents=true")
                .then()
                .statusCode(422)
                .body("details.kind", equalTo("ListOptions"))
                .body("details.causes[0].field", equalTo("resourceVersionMatch"));
        given().get(LAMPS + "?watch=1&resourceVersionMatch=NotOlderThan").then().statusCode(422);
        given().header("Accept", "application/yaml")
                .get(LAMPS + "?watch=1")
                .then()
                .statusCode(406);
        given().get("/apis/evenkeel.dev/v1/chairs?watch=1").then().statusCode(404);
        assertThat(counts.open).hasValue(0);
    }

    private void assertExpired(WatchClient client, String message) {
        client.awaitEnd();
        assertThat(client.head().statusCode()).isEqualTo(200);
        assertThat(client.await(1).getFirst()).isEqualTo(WatchClient.parse("""
                        {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
                         "message":"%s","reason":"Expired","code":410}}""".formatted(message)));
    }

    private WatchClient open(String path, String query, String accept) {
        return WatchClient.open(http, root.resolve(path + "?watch=true" + query), accept);
    }

    private WatchClient watch(String query) {
        return watch(query, "application/json");
    }

    private WatchClient watch(String query, String accept) {
        return open(LAMPS, query, accept);
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.at("/object/metadata/name").asText())
                .toList();
    }

    private static List<Long> revisions(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.at("/object/metadata/resourceVersion").asLong())
                .toList();
    }
}
