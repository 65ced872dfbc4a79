package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What there is, as clients find out before they do anything else. */
@QuarkusTest
@TestProfile(LampProfile.class)
class DiscoveryApiTest {

    private static final String V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String V2_BETA = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";
    private static final String KUBECTL = V2 + "," + V2_BETA + ",application/json";
    private static final String LAMP = "items[0].versions[0].resources[0].";

    @Test
    void everythingIsToldAtOnceToThoseWhoUnderstandIt() {
        given().accept(KUBECTL)
                .get("/apis")
                .then()
                .statusCode(200)
                .header("Content-Type", V2)
                .header("Vary", "Accept")
                .body("kind", equalTo("APIGroupDiscoveryList"))
                .body("apiVersion", equalTo("apidiscovery.k8s.io/v2"))
                .body(
                        "items.metadata.name",
                        equalTo(List.of("evenkeel.dev", "authorization.k8s.io", "authentication.k8s.io")))
                .body("items.versions.flatten().freshness", everyItem(equalTo("Current")))
                .body(LAMP + "resource", equalTo("lamps"))
                .body(LAMP + "responseKind.kind", equalTo("Lamp"))
                .body(LAMP + "scope", equalTo("Namespaced"))
                .body(LAMP + "singularResource", equalTo("lamp"))
                .body(LAMP + "verbs", hasItems("create", "deletecollection", "watch"))
                .body(LAMP + "shortNames", equalTo(List.of("lp")))
                .body(LAMP + "categories", equalTo(List.of("evenkeel")))
                .body(LAMP + "subresources.subresource", equalTo(List.of("status", "spectrum")))
                .body(LAMP + "subresources[0].verbs", equalTo(List.of("get", "patch", "update")))
                .body(LAMP + "subresources[1].responseKind.kind", equalTo("LampSpectrum"))
                .body(LAMP + "subresources[1].verbs", equalTo(List.of("get")));
        given().accept(KUBECTL)
                .get("/api")
                .then()
                .header("Content-Type", V2)
                .body("items.size()", equalTo(1))
                .body("items[0].metadata.name", nullValue())
                .body("items[0].versions[0].resources.resource", hasItems("namespaces"));
        given().accept(V2_BETA + ",application/json")
                .get("/apis")
                .then()
                .header("Content-Type", V2_BETA)
                .body("apiVersion", equalTo("apidiscovery.k8s.io/v2beta1"));
    }

    @Test
    void othersAreToldStepByStep() {
        given().get("/api")
                .then()
                .statusCode(200)
                .body("kind", equalTo("APIVersions"))
                .body("versions", equalTo(List.of("v1")));
        given().accept("application/json;g=apidiscovery.k8s.io;v=v9;as=APIGroupDiscoveryList,application/json")
                .get("/apis")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("kind", equalTo("APIGroupList"))
                .body("groups[0].preferredVersion.groupVersion", equalTo("evenkeel.dev/v1"));
        given().get("/apis/evenkeel.dev")
                .then()
                .statusCode(200)
                .body("kind", equalTo("APIGroup"))
                .body("name", equalTo("evenkeel.dev"))
                .body("versions[0].version", equalTo("v1"));
        given().get("/apis/evenkeel.dev/v1")
                .then()
                .statusCode(200)
                .body("kind", equalTo("APIResourceList"))
                .body("groupVersion", equalTo("evenkeel.dev/v1"))
                .body("resources.name", equalTo(List.of("lamps", "lamps/status", "lamps/spectrum")))
                .body("resources[0].singularName", equalTo("lamp"))
                .body("resources[0].namespaced", equalTo(true))
                .body("resources[0].shortNames", equalTo(List.of("lp")))
                .body("resources[0].categories", equalTo(List.of("evenkeel")))
                .body("resources[0].verbs", hasItems("create", "delete", "get", "list", "patch", "update", "watch"))
                .body("resources[1].verbs", equalTo(List.of("get", "patch", "update")));
        given().get("/api/v1")
                .then()
                .statusCode(200)
                .body("groupVersion", equalTo("v1"))
                .body("resources.name", hasItems("namespaces"));
        given().get("/apis/authorization.k8s.io/v1")
                .then()
                .body("resources.name", equalTo(List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews")))
                .body("resources[0].verbs", equalTo(List.of("create")))
                .body("resources[0].namespaced", equalTo(false));
    }

    @Test
    void whoeverKnowsItAlreadyIsNotToldAgain() {
        for (String path : List.of("/api", "/apis", "/apis/evenkeel.dev", "/apis/evenkeel.dev/v1", "/openapi/v3")) {
            for (String accept : List.of(KUBECTL, "application/json")) {
                String tag = given().accept(accept)
                        .get(path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("ETag");
                unchanged(path, accept, tag).header("ETag", tag).header("Vary", "Accept");
                given().accept(accept)
                        .header("If-None-Match", "\"old\"")
                        .get(path)
                        .then()
                        .statusCode(200);
            }
        }
        assertThat(given().accept(KUBECTL).get("/apis").header("ETag"))
                .isNotEqualTo(given().get("/apis").header("ETag"));
    }

    @Test
    void schemasAreKeptForEverUnderTheirHash() {
        String url = given().get("/openapi/v3")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache, private")
                .extract()
                .path("paths.'apis/evenkeel.dev/v1'.serverRelativeURL");
        String tag = given().urlEncodingEnabled(false)
                .get(url)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", containsString("public"))
                .header("Cache-Control", containsString("immutable"))
                .header("Vary", "Accept")
                .body("openapi", equalTo("3.0.0"))
                .body(
                        "components.schemas.'dev.evenkeel.v1.Lamp'.properties.spec.properties.watts.format",
                        equalTo("int32"))
                .extract()
                .header("ETag");
        unchanged(url, "application/json", tag);
        given().get("/openapi/v3/apis/evenkeel.dev/v1?hash=OLD")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache, private");
        given().accept("application/com.github.proto-openapi.spec.v3.v1.0+protobuf")
                .get("/openapi/v3")
                .then()
                .statusCode(406);
    }

    @Test
    void theOldSchemaDocumentIsEmpty() {
        String protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
        byte[] body = given().accept("application/com.github.proto-openapi.spec.v2@v1.0+protobuf")
                .get("/openapi/v2")
                .then()
                .statusCode(200)
                .header("Content-Type", protobuf)
                .extract()
                .asByteArray();
        assertThat(body).isEmpty();
    }

    @Test
    void theVersionIsOneThatClientsUnderstand() {
        given().get("/version")
                .then()
                .statusCode(200)
                .body("gitVersion", equalTo("v1.36.0+evenkeel.0.1.0"))
                .body("platform", containsString("linux/"))
                .body("goVersion", containsString("java"));
    }

    private static ValidatableResponse unchanged(String url, String accept, String tag) {
        return given().urlEncodingEnabled(false)
                .accept(accept)
                .header("If-None-Match", tag)
                .get(url)
                .then()
                .statusCode(304)
                .body(emptyString());
    }
}
