package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Server-side apply over HTTP, and who owns what after every other write. */
@QuarkusTest
@TestProfile(LampProfile.class)
class ApplyApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps";
    private static final String DESK = LAMPS + "/desk";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final LampKind kind = new LampKind();
    private final Registry registry;

    ApplyApiTest(Registry registry) {
        this.registry = registry;
    }

    @AfterEach
    void clear() {
        for (Resource<Lamp, Glow> lamp : registry.list(kind, Optional.empty()).items()) {
            registry.delete(kind, lamp.key(), Deletion.ANY);
            registry.finish(kind, lamp);
        }
    }

    @Test
    void applyingCreatesAndApplyingAgainChangesNothing() {
        String version = apply("m1", "'spec':{'watts':40}")
                .statusCode(201)
                .body("metadata.generation", equalTo(1))
                .body("metadata.managedFields", hasSize(1))
                .body("metadata.managedFields[0].manager", equalTo("m1"))
                .body("metadata.managedFields[0].operation", equalTo("Apply"))
                .body("metadata.managedFields[0].apiVersion", equalTo("evenkeel.dev/v1"))
                .body("metadata.managedFields[0].fieldsType", equalTo("FieldsV1"))
                .body("metadata.managedFields[0].fieldsV1", equalTo(Map.of("f:spec", Map.of("f:watts", Map.of()))))
                .extract()
                .path("metadata.resourceVersion");
        apply("m1", "'spec':{'watts':40}").statusCode(200).body("metadata.resourceVersion", equalTo(version));
        applyYaml("m1", "spec:\n  watts: 40\n").statusCode(200).body("metadata.resourceVersion", equalTo(version));
    }

    @Test
    void whatAnotherOwnsIsChangedByForceOnly() {
        apply("m1", "'metadata':{'labels':{'l':'1'}},'spec':{'watts':40}");
        apply("m2", "'spec':{'watts':60}")
                .statusCode(409)
                .body("reason", equalTo("Conflict"))
                .body("message", equalTo("Apply failed with 1 conflict: conflict with \"m1\": .spec.watts"))
                .body("details.causes[0].reason", equalTo("FieldManagerConflict"))
                .body("details.causes[0].message", equalTo("conflict with \"m1\""))
                .body("details.causes[0].field", equalTo(".spec.watts"));
        apply("m2", "'metadata':{'labels':{'l':'2'}},'spec':{'watts':60}")
                .statusCode(409)
                .body(
                        "message",
                        equalTo("Apply failed with 2 conflicts: conflicts with \"m1\":\n"
                                + "- .metadata.labels.l\n- .spec.watts"));
        apply("m2&force=true", "'spec':{'watts':60}").statusCode(200).body("spec.watts", equalTo(60));
        apply("m1", "'metadata':{'labels':{'l':'1'}}").statusCode(200).body("spec.watts", equalTo(60));
    }

    @Test
    void whoSharesAFieldKeepsItForBoth() {
        apply("m1", "'spec':{'watts':40,'rooms':['study'],'lenses':[{'name':'a','tint':'red'}]}");
        apply("m2", "'spec':{'watts':40,'rooms':['hall'],'lenses':[{'name':'b'}]}")
                .statusCode(200)
                .body("spec.rooms", equalTo(List.of("study", "hall")))
                .body("spec.lenses.name", equalTo(List.of("a", "b")));
        apply("m1", "'spec':{'mood':'Cold'}")
                .statusCode(200)
                .body("spec.watts", equalTo(40))
                .body("spec.rooms", equalTo(List.of("hall")))
                .body("spec.lenses.name", equalTo(List.of("b")));
        apply("m2", "'spec':{'mood':'Cold'}")
                .statusCode(200)
                .body("spec.watts", equalTo(0))
                .body("spec", not(hasKey("rooms")))
                .body("spec", not(hasKey("lenses")));
    }

    @Test
    void aWriteThatIsNoApplyTakesWhatItChanges() {
        apply("m1", "'metadata':{'labels':{'l':'1'}},'spec':{'watts':40}");
        merge("{'spec':{'watts':60}}", "upd")
                .statusCode(200)
                .body("metadata.managedFields.operation", equalTo(List.of("Apply", "Update")))
                .body("metadata.managedFields[1].manager", equalTo("upd"))
                .body("metadata.managedFields[1].fieldsV1", equalTo(Map.of("f:spec", Map.of("f:watts", Map.of()))));
        apply("m1", "'spec':{'watts':40}")
                .statusCode(409)
                .body(
                        "message",
                        equalTo("Apply failed with 1 conflict: conflict with \"upd\" using evenkeel.dev/v1:"
                                + " .spec.watts"));
    }

    @Test
    void theWriterIsCalledAfterHisProgramIfHeDoesNotSay() {
        body("{'apiVersion':'evenkeel.dev/v1','kind':'Lamp','metadata':{'name':'desk'}}", "application/json")
                .header("User-Agent", "gopher/1.0 (linux)")
                .post(LAMPS)
                .then()
                .statusCode(201)
                .body("metadata.managedFields.manager", equalTo(List.of("gopher")))
                .body("metadata.managedFields[0].fieldsV1", hasKey("f:spec"))
                .body("metadata.managedFields[0].fieldsV1", not(hasKey("f:status")))
                .body("metadata.managedFields[0].fieldsV1", not(hasKey("f:metadata")));
    }

    @Test
    void theStatusHasItsOwnOwners() {
        apply("m1", "'spec':{'watts':40},'status':{'on':true}").body("status.on", equalTo(false));
        registry.updateStatus(
                kind, registry.find(kind, kind.key("default", "desk")).orElseThrow(), Glow.lit());
        String conditions = "'status':{'conditions':[{'type':'%s','status':'True','reason':'Because'}]}";
        applyTo(DESK + "/status", "c1", "'spec':{'watts':99}," + conditions.formatted("A"))
                .statusCode(200)
                .body("spec.watts", equalTo(40))
                .body("metadata.generation", equalTo(1));
        applyTo(DESK + "/status", "c2", conditions.formatted("B"))
                .statusCode(200)
                .body("status.conditions.type", equalTo(List.of("A", "B")))
                .body("metadata.managedFields.subresource", hasItems("status"))
                .body("metadata.managedFields.manager", containsInAnyOrder("c1", "c2", "m1", "evenkeel"));
        applyTo(DESK + "/status", "c2", "'status':{'on':false}")
                .statusCode(409)
                .body(
                        "message",
                        equalTo("Apply failed with 1 conflict: conflict with \"evenkeel\" with subresource"
                                + " \"status\" using evenkeel.dev/v1: .status.on"));
        applyTo(LAMPS + "/none/status", "c2", conditions.formatted("B")).statusCode(404);
    }

    @Test
    void anApplyThatCannotBeSaysWhy() {
        apply("", "'spec':{}")
                .statusCode(422)
                .body(
                        "message",
                        equalTo(
                                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"));
        apply("m1", "'metadata':{'managedFields':[{}]}")
                .statusCode(400)
                .body("message", equalTo("metadata.managedFields must be nil"));
        apply("m1", "'spec':{'foo':1}")
                .statusCode(400)
                .body(
                        "message",
                        equalTo(
                                "failed to create typed patch object (default/desk; evenkeel.dev/v1, Kind=Lamp): .spec.foo:"
                                        + " field not declared in schema"));
        body("{'spec':{}}", MediaTypes.APPLY_PATCH)
                .patch(DESK + "?fieldManager=m")
                .then()
                .statusCode(400);
        apply("m1", "'spec':{'rooms':['a','a']}")
                .statusCode(422)
                .body("details.causes[0].reason", equalTo("FieldValueDuplicate"))
                .body("details.causes[0].field", equalTo("spec.rooms[1]"));
        apply("m1", "'spec':{'lenses':[{'tint':'red'}]}")
                .statusCode(422)
                .body("details.causes[0].field", equalTo("spec.lenses[0].name"));
        apply("m".repeat(129), "'spec':{}")
                .statusCode(422)
                .body(
                        "message",
                        equalTo(
                                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes"));
        apply("m1&dryRun=All", "'spec':{}").statusCode(201).body("metadata.resourceVersion", nullValue());
        given().get(DESK).then().statusCode(404);
    }

    @Test
    void clearedBooksAreOpenedAgainByTheNextApply() {
        apply("m1", "'spec':{'watts':40}");
        for (String cleared : List.of("[{}]", "[]")) {
            merge("{'metadata':{'managedFields':" + cleared + "}}", "upd")
                    .statusCode(200)
                    .body("metadata.managedFields", nullValue());
            merge("{'spec':{'mood':'Cold'}}", "upd").body("metadata.managedFields", nullValue());
            apply("m2", "'spec':{'watts':60}")
                    .statusCode(409)
                    .body("message", containsString("conflict with \"before-first-apply\" using evenkeel.dev/v1"));
            apply("m2", "'spec':{'watts':40}")
                    .statusCode(200)
                    .body("metadata.managedFields.manager", equalTo(List.of("m2", "before-first-apply")));
        }
    }

    @Test
    void kubectlGoesOverFromItsOwnWayOfApplying() {
        String applied = "{\\\"metadata\\\":{\\\"name\\\":\\\"desk\\\"},\\\"spec\\\":{\\\"watts\\\":40}}";
        body(
                        "{'apiVersion':'evenkeel.dev/v1','kind':'Lamp','metadata':{'name':'desk','annotations':{'"
                                + LAST_APPLIED + "':'" + applied + "'}},'spec':{'watts':40}}",
                        "application/json")
                .post(LAMPS + "?fieldManager=kubectl-client-side-apply")
                .then()
                .statusCode(201);
        apply("m1", "'spec':{'watts':60}").statusCode(409);
        apply("kubectl", "'spec':{'watts':60}")
                .statusCode(200)
                .body("spec.watts", equalTo(60))
                .body("metadata.annotations", hasEntry(equalTo(LAST_APPLIED), containsString("\"watts\":60")));
        apply("kubectl", "'spec':{'watts':60,'mood':'Cold'}").statusCode(409);
    }

    @Test
    void theBooksCanBeRewrittenWithTheVersionTheyWereReadAt() {
        apply("m1", "'spec':{'watts':40}");
        String version = given().get(DESK).then().extract().path("metadata.resourceVersion");
        String entry = "{'manager':'m2','operation':'Apply','apiVersion':'evenkeel.dev/v1','fieldsType':'FieldsV1',"
                + "'fieldsV1':{'f:spec':{'f:watts':{},'f:nonsense':{}}}}";
        String operations = "[{'op':'replace','path':'/metadata/managedFields','value':[" + entry + "]},"
                + "{'op':'replace','path':'/metadata/resourceVersion','value':'" + version + "'}]";
        operations(operations)
                .statusCode(200)
                .body("metadata.managedFields.manager", equalTo(List.of("m2")))
                .body("metadata.managedFields[0].fieldsV1", equalTo(Map.of("f:spec", Map.of("f:watts", Map.of()))));
        operations(operations).statusCode(409);
        apply("m2", "'spec':{}").statusCode(200).body("spec.watts", equalTo(0));
    }

    @Test
    void aJsonPatchIsAppliedOrRefusedAsAWhole() {
        apply("m1", "'spec':{'watts':40}");
        operations("[{'op':'test','path':'/spec/watts','value':40},{'op':'replace','path':'/spec/watts','value':60}]")
                .statusCode(200)
                .body("spec.watts", equalTo(60));
        operations("[{'op':'replace','path':'/spec/watts','value':1},{'op':'test','path':'/spec/watts','value':40}]")
                .statusCode(422)
                .body("reason", equalTo("Invalid"));
        operations("[{'op':'remove','path':'/spec/nothing/there'}]").statusCode(422);
        operations("[{'op':'remove','path':'/spec/nothing'}]").statusCode(422);
        operations("[{'op':'shine','path':'/spec/watts'}]").statusCode(400);
        operations("[7]").statusCode(400);
        operations("{}").statusCode(400);
        operations("[{'op':'add','path':'/spec/foo','value':1}]")
                .statusCode(422)
                .body("message", containsString("strict decoding error: unknown field \"spec.foo\""));
        operations("[{'op':'replace','path':'/metadata/uid','value':'x'}]")
                .statusCode(422)
                .body("details.causes[0].field", equalTo("metadata.uid"));
        String copies = "{'op':'copy','from':'/spec','path':'/spec/options'},".repeat(101);
        operations("[" + copies + "{'op':'remove','path':'/spec'}]").statusCode(400);
        given().get(DESK).then().body("spec.watts", equalTo(60));
    }

    @Test
    void aPatchInAnotherLanguageIsNotSupported() {
        String accepted = "the body of the request was in an unknown format - accepted media types include:"
                + " application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml";
        for (String type : List.of("application/strategic-merge-patch+json", "application/json")) {
            body("{}", type).patch(DESK).then().statusCode(415).body("message", equalTo(accepted));
        }
        body("{}", MediaTypes.MERGE_PATCH)
                .patch(DESK + "?force=true")
                .then()
                .statusCode(422)
                .body(
                        "message",
                        equalTo(
                                "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch"));
    }

    @Test
    void aFieldThatIsSaidTwiceIsNamedOrWarnedOf() {
        String twice = "{'apiVersion':'evenkeel.dev/v1','kind':'Lamp','metadata':{'name':'desk'},"
                + "'spec':{'watts':1,'watts':2,'foo':0}}";
        body(twice, "application/json")
                .post(LAMPS)
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("Lamp in version \"v1\" cannot be handled as a Lamp: strict decoding error:"
                                + " unknown field \"spec.foo\", duplicate field \"spec.watts\""));
        List<String> warnings = body(twice, "application/json")
                .post(LAMPS + "?fieldValidation=Warn")
                .then()
                .statusCode(201)
                .body("spec.watts", equalTo(2))
                .extract()
                .headers()
                .getValues("Warning");
        assertThat(warnings)
                .containsExactly(
                        "299 - \"unknown field \\\"spec.foo\\\"\"", "299 - \"duplicate field \\\"spec.watts\\\"\"");
        body(twice.replace("desk", "floor"), "application/json")
                .post(LAMPS + "?fieldValidation=Ignore")
                .then()
                .statusCode(201)
                .header("Warning", nullValue());
    }

    @Test
    void aPutKeepsTheOwnersThatItDoesNotMention() {
        apply("m1", "'spec':{'watts':40}");
        String version = given().get(DESK).then().extract().path("metadata.resourceVersion");
        body(
                        "{'apiVersion':'evenkeel.dev/v1','kind':'Lamp','metadata':{'name':'desk','resourceVersion':'"
                                + version + "'},'spec':{'watts':40,'mood':'Cold'}}",
                        "application/json")
                .put(DESK + "?fieldManager=putter")
                .then()
                .statusCode(200)
                .body("metadata.managedFields.manager", equalTo(List.of("m1", "putter")))
                .body("metadata.managedFields[1].fieldsV1", equalTo(Map.of("f:spec", Map.of("f:mood", Map.of()))));
    }

    @Test
    void aGeneratedNameRemembersWhatItBeganWith() {
        body("{'apiVersion':'evenkeel.dev/v1','kind':'Lamp','metadata':{'generateName':'desk-'}}", "application/json")
                .post(LAMPS)
                .then()
                .statusCode(201)
                .body("metadata.generateName", equalTo("desk-"));
        given().get(LAMPS).then().body("items.metadata.generateName", hasItem("desk-"));
    }

    private static ValidatableResponse apply(String manager, String rest) {
        return applyTo(DESK, manager, rest);
    }

    private static ValidatableResponse applyTo(String path, String manager, String rest) {
        String manifest = "{'apiVersion':'evenkeel.dev/v1','kind':'Lamp'," + rest + "}";
        return body(manifest, MediaTypes.APPLY_PATCH)
                .patch(path + "?fieldManager=" + manager)
                .then();
    }

    private static ValidatableResponse applyYaml(String manager, String rest) {
        return body("apiVersion: evenkeel.dev/v1\nkind: Lamp\n" + rest, MediaTypes.APPLY_PATCH)
                .patch(DESK + "?fieldManager=" + manager)
                .then();
    }

    private static ValidatableResponse merge(String changes, String manager) {
        return body(changes, MediaTypes.MERGE_PATCH)
                .patch(DESK + "?fieldManager=" + manager)
                .then();
    }

    private static ValidatableResponse operations(String operations) {
        return body(operations, MediaTypes.JSON_PATCH).patch(DESK).then();
    }

    private static io.restassured.specification.RequestSpecification body(String singleQuoted, String type) {
        return given().contentType(type)
                .urlEncodingEnabled(false)
                .body(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
