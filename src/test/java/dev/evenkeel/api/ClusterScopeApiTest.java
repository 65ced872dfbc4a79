package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.store.StoreSpec;
import dev.evenkeel.store.StoreStatus;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A kind that is on no engine, on the paths that Kubernetes has for such kinds. */
@QuarkusTest
@TestProfile(HostProfile.class)
class ClusterScopeApiTest {

    private static final String STORES = "/apis/evenkeel.dev/v1/backupstores";
    private static final String USB = STORES + "/usb";
    private static final String BODY = "{'metadata':{'name':'usb'},'spec':{'local':{'path':'/srv/usb'}}}";

    private final Registry registry;

    ClusterScopeApiTest(Registry registry) {
        this.registry = registry;
    }

    @BeforeEach
    void open() {
        HostProfile.mayUse = true;
    }

    @AfterEach
    void clear() {
        HostProfile.mayUse = false;
        for (Resource<StoreSpec, StoreStatus> store :
                registry.list(StoreKind.INSTANCE, Optional.empty()).items()) {
            registry.delete(StoreKind.INSTANCE, store.key(), Deletion.ANY);
            registry.finish(StoreKind.INSTANCE, store);
        }
    }

    @Test
    void anObjectHasNoNamespaceAndForgetsOneThatSomebodyWroteDown() {
        post("{'metadata':{'name':'usb','namespace':'attic'},'spec':{'local':{'path':'/srv/usb'}}}")
                .statusCode(201)
                .body("metadata.namespace", nullValue())
                .body("metadata.name", equalTo("usb"));
        given().get(USB).then().statusCode(200).body("metadata.namespace", nullValue());
        given().get(USB + "/status").then().statusCode(200).body("spec.local.path", equalTo("/srv/usb"));
        given().get(STORES).then().statusCode(200).body("items", hasSize(1)).body("kind", equalTo("BackupStoreList"));
    }

    @Test
    void allVerbsAreThere() {
        post(BODY).statusCode(201);
        given().contentType("application/merge-patch+json")
                .body("{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")
                .patch(USB)
                .then()
                .statusCode(200)
                .body("metadata.labels.a", equalTo("b"));
        String disk = "apiVersion: evenkeel.dev/v1\nkind: BackupStore\nmetadata: {name: disk}\n"
                + "spec: {local: {path: /srv/disk}}\n";
        given().contentType(MediaTypes.APPLY_PATCH)
                .body(disk.getBytes(StandardCharsets.UTF_8))
                .patch(STORES + "/disk?fieldManager=me")
                .then()
                .statusCode(201)
                .body("metadata.namespace", nullValue());
        String stored = given().get(USB).asString();
        given().contentType("application/json").body(stored).put(USB).then().statusCode(200);
        given().delete(USB).then().statusCode(200).body("metadata.finalizers", hasSize(1));
        given().delete(STORES).then().statusCode(200);
        given().accept("application/json;as=Table;g=meta.k8s.io;v=v1")
                .get(STORES)
                .then()
                .statusCode(200)
                .body("kind", equalTo("Table"))
                .body("columnDefinitions[1].name", equalTo("Location"));
    }

    @Test
    void thePathsOfTheOtherScopeAreNotThere() {
        post(BODY).statusCode(201);
        String below = "/apis/evenkeel.dev/v1/namespaces/default/backupstores";
        given().get(below).then().statusCode(404);
        given().get(below + "/usb").then().statusCode(404);
        given().contentType("application/json").body("{}").post(below).then().statusCode(404);
        given().get("/apis/evenkeel.dev/v1/volumes/x").then().statusCode(404);
        given().delete("/apis/evenkeel.dev/v1/volumes/x").then().statusCode(404);
        given().delete("/apis/evenkeel.dev/v1/volumes").then().statusCode(404);
    }

    @Test
    void discoverySaysThatItIsOnNoEngine() {
        given().get("/apis/evenkeel.dev/v1")
                .then()
                .body("resources.find { it.name == 'backupstores' }.namespaced", equalTo(false))
                .body("resources.find { it.name == 'backupstores' }.shortNames[0]", equalTo("store"))
                .body("resources.find { it.name == 'volumes' }.namespaced", equalTo(true));
    }

    @Test
    void aFolderNeedsItsSwitchAndItsVerb() {
        HostProfile.mayUse = false;
        post(BODY).statusCode(403).body("details.causes[0].field", equalTo("spec.local.path"));
        HostProfile.mayUse = true;
        post("{'metadata':{'name':'usb'},'spec':{'local':{'path':'/etc'}}}").statusCode(403);
        post("{'metadata':{'name':'local'},'spec':{'local':{'path':'/srv/usb'}}}")
                .statusCode(422);
        post("{'metadata':{'name':'usb'},'spec':{'local':{'path':'srv'}}}").statusCode(422);
        post("{'metadata':{'name':'usb'},'spec':{}}").statusCode(422);
        post("{'metadata':{'name':'local'},'spec':{'local':{}}}").statusCode(201);
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(("{'apiVersion':'evenkeel.dev/v1','kind':'BackupStore'," + body.substring(1)).replace('\'', '"'))
                .post(STORES)
                .then();
    }
}
