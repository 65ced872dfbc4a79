package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Desired state over HTTP, as curl and kubectl send it. */
@QuarkusTest
@TestProfile(LampProfile.class)
class ResourceApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";
    private static final String DESK = LAMPS + "/desk";

    private final LampKind kind = new LampKind();
    private final Registry registry;

    ResourceApiTest(Registry registry) {
        this.registry = registry;
    }

    @AfterEach
    void clear() {
        for (Resource<LampKind.Lamp, LampKind.Glow> lamp :
                registry.list(kind, Optional.empty()).items()) {
            registry.delete(kind, lamp.key(), Deletion.ANY);
            registry.finish(kind, lamp);
        }
    }

    @Test
    void aPostedResourceIsThereWithItsDefaults() {
        post("{'metadata':{'name':'desk'},'spec':{'watts':40}}")
                .statusCode(201)
                .body("apiVersion", equalTo("evenkeel.dev/v1"))
                .body("kind", equalTo("Lamp"))
                .body("metadata.namespace", equalTo("default"))
                .body("metadata.generation", equalTo(1))
                .body("metadata.creationTimestamp", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"))
                .body("spec.socket", equalTo("E27"))
                .body("status.on", equalTo(false));
        given().get(DESK).then().statusCode(200).body("spec.watts", equalTo(40));
        given().get(DESK + "/status").then().statusCode(200).body("metadata.uid", notNullValue());
    }

    @Test
    void aManifestThatIsMeantForAnotherPlaceIsABadRequest() {
        given().contentType("application/json")
                .body("{\"apiVersion\":\"v1\",\"kind\":\"Lamp\"}")
                .post(LAMPS)
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("the API version in the data (v1) does not match the expected API version"
                                + " (evenkeel.dev/v1)"));
        given().contentType("application/json")
                .body("{\"apiVersion\":\"evenkeel.dev/v1\",\"kind\":\"Volume\"}")
                .post(LAMPS)
                .then()
                .statusCode(400)
                .body("message", containsString("the kind in the data (Volume)"));
        post("{'metadata':{'name':'desk','namespace':'attic'}}")
                .statusCode(400)
                .body(
                        "message",
                        equalTo(
                                "the namespace of the provided object does not match the namespace sent on the request"));
        post("{'metadata':{'name':'desk','resourceVersion':'3'}}")
                .statusCode(400)
                .body("message", equalTo("resourceVersion should not be set on objects to be created"));
        post("{'metadata':{'name':'desk'}}").statusCode(201);
        put(DESK, "{'metadata':{'name':'floor','resourceVersion':'1'}}")
                .statusCode(400)
                .body("message", equalTo("the name of the object (floor) does not match the name on the URL (desk)"));
    }

    @Test
    void everyUnknownFieldIsNamedAtOnce() {
        String lamp = "{'metadata':{'name':'desk','colour':'red'},'spec':{'wats':40,'shade':{'foo':1}},'extra':1}";
        post(lamp)
                .statusCode(400)
                .body(
                        "message",
                        equalTo("Lamp in version \"v1\" cannot be handled as a Lamp: strict decoding error:"
                                + " unknown field \"metadata.colour\", unknown field \"spec.wats\","
                                + " unknown field \"spec.shade.foo\", unknown field \"extra\""))
                .body("details.causes.field", hasItem("spec.shade.foo"))
                .body("details.causes", hasSize(4));
        ValidatableResponse warned =
                manifest(lamp).queryParam("fieldValidation", "Warn").post(LAMPS).then();
        assertThat(warned.statusCode(201).extract().headers().getValues("Warning"))
                .hasSize(4)
                .contains("299 - \"unknown field \\\"spec.shade.foo\\\"\"");
        given().get(DESK).then().body("spec.wats", nullValue()).body("spec.shade.material", equalTo("paper"));
        manifest(lamp.replace("desk", "floor"))
                .queryParam("fieldValidation", "Ignore")
                .post(LAMPS)
                .then()
                .statusCode(201)
                .header("Warning", nullValue());
        manifest(lamp).queryParam("fieldValidation", "Maybe").post(LAMPS).then().statusCode(422);
    }

    @Test
    void everyBrokenRuleIsNamedAtOnce() {
        post("{'metadata':{'name':'-desk','labels':{'a b':'ok'}},'spec':{'watts':-1,'socket':'B22'}}")
                .statusCode(422)
                .body("reason", equalTo("Invalid"))
                .body("details.name", equalTo("-desk"))
                .body("details.group", equalTo("evenkeel.dev"))
                .body("details.kind", equalTo("Lamp"))
                .body(
                        "details.causes.field",
                        equalTo(List.of("metadata.name", "metadata.labels", "spec.watts", "spec.socket")));
        post("{'metadata':{'name':'desk'},'spec':{'socket':'B22'}}")
                .statusCode(422)
                .body(
                        "message",
                        equalTo("Lamp.evenkeel.dev \"desk\" is invalid: spec.socket: Unsupported value: \"B22\":"
                                + " supported values: \"E14\", \"E27\""));
        post("{'metadata':{'name':'desk'},'spec':{'watts':'forty','mood':'Hot','bulbs':[{'hours':1.5}]}}")
                .statusCode(422)
                .body(
                        "details.causes.reason",
                        equalTo(List.of("FieldValueTypeInvalid", "FieldValueNotSupported", "FieldValueTypeInvalid")))
                .body("details.causes.field", equalTo(List.of("spec.watts", "spec.mood", "spec.bulbs[0].hours")));
    }

    @Test
    void aNameIsTakenOnceAndWhileItIsBeingDeleted() {
        String lamp = "{'metadata':{'name':'desk'}}";
        post(lamp).statusCode(201);
        post(lamp)
                .statusCode(409)
                .body("reason", equalTo("AlreadyExists"))
                .body("message", equalTo("lamps.evenkeel.dev \"desk\" already exists"))
                .body("details.kind", equalTo("lamps"));
        given().delete(DESK).then().statusCode(200);
        post(lamp)
                .statusCode(409)
                .body("message", equalTo("object is being deleted: lamps.evenkeel.dev \"desk\" already exists"));
    }

    @Test
    void aNameIsMadeUpWhereOnlyItsBeginningIsGiven() {
        post("{'metadata':{'generateName':'desk-'}}")
                .statusCode(201)
                .body("metadata.name", matchesPattern("desk-[bcdfghjklmnpqrstvwxz2456789]{5}"));
        post("{'metadata':{}}")
                .statusCode(422)
                .body("message", containsString("metadata.name: Required value: name or generateName is required"));
    }

    @Test
    void anUnknownNamespaceTakesNothingAndListsNothing() {
        String elsewhere = LAMPS.replace("default", "cellar");
        manifest("{'metadata':{'name':'desk'}}")
                .post(elsewhere)
                .then()
                .statusCode(404)
                .body("message", equalTo("namespaces \"cellar\" not found"))
                .body("details.kind", equalTo("namespaces"));
        given().get(elsewhere).then().statusCode(200).body("items", empty());
    }

    @Test
    void aDryRunStoresNothing() {
        manifest("{'metadata':{'name':'desk'},'spec':{'watts':40}}")
                .queryParam("dryRun", "All")
                .post(LAMPS)
                .then()
                .statusCode(201)
                .body("metadata.uid", notNullValue())
                .body("metadata.resourceVersion", nullValue());
        given().get(DESK).then().statusCode(404);

        post("{'metadata':{'name':'desk'},'spec':{'watts':40}}");
        patch("{'spec':{'watts':60}}")
                .queryParam("dryRun", "All")
                .patch(DESK)
                .then()
                .statusCode(200)
                .body("spec.watts", equalTo(60))
                .body("metadata.generation", equalTo(2));
        json("{'dryRun':['All']}")
                .delete(DESK)
                .then()
                .statusCode(200)
                .body("metadata.deletionTimestamp", notNullValue());
        given().get(DESK).then().body("spec.watts", equalTo(40)).body("metadata.deletionTimestamp", nullValue());
        given().queryParam("dryRun", "Some").delete(DESK).then().statusCode(422);
    }

    @Test
    void aPutNeedsTheVersionItWasMadeFrom() {
        String version = post("{'metadata':{'name':'desk'}}").extract().path("metadata.resourceVersion");
        put(DESK, "{'spec':{'watts':40}}")
                .statusCode(422)
                .body("details.causes[0].field", equalTo("metadata.resourceVersion"))
                .body("message", containsString("must be specified for an update"));
        put(DESK, "{'metadata':{'resourceVersion':'" + version + "'},'spec':{'watts':40},'status':{'on':true}}")
                .statusCode(200)
                .body("metadata.generation", equalTo(2))
                .body("status.on", equalTo(false));
        put(DESK, "{'metadata':{'resourceVersion':'" + version + "'},'spec':{'watts':60}}")
                .statusCode(409)
                .body("reason", equalTo("Conflict"))
                .body(
                        "message",
                        equalTo("Operation cannot be fulfilled on lamps.evenkeel.dev \"desk\": the object has been"
                                + " modified; please apply your changes to the latest version and try again"));
        put(LAMPS + "/none", "{'metadata':{'resourceVersion':'1'}}")
                .statusCode(404)
                .body("message", equalTo("lamps.evenkeel.dev \"none\" not found"));
    }

    @Test
    void aChangeMayBreakARuleOfItsOwn() {
        post("{'metadata':{'name':'desk'}}");
        patch("{'spec':{'socket':'E14'}}")
                .patch(DESK)
                .then()
                .statusCode(422)
                .body("details.causes[0].reason", equalTo("FieldValueForbidden"));
    }

    @Test
    void aPatchChangesWhatItNames() {
        String version = post("{'metadata':{'name':'desk','labels':{'a':'1','b':'2'}},'spec':{'watts':40}}")
                .extract()
                .path("metadata.resourceVersion");
        patch("{'metadata':{'labels':{'a':null,'c':'3'}},'status':{'on':true}}")
                .patch(DESK)
                .then()
                .statusCode(200)
                .body("metadata.labels", equalTo(Map.of("b", "2", "c", "3")))
                .body("spec.watts", equalTo(40))
                .body("status.on", equalTo(false))
                .body("metadata.generation", equalTo(1));
        patch("{'metadata':{'resourceVersion':'" + version + "'},'spec':{'watts':60}}")
                .patch(DESK)
                .then()
                .statusCode(409);
        patch("{'spec':{'wats':60}}").patch(DESK).then().statusCode(422);
        patch("{}").patch(LAMPS + "/none").then().statusCode(404);
    }

    @Test
    void theStatusIsWrittenApart() {
        String version = post("{'metadata':{'name':'desk'},'spec':{'watts':40}}")
                .extract()
                .path("metadata.resourceVersion");
        put(
                        DESK + "/status",
                        "{'metadata':{'resourceVersion':'" + version + "','labels':{'a':'1'}},"
                                + "'spec':{'watts':99},'status':{'on':true}}")
                .statusCode(200)
                .body("status.on", equalTo(true))
                .body("spec.watts", equalTo(40))
                .body("metadata.labels", nullValue())
                .body("metadata.generation", equalTo(1));
        patch("{'status':{'on':false}}")
                .patch(DESK + "/status")
                .then()
                .statusCode(200)
                .body("status.on", equalTo(false));
        patch("{'status':{'off':true}}")
                .patch(DESK + "/status")
                .then()
                .statusCode(422)
                .body("message", containsString("unknown field \"status.off\""));
    }

    @Test
    void aDeletedResourceStaysUntilItIsCleanedUp() {
        String uid = post("{'metadata':{'name':'desk'}}").extract().path("metadata.uid");
        json("{'preconditions':{'uid':'other'}}").delete(DESK).then().statusCode(409);
        json("{'preconditions':{'uid':'" + uid + "'},'propagationPolicy':'Background'}")
                .delete(DESK)
                .then()
                .statusCode(200)
                .body("kind", equalTo("Lamp"))
                .body("metadata.deletionTimestamp", notNullValue());
        given().delete(DESK).then().statusCode(200).body("metadata.generation", equalTo(2));
        patch("{'metadata':{'finalizers':['example.com/more','evenkeel.dev/cleanup']}}")
                .patch(DESK)
                .then()
                .statusCode(422)
                .body("details.causes[0].field", equalTo("metadata.finalizers"));
        patch("{'metadata':{'finalizers':null}}").patch(DESK).then().statusCode(200);
        given().get(DESK).then().statusCode(404).body("reason", equalTo("NotFound"));
        given().delete(DESK).then().statusCode(404);
    }

    @Test
    void aListShowsWhatTheSelectorsSelect() {
        post("{'metadata':{'name':'desk','labels':{'room':'study'}}}");
        post("{'metadata':{'name':'floor','labels':{'room':'hall'}}}");
        manifest("{'metadata':{'name':'bare'}}")
                .post(LAMPS.replace("default", "attic"))
                .then()
                .statusCode(201);
        given().get("/apis/evenkeel.dev/v1/lamps")
                .then()
                .statusCode(200)
                .body("kind", equalTo("LampList"))
                .body("metadata.resourceVersion", matchesPattern("[1-9]\\d*"))
                .body("items.metadata.name", equalTo(List.of("bare", "desk", "floor")))
                .body("items[0].kind", equalTo("Lamp"));
        given().queryParam("labelSelector", "room in (study,kitchen)")
                .get(LAMPS + "/")
                .then()
                .body("items.metadata.name", equalTo(List.of("desk")));
        given().queryParam("fieldSelector", "metadata.name!=desk")
                .get(LAMPS)
                .then()
                .body("items.metadata.name", equalTo(List.of("floor")));
        given().queryParam("fieldSelector", "spec.watts=1")
                .get(LAMPS)
                .then()
                .statusCode(400)
                .body("message", equalTo("field label not supported: spec.watts"));
    }

    private static ValidatableResponse post(String rest) {
        return manifest(rest).post(LAMPS).then();
    }

    private static ValidatableResponse put(String path, String rest) {
        return manifest(rest).put(path).then();
    }

    /** A body of {@code rest} behind the two fields that every manifest starts with. */
    private static RequestSpecification manifest(String rest) {
        return json("{'apiVersion':'evenkeel.dev/v1','kind':'Lamp'," + rest.substring(1));
    }

    private static RequestSpecification json(String singleQuoted) {
        return raw(singleQuoted, "application/json");
    }

    private static RequestSpecification patch(String singleQuoted) {
        return raw(singleQuoted, "application/merge-patch+json");
    }

    private static RequestSpecification raw(String singleQuoted, String contentType) {
        return given().contentType(contentType)
                .body(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
