package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.Caller;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Kinds;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What callers learn about themselves, in every format that clients ask in. */
@QuarkusTest
@TestProfile(LampProfile.class)
class ReviewApiTest {

    private static final String ACCESS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final String RULES = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
    private static final String IDENTITY = "/apis/authentication.k8s.io/%s/selfsubjectreviews";
    private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    @Test
    void whetherSomethingIsAllowedIsAnsweredInJson() {
        given().contentType("application/json")
                .body("""
                        {"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","metadata":{},
                         "spec":{"resourceAttributes":{"verb":"get","group":"evenkeel.dev","resource":"lamps"}}}""")
                .post(ACCESS)
                .then()
                .statusCode(201)
                .body("kind", equalTo("SelfSubjectAccessReview"))
                .body("apiVersion", equalTo("authorization.k8s.io/v1"))
                .body("spec.resourceAttributes.verb", equalTo("get"))
                .body("status.allowed", equalTo(true));
    }

    @Test
    void yamlWillDoAsWell() {
        given().contentType("application/yaml")
                .body("""
                        kind: SelfSubjectAccessReview
                        apiVersion: authorization.k8s.io/v1
                        spec: {nonResourceAttributes: {verb: get, path: /version}}
                        """.getBytes(StandardCharsets.UTF_8))
                .accept("application/yaml")
                .post(ACCESS)
                .then()
                .statusCode(201)
                .contentType("application/yaml");
    }

    @Test
    void kubectlAsksInProtobuf() {
        byte[] attributes = fields(1, "default", 2, "delete", 3, "evenkeel.dev", 5, "lamps", 7, "desk");
        given().contentType(PROTOBUF)
                .accept(PROTOBUF + ",application/json")
                .body(envelope("authorization.k8s.io/v1", "SelfSubjectAccessReview", field(1, attributes)))
                .post(ACCESS)
                .then()
                .statusCode(201)
                .contentType("application/json")
                .body("spec.resourceAttributes.namespace", equalTo("default"))
                .body("spec.resourceAttributes.verb", equalTo("delete"))
                .body("spec.resourceAttributes.group", equalTo("evenkeel.dev"))
                .body("spec.resourceAttributes.resource", equalTo("lamps"))
                .body("spec.resourceAttributes.name", equalTo("desk"))
                .body("spec.resourceAttributes.version", nullValue())
                .body("status.allowed", equalTo(true));
        given().contentType(PROTOBUF)
                .body(envelope(
                        "authorization.k8s.io/v1",
                        "SelfSubjectAccessReview",
                        field(2, fields(1, "/version", 2, "get"))))
                .post(ACCESS)
                .then()
                .statusCode(201)
                .body("spec.nonResourceAttributes.path", equalTo("/version"));
        given().contentType(PROTOBUF)
                .body(envelope("authorization.k8s.io/v1", "SelfSubjectRulesReview", fields(1, "default")))
                .post(RULES)
                .then()
                .statusCode(201)
                .body("spec.namespace", equalTo("default"))
                .body("status.resourceRules.resources.flatten()", hasItems("lamps", "lamps/status", "namespaces"));
    }

    @Test
    void whoeverAsksIsToldWhoHeIs() {
        for (String version : List.of("v1", "v1beta1")) {
            given().contentType(PROTOBUF)
                    .body(envelope("authentication.k8s.io/" + version, "SelfSubjectReview", new byte[0]))
                    .post(IDENTITY.formatted(version))
                    .then()
                    .statusCode(201)
                    .body("apiVersion", equalTo("authentication.k8s.io/" + version))
                    .body("status.userInfo.username", equalTo("local"))
                    .body("status.userInfo.groups", equalTo(List.of("evenkeel:admin")));
        }
    }

