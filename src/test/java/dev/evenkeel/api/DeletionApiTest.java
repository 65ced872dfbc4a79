package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.evenkeel.garbage.Collector;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.Kinds;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How resources go, as clients of Kubernetes expect it. */
@QuarkusTest
@TestProfile(LampProfile.class)
class DeletionApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";
    private static final String DESK = LAMPS + "/desk";

    private final LampKind kind = new LampKind();
    private final Registry registry;
    private final RevisionLog log;
    private final Collector collector;

    DeletionApiTest(Registry registry, RevisionLog log, Kinds kinds) {
        this.registry = registry;
        this.log = log;
        this.collector = new Collector(registry, log, kinds);
    }

    @AfterEach
    void clear() {
        registry.list(kind, Optional.empty()).items().forEach(lamp -> {
            registry.delete(kind, lamp.key(), Deletion.ANY);
            lamp.metadata().finalizers().forEach(finalizer -> registry.finish(kind, lamp, finalizer));
        });
        collector.sweep();
    }

    @Test
    void whatHasAFinalizerIsAnsweredWithItselfAndStays() {
        create("desk", "");
        given().delete(DESK)
                .then()
                .statusCode(200)
                .body("kind", equalTo("Lamp"))
                .body("metadata.deletionTimestamp", notNullValue())
                .body("metadata.deletionGracePeriodSeconds", equalTo(0));
        String version = given().get(DESK).path("metadata.resourceVersion");
        delete(DESK, "{'propagationPolicy':'Foreground'}")
                .statusCode(200)
                .body("metadata.resourceVersion", equalTo(version));
        given().get(DESK).then().body("metadata.deletionGracePeriodSeconds", equalTo(0));
        patch("{'spec':{'watts':7}}").statusCode(200).body("spec.watts", equalTo(7));
        patch("{'metadata':{'finalizers':['evenkeel.dev/cleanup','example.com/late']}}")
                .statusCode(422)
                .body("details.causes.field", hasItem("metadata.finalizers"));
        patch("{'metadata':{'finalizers':[]}}").statusCode(200).body("metadata.deletionTimestamp", notNullValue());
        given().get(DESK).then().statusCode(404);
        LoggedChange last = log.since(log.revision() - 1, 1).getFirst();
        assertThat(last.type()).isEqualTo(LoggedChange.Type.DELETED);
        assertThat(last.revision()).isGreaterThan(Long.parseLong(version));
    }

    @Test
    void whatHasNoneGoesAtOnceAndIsAnsweredWithItsUid() {
        String uid = create("desk", "").path("metadata.uid");
        registry.finish(kind, registry.find(kind, kind.key("default", "desk")).orElseThrow());
        given().get(DESK).then().statusCode(200).body("metadata.finalizers", equalTo(null));
        delete(DESK, "{'propagationPolicy':'Background','gracePeriodSeconds':0}")
                .statusCode(200)
                .body("kind", equalTo("Status"))
                .body("status", equalTo("Success"))
                .body("details.name", equalTo("desk"))
                .body("details.kind", equalTo("lamps"))
                .body("details.uid", equalTo(uid));
        given().delete(DESK).then().statusCode(404).body("reason", equalTo("NotFound"));
    }

    @Test
    void preconditionsAreKept() {
        String version = create("desk", "").path("metadata.resourceVersion");
        delete(DESK, "{'preconditions':{'uid':'other'}}").statusCode(409).body("reason", equalTo("Conflict"));
        patch("{'spec':{'watts':7}}").statusCode(200);
        delete(DESK, "{'preconditions':{'resourceVersion':'" + version + "'}}")
                .statusCode(409)
                .body("reason", equalTo("Conflict"));
        String newest = given().get(DESK).path("metadata.resourceVersion");
        delete(DESK, "{'preconditions':{'resourceVersion':'" + newest + "'}}").statusCode(200);
    }

    @Test
    void optionsThatDoNotExistAreRefused() {
        create("desk", "");
        delete(DESK, "{'propagationPolicy':'Sideways'}")
                .statusCode(422)
                .body("reason", equalTo("Invalid"))
                .body("message", containsString("propagationPolicy: Unsupported value: \"Sideways\""));
        delete(DESK, "{'propagationPolicy':'Orphan','orphanDependents':true}")
                .statusCode(422)
                .body("message", containsString("DeleteOptions.meta.k8s.io"))
                .body("message", containsString("cannot be both set"));
        given().queryParam("propagationPolicy", "Sideways").delete(DESK).then().statusCode(422);
        given().get(DESK).then().statusCode(200).body("metadata.deletionTimestamp", equalTo(null));
    }

    @Test
    void optionsComeInTheQueryOrAsYamlToo() {
        create("desk", "");
        given().queryParam("propagationPolicy", "Foreground")
                .queryParam("gracePeriodSeconds", "0")
                .queryParam("dryRun", "All")
                .delete(DESK)
                .then()
                .statusCode(200)
                .body("metadata.finalizers", hasItem("foregroundDeletion"));
        given().get(DESK).then().body("metadata.deletionTimestamp", equalTo(null));
        given().contentType("application/yaml")
                .body("propagationPolicy: Orphan\n".getBytes(StandardCharsets.UTF_8))
                .delete(DESK)
                .then()
                .statusCode(200)
                .body("metadata.finalizers", hasItem("orphan"));
    }

    @Test
    void aForegroundDeletionComesToItsEnd() {
        String uid = create("desk", "").path("metadata.uid");
        create(
                "bulb",
                ",'ownerReferences':[{'apiVersion':'evenkeel.dev/v1','kind':'Lamp','name':'desk','uid':'" + uid
                        + "','blockOwnerDeletion':true}]");
        given().get(LAMPS + "/bulb").then().body("metadata.ownerReferences[0].blockOwnerDeletion", equalTo(true));
        delete(DESK, "{'propagationPolicy':'Foreground'}").statusCode(200);
        registry.finish(kind, registry.find(kind, kind.key("default", "desk")).orElseThrow());
        collector.sweep();
        given().get(DESK).then().statusCode(200);
        registry.finish(kind, registry.find(kind, kind.key("default", "bulb")).orElseThrow());
        collector.sweep();
        given().get(DESK).then().statusCode(404);
    }

    @Test
    void aCollectionIsDeletedAsFarAsTheSelectorGoes() {
        create("desk", ",'labels':{'room':'study'}");
        create("shelf", ",'labels':{'room':'study'}");
        create("hall", "");
        given().queryParam("labelSelector", "room=study")
                .queryParam("dryRun", "All")
                .delete(LAMPS)
                .then()
                .statusCode(200)
                .body("kind", equalTo("LampList"))
                .body("items.metadata.name", contains("desk", "shelf"));
        given().get(DESK).then().body("metadata.deletionTimestamp", equalTo(null));
        given().queryParam("labelSelector", "room=study")
                .delete(LAMPS)
                .then()
                .statusCode(200)
                .body("items.metadata.deletionTimestamp", everyItem(notNullValue()));
        given().get(LAMPS + "/hall").then().body("metadata.deletionTimestamp", equalTo(null));
        given().queryParam("fieldSelector", "metadata.name=nobody")
                .delete(LAMPS)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    private static Response create(String name, String metadata) {
        var response = given().contentType("application/json")
                .body(("{'apiVersion':'evenkeel.dev/v1','kind':'Lamp','metadata':{'name':'" + name + "'" + metadata
                                + "},'spec':{}}")
                        .replace('\'', '"'))
                .post(LAMPS);
        response.then().statusCode(201);
        return response;
    }

    private static ValidatableResponse delete(String path, String options) {
        return given().contentType("application/json")
                .body(options.replace('\'', '"'))
                .delete(path)
                .then();
    }

    private static ValidatableResponse patch(String changes) {
        return given().contentType("application/merge-patch+json")
                .body(changes.replace('\'', '"'))
                .patch(DESK)
                .then();
    }
}
