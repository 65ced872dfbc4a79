package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RevisionLog;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists and single objects: which state of them, how many at a time, and in which shape. */
@QuarkusTest
@TestProfile(LampProfile.class)
class ReadApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";
    private static final String METADATA = "application/json;as=%s;v=v1;g=meta.k8s.io,application/json";

    private final Lamps lamps;
    private final RevisionLog log;

    ReadApiTest(Registry registry, RevisionLog log) {
        this.lamps = new Lamps(registry);
        this.log = log;
    }

    @AfterEach
    void clear() {
        lamps.clear();
    }

    @Test
    void aListIsSortedAndTellsItsRevision() {
        lamps.create("shelf");
        lamps.create("desk");
        list("").body("kind", equalTo("LampList"))
                .body("apiVersion", equalTo("evenkeel.dev/v1"))
                .body("metadata.resourceVersion", equalTo(Long.toString(lamps.revision())))
                .body("items.metadata.name", contains("desk", "shelf"))
                .body("items.apiVersion", contains("evenkeel.dev/v1", "evenkeel.dev/v1"))
                .body("items.kind", contains("Lamp", "Lamp"));
        given().get("/apis/evenkeel.dev/v1/namespaces/nowhere/lamps")
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("metadata.resourceVersion", equalTo(Long.toString(lamps.revision())));
    }

    @Test
    void headAndATrailingSlashWorkToo() {
        given().head(LAMPS).then().statusCode(200);
        given().get(LAMPS + "/").then().statusCode(200).body("kind", equalTo("LampList"));
    }

    @Test
    void aRevisionIsALowerBoundUnlessItMustBeExact() {
        lamps.create("desk", 40, Map.of());
        long before = lamps.revision();
        lamps.dim("desk", 20);
        lamps.create("shelf");
        list("?resourceVersion=0").body("items", hasSize(2));
        list("?resourceVersion=" + before).body("items.spec.watts", contains(20, 40));
        list("?resourceVersionMatch=NotOlderThan&resourceVersion=" + before).body("items", hasSize(2));
        list("?resourceVersionMatch=Exact&resourceVersion=" + before)
                .body("metadata.resourceVersion", equalTo(Long.toString(before)))
                .body("items.spec.watts", contains(40))
                .body("items[0].metadata.resourceVersion", equalTo(Long.toString(before)));
        lamps.delete("desk");
        list("?resourceVersionMatch=Exact&resourceVersion=" + before).body("items.metadata.name", contains("desk"));
        log.compact(1);
        refused("?resourceVersionMatch=Exact&resourceVersion=" + before, 410, "Expired");
    }

    @Test
    void aRevisionFromTheFutureIsNotThereYet() {
        long newest = lamps.revision();
        refused("?resourceVersion=" + (newest + 1), 504, "Timeout")
                .header("Retry-After", "1")
                .body(
                        "message",
                        equalTo("Timeout: Too large resource version: %d, current: %d".formatted(newest + 1, newest)))
                .body("details.causes[0].reason", equalTo("ResourceVersionTooLarge"))
                .body("details.retryAfterSeconds", equalTo(1));
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        refused("?resourceVersion=abc", 400, "BadRequest");
        refused("?resourceVersion=-1", 400, "BadRequest");
        refused("?limit=few", 400, "BadRequest");
        refused("?resourceVersionMatch=Exact", 422, "Invalid");
        refused("?resourceVersionMatch=Exact&resourceVersion=0", 422, "Invalid");
        refused("?resourceVersionMatch=Best&resourceVersion=1", 422, "Invalid");
        refused("?sendInitialEvents=true", 422, "Invalid");
        refused("?fieldSelector=spec.mtu%3D1", 400, "BadRequest")
                .body("message", equalTo("field label not supported: spec.mtu"));
    }

    @Test
    void pagesShowOneSnapshot() {
        for (int i = 0; i < 7; i++) {
            lamps.create("lamp-" + i);
        }
        String revision = Long.toString(lamps.revision());
        List<String> names = new ArrayList<>();
        ValidatableResponse page = list("?limit=3").body("metadata.remainingItemCount", equalTo(4));
        names.addAll(page.extract().jsonPath().getList("items.metadata.name", String.class));
        lamps.delete("lamp-4");
        lamps.create("lamp-3-and-a-half");
        while (page.extract().jsonPath().get("metadata.continue") != null) {
            page = list("?limit=3&continue=" + page.extract().jsonPath().getString("metadata.continue"))
                    .body("metadata.resourceVersion", equalTo(revision));
            names.addAll(page.extract().jsonPath().getList("items.metadata.name", String.class));
        }
        assertThat(names).containsExactly("lamp-0", "lamp-1", "lamp-2", "lamp-3", "lamp-4", "lamp-5", "lamp-6");
        list("?limit=3&labelSelector=!none").body("metadata", not(hasKey("remainingItemCount")));
        list("?limit=7").body("metadata", not(hasKey("continue")));
    }

    @Test
    void aPageTokenOpensOnlyItsOwnList() {
        lamps.create("desk");
        lamps.create("shelf");
        String token = list("?limit=1").extract().path("metadata.continue");
        refused("?continue=garbage!", 400, "BadRequest").body("message", startsWith("continue key is not valid"));
        refused("?continue=" + token.substring(2), 400, "BadRequest");
        refused("?resourceVersion=1&continue=" + token, 400, "BadRequest");
        refused("?resourceVersion=1&resourceVersionMatch=Exact&continue=" + token, 422, "Invalid");
        given().get("/apis/evenkeel.dev/v1/namespaces/attic/lamps?continue=" + token)
                .then()
                .statusCode(400);
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        refused("?continue=" + encoded(text.replaceFirst("/[0-9]+/", "/99999999/")), 504, "Timeout");
        refused("?continue=" + encoded(text.replace("/default/", "/../../")), 400, "BadRequest");
        log.compact(0);
        lamps.dim("desk", 1);
        log.compact(0);
        refused("?continue=" + token, 410, "Expired")
                .body("message", startsWith("The provided continue parameter is too old"));
    }

    @Test
    void aTableHasTheColumnsOfItsKind() {
        lamps.create("desk", 40, Map.of("room", "study"));
        given().header("Accept", WatchClient.TABLE)
                .get(LAMPS)
                .then()
                .statusCode(200)
                .body("kind", equalTo("Table"))
                .body("apiVersion", equalTo("meta.k8s.io/v1"))
                .body("metadata.resourceVersion", equalTo(Long.toString(lamps.revision())))
                .body("columnDefinitions.name", contains("Name", "Socket", "Watts", "Age", "Shade"))
                .body("columnDefinitions.type", contains("string", "string", "integer", "date", "string"))
                .body("columnDefinitions.format", contains("name", "", "", "", ""))
                .body("columnDefinitions.priority", contains(0, 0, 0, 0, 1))
                .body("rows", hasSize(1))
                .body("rows[0].cells[0..2]", contains("desk", "E27", 40))
                .body("rows[0].cells[3]", matchesPattern("[0-9]+s"))
                .body("rows[0].cells[4]", nullValue())
                .body("rows[0].object.kind", equalTo("PartialObjectMetadata"))
                .body("rows[0].object.metadata.labels.room", equalTo("study"))
                .body("rows[0].object", not(hasKey("spec")));
    }

    @Test
    void aRowComesWithAsMuchOfItsObjectAsIsWanted() {
        lamps.create("desk");
        table("?includeObject=None").statusCode(200).body("rows[0].object", nullValue());
        table("?includeObject=Object").statusCode(200).body("rows[0].object.spec.watts", equalTo(40));
        table("?includeObject=Some").statusCode(400);
        given().header("Accept", WatchClient.TABLE)
                .get(LAMPS + "/desk")
                .then()
                .body("kind", equalTo("Table"))
                .body("metadata.resourceVersion", equalTo(Long.toString(lamps.revision())))
                .body("rows", hasSize(1));
    }

    @Test
    void metadataAloneCanBeHad() {
        lamps.create("desk");
        given().header("Accept", METADATA.formatted("PartialObjectMetadataList"))
                .get(LAMPS)
                .then()
                .body("kind", equalTo("PartialObjectMetadataList"))
                .body("items[0].kind", equalTo("PartialObjectMetadata"))
                .body("items[0].metadata.name", equalTo("desk"))
                .body("items[0]", not(hasKey("spec")));
        given().header("Accept", METADATA.formatted("PartialObjectMetadata"))
                .get(LAMPS + "/desk")
                .then()
                .body("kind", equalTo("PartialObjectMetadata"))
                .body("$", not(hasKey("status")));
    }

    @Test
    void theFirstTypeThatWeKnowIsServed() {
        for (String accept : List.of(
                "application/vnd.kubernetes.protobuf,application/json",
                "application/cbor,application/json",
                "application/json;as=Table;v=v9;g=meta.k8s.io,application/json",
                "application/json;as=Chart;v=v1;g=meta.k8s.io,application/json",
                "*/*")) {
            given().header("Accept", accept).get(LAMPS).then().statusCode(200).body("kind", equalTo("LampList"));
        }
        for (String accept : List.of(
                "application/vnd.kubernetes.protobuf", "text/html", "application/json;as=Table;v=v9;g=meta.k8s.io")) {
            given().header("Accept", accept).get(LAMPS).then().statusCode(406);
        }
        given().header("Accept", "application/yaml").get(LAMPS).then().contentType("application/yaml");
    }

    private static ValidatableResponse list(String query) {
        return given().urlEncodingEnabled(false).get(LAMPS + query).then().statusCode(200);
    }

    private static ValidatableResponse table(String query) {
        return given().header("Accept", WatchClient.TABLE).get(LAMPS + query).then();
    }

    private static ValidatableResponse refused(String query, int code, String reason) {
        return given().urlEncodingEnabled(false)
                .get(LAMPS + query)
                .then()
                .statusCode(code)
                .body("kind", equalTo("Status"))
                .body("reason", equalTo(reason));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