    @Test
    void aQuestionThatMakesNoSenseIsRefused() {
        given().contentType("application/json")
                .body("{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\",\"spec\":{}}")
                .post(ACCESS)
                .then()
                .statusCode(422)
                .body("details.causes[0].field", equalTo("spec.resourceAttributes"))
                .body("message", containsString("exactly one of"));
        given().contentType("application/json")
                .body("{\"kind\":\"Lamp\",\"apiVersion\":\"authorization.k8s.io/v1\"}")
                .post(ACCESS)
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("the kind in the data (Lamp) does not match the expected kind"
                                + " (SelfSubjectAccessReview)"));
        for (byte[] broken : List.of(
                new byte[0],
                "{}".getBytes(StandardCharsets.UTF_8),
                new byte[] {'k', '8', 's', 0, 10, 127},
                new byte[] {'k', '8', 's', 0, 7, 7},
                new byte[] {'k', '8', 's', 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
                new byte[] {'k', '8', 's', 0, 10, -1, -1, -1, -1, -1, -1, -1, -1, 127})) {
            given().contentType(PROTOBUF)
                    .body(broken)
                    .post(ACCESS)
                    .then()
                    .statusCode(400)
                    .body("message", equalTo("the body of the request is not valid protobuf"));
        }
        given().get(ACCESS).then().statusCode(405).body("kind", equalTo("Status"));
    }

    @Test
    void theAuthorizerDecides() {
        Caller viewer = new Caller("eve", Set.of());
        Reviews reviews = new Reviews(
                new ResourceTypes(new Kinds(List.of(new LampKind())), new ResourceCodec()),
                (caller, attributes) -> attributes.isResource()
                        ? attributes.verb().equals("get")
                                && attributes.namespace().equals("attic")
                        : attributes.equals(Attributes.ofPath("get", "/version")));
        assertThat(reviews.access(viewer, spec("get", "lamps", "attic"))).hasToString("{\"allowed\":true}");
        assertThat(reviews.access(viewer, spec("get", "lamps", "default"))).hasToString("{\"allowed\":false}");
        assertThat(reviews.access(viewer, spec("*", "lamps", "attic"))).hasToString("{\"allowed\":false}");
        assertThat(reviews.access(viewer, spec("get", "*", "attic"))).hasToString("{\"allowed\":false}");
        assertThat(reviews.rules(viewer, "attic"))
                .hasToString("{\"resourceRules\":["
                        + "{\"verbs\":[\"get\"],\"apiGroups\":[\"evenkeel.dev\"],\"resources\":[\"lamps\"]},"
                        + "{\"verbs\":[\"get\"],\"apiGroups\":[\"evenkeel.dev\"],\"resources\":[\"lamps/status\"]},"
                        + "{\"verbs\":[\"get\"],\"apiGroups\":[\"evenkeel.dev\"],\"resources\":[\"lamps/spectrum\"]},"
                        + "{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"events\"]}],"
                        + "\"nonResourceRules\":[{\"verbs\":[\"get\"],\"nonResourceURLs\":[\"/version\"]}],"
                        + "\"incomplete\":false}");
    }

    private static JsonNode spec(String verb, String resource, String namespace) {
        return new ResourceCodec()
                .mapper()
                .createObjectNode()
                .set(
                        "resourceAttributes",
                        new ResourceCodec()
                                .mapper()
                                .createObjectNode()
                                .put("verb", verb)
                                .put("group", resource.equals("*") ? "*" : "evenkeel.dev")
                                .put("resource", resource)
                                .put("namespace", namespace));
    }

    /** {@code k8s}, zero, and a {@code runtime.Unknown} with the type and the object, whose second field is the spec. */
    private static byte[] envelope(String apiVersion, String kind, byte[] spec) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {'k', '8', 's', 0});
        bytes.writeBytes(field(1, fields(1, apiVersion, 2, kind)));
        bytes.writeBytes(field(2, join(field(1, new byte[] {0x18, 0x05}), field(2, spec))));
        return bytes.toByteArray();
    }

    private static byte[] fields(Object... numbersAndTexts) {
        byte[] bytes = new byte[0];
        for (int i = 0; i < numbersAndTexts.length; i += 2) {
            byte[] text = numbersAndTexts[i + 1].toString().getBytes(StandardCharsets.UTF_8);
            bytes = join(bytes, field((int) numbersAndTexts[i], text));
        }
        return bytes;
    }

    /** All of these are short, so a byte is enough for a tag and for a length. */
    private static byte[] field(int number, byte[] value) {
        return join(new byte[] {(byte) (number << 3 | 2), (byte) value.length}, value);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(first);
        bytes.writeBytes(second);
        return bytes.toByteArray();
    }
}
