package dev.evenkeel.boot;

import static dev.evenkeel.boot.EvenkeelProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Kubernetes API promises of writes and of failures, asked of the real program over TLS. */
final class ApiStatementsIT extends ApiWorld {

    private static final String NETWORKS = EvenkeelProcess.collection("networks");
    private static final String WEB = NETWORKS + "/web";
    private static final String BACKUPS = EvenkeelProcess.collection("backups");

    @BeforeEach
    void empty() {
        for (JsonNode item : json(get(NETWORKS).body()).path("items")) {
            evenkeel.delete("networks", item.at("/metadata/name").asText());
        }
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> json(get(NETWORKS).body()).path("items").isEmpty());
    }

    @Test
    void statement1IdentityIsTheServers() {
        JsonNode made = created(manifest("web", "\"uid\":\"x\",\"generation\":9,\"creationTimestamp\":null,", "{}"));
        assertThat(made.at("/metadata/uid").asText()).isNotEqualTo("x").isNotEmpty();
        assertThat(made.at("/metadata/generation").asLong()).isEqualTo(1);
        assertThat(made.at("/metadata/creationTimestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void statement2AndStatement10StatusIsIgnoredAndDefaultsAreStored() {
        JsonNode made = created(manifest("web", "", "{}").replace("\"spec\"", "\"status\":{\"repairs\":7},\"spec\""));
        assertThat(made.at("/status/repairs").asInt()).isZero();
        assertThat(made.at("/spec/driver").asText()).isEqualTo("bridge");
    }

    @Test
    void statement3RevisionsAreNotGivenByCreators() {
        failure(post(manifest("web", "\"resourceVersion\":\"5\",", "{}")), 400, "BadRequest");
    }

    @Test
    void statement4NamesAreTakenOnce() {
        created(manifest("web", "", "{}"));
        assertThat(failure(post(manifest("web", "", "{}")), 409, "AlreadyExists"))
                .isEqualTo("networks.evenkeel.dev \"web\" already exists");
    }

    @Test
    void statement5NamesAreGenerated() {
        JsonNode made = created(manifest("web", "", "{}").replace("\"name\":\"web\"", "\"generateName\":\"g-\""));
        assertThat(made.at("/metadata/name").asText()).matches("g-[bcdfghjklmnpqrstvwxz2456789]{5}");
    }

    @Test
    void statement6ANameIsNeeded() {
        assertThat(failure(
                        post(manifest("web", "", "{}").replace("\"name\":\"web\"", "\"labels\":{}")), 422, "Invalid"))
                .contains("name or generateName is required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"no name\"",
                "\"name\":\"web\",\"labels\":{\"a b\":\"c\"}",
                "\"name\":\"web\",\"labels\":{\"a\":\"-c\"}",
            })
    void statement7NamesAndLabelsHaveASyntax(String metadata) {
        failure(post(manifest("web", "", "{}").replace("\"name\":\"web\"", metadata)), 422, "Invalid");
    }

    @Test
    void statement7AnnotationsHaveALimit() {
        String big = "\"annotations\":{\"a\":\"" + "x".repeat(262_144) + "\"},";
        failure(post(manifest("web", big, "{}")), 422, "Invalid");
    }

    @Test
    void statement8BodiesMatchTheirPath() {
        failure(post(manifest("web", "\"namespace\":\"other\",", "{}")), 400, "BadRequest");
        failure(post(manifest("web", "", "{}").replace("evenkeel.dev/v1", "v1")), 400, "BadRequest");
        failure(post("{"), 400, "BadRequest");
        failure(post(""), 400, "BadRequest");
    }

    @Test
    void statement9UnknownNamespacesTakeNothingAndListNothing() {
        String elsewhere = NETWORKS.replace("default", "elsewhere");
        assertThat(failure(send("POST", elsewhere, JSON, manifest("web", "", "{}")), 404, "NotFound"))
                .isEqualTo("namespaces \"elsewhere\" not found");
        assertThat(json(get(elsewhere).body()).path("items").isEmpty()).isTrue();
    }

    @Test
    void statement11UnknownFieldsAreToldAsAsked() {
        String typo = manifest("web", "", "{\"foo\":1}");
        assertThat(failure(post(typo), 400, "BadRequest")).contains("unknown field \"spec.foo\"");
        HttpResponse<String> warned = send("POST", NETWORKS + "?fieldValidation=Warn", JSON, typo);
        assertThat(warned.statusCode()).isEqualTo(201);
        assertThat(warned.headers().firstValue("Warning")).hasValue("299 - \"unknown field \\\"spec.foo\\\"\"");
        failure(send("POST", NETWORKS + "?fieldValidation=Nonsense", JSON, typo), 422, "Invalid");
    }

    @Test
    void statement12EveryCauseIsNamed() {
        HttpResponse<String> answer = post(manifest("web", "", "{\"driftPolicy\":\"No\",\"adoptionPolicy\":\"No\"}"));
        failure(answer, 422, "Invalid");
        assertThat(json(answer.body()).at("/details/kind").asText()).isEqualTo("Network");
        assertThat(json(answer.body()).at("/details/causes").size()).isEqualTo(2);
    }

    @Test
    void statement13And14BodiesHaveATypeAndALimit() {
        failure(send("POST", NETWORKS, "text/plain", "x"), 415, "UnsupportedMediaType");
        String big = manifest("web", "\"annotations\":{\"a\":\"" + "x".repeat(3_200_000) + "\"},", "{}");
        failure(post(big), 413, "RequestEntityTooLarge");
    }

    @Test
    void statement15WritersHaveShortNames() {
        String longName = NETWORKS + "?fieldManager=" + "m".repeat(129);
        failure(send("POST", longName, JSON, manifest("web", "", "{}")), 422, "Invalid");
        assertThat(created(manifest("web", "", "{}"))
                        .at("/metadata/managedFields/0/manager")
                        .asText())
                .isEqualTo("Java-http-client");
    }

    @Test
    void statement16DryRunsStoreNothing() {
        HttpResponse<String> dry = send("POST", NETWORKS + "?dryRun=All", JSON, manifest("web", "", "{}"));
        assertThat(dry.statusCode()).isEqualTo(201);
        assertThat(json(dry.body()).at("/metadata/resourceVersion").isMissingNode())
                .isTrue();
        failure(get(WEB), 404, "NotFound");
        failure(send("POST", NETWORKS + "?dryRun=Some", JSON, manifest("web", "", "{}")), 422, "Invalid");
    }

    @Test
    void statement17And18ReplacementsAreExact() {
        created(manifest("web", "", "{}"));
        failure(put(manifest("web", "", "{}")), 422, "Invalid");
        failure(put(manifest("web", "\"resourceVersion\":\"1\",", "{}")), 409, "Conflict");
        failure(put(manifest("zz", "\"resourceVersion\":\"1\",", "{}")), 400, "BadRequest");
        failure(
                send("PUT", NETWORKS + "/none", JSON, manifest("none", "\"resourceVersion\":\"1\",", "{}")),
                404,
                "NotFound");
    }

    @Test
    void statement19To21GenerationsCountSpecsAndStatusIsApart() {
        created(manifest("web", "", "{}"));
        JsonNode ready = evenkeel.awaitReady("networks", "web");
        JsonNode same = evenkeel.merge("networks", "web", "{\"spec\":{}}");
        assertThat(same.at("/metadata/resourceVersion")).isEqualTo(ready.at("/metadata/resourceVersion"));
        JsonNode labelled =
                evenkeel.merge("networks", "web", "{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"status\":{\"x\":1}}");
        assertThat(labelled.at("/metadata/generation").asLong()).isEqualTo(1);
        assertThat(evenkeel.merge("networks", "web", "{\"spec\":{\"internal\":true}}")
                        .at("/metadata/generation")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void statement22IdentityStays() {
        created(manifest("web", "", "{}"));
        JsonNode web = evenkeel.awaitReady("networks", "web");
        String identity = "\"uid\":\"" + web.at("/metadata/uid").asText() + "\",\"generation\":9,"
                + "\"creationTimestamp\":\"2001-01-01T00:00:00Z\",";
        JsonNode same = ok(put(manifest("web", identity + "\"resourceVersion\":\"" + revision(web) + "\",", "{}")));
        assertThat(same.at("/metadata/creationTimestamp")).isEqualTo(web.at("/metadata/creationTimestamp"));
        assertThat(same.at("/metadata/generation").asLong()).isEqualTo(1);
        failure(send("PATCH", WEB, MERGE, "{\"metadata\":{\"uid\":\"x\"}}"), 422, "Invalid");
    }

    @Test
    void statement23SomeSpecsAreForEver() {
        made(send(
                "POST",
                BACKUPS,
                JSON,
                "{\"apiVersion\":\"evenkeel.dev/v1\",\"kind\":\"Backup\","
                        + "\"metadata\":{\"name\":\"once\"},\"spec\":{\"volumes\":[\"none\"]}}"));
        failure(send("PATCH", BACKUPS + "/once", MERGE, "{\"spec\":{\"volumes\":[\"x\"]}}"), 422, "Invalid");
    }

    @Test
    void statement24MergePatchesHaveAPrecondition() {
        created(manifest("web", "", "{}"));
        failure(send("PATCH", WEB, MERGE, "{\"metadata\":{\"resourceVersion\":\"1\"}}"), 409, "Conflict");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    422 | [{"op":"test","path":"/spec/internal","value":true}]
                    422 | [{"op":"remove","path":"/spec/nothing"}]
                    422 | [{"op":"replace","path":"/spec/no/thing","value":1}]
                    400 | [{"op":"shine","path":"/spec/internal"}]
                    400 | {"op":"test"}
                    200 | [{"op":"replace","path":"/metadata/managedFields","value":[{}]}]
                    """)
    void statement25OperationsFitOrAreRefused(int code, String operations) {
        created(manifest("web", "", "{}"));
        HttpResponse<String> answer = send("PATCH", WEB, OPERATIONS, operations);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
    }

    @Test
    void statement26OtherPatchesAreRefused() {
        created(manifest("web", "", "{}"));
        failure(send("PATCH", WEB, "application/strategic-merge-patch+json", "{}"), 415, "UnsupportedMediaType");
        failure(send("PATCH", WEB + "?force=true", MERGE, "{}"), 422, "Invalid");
        failure(send("PATCH", NETWORKS + "/none", MERGE, "{}"), 404, "NotFound");
    }

    @Test
    void statement27RacingPatchesAllWin() {
        created(manifest("web", "", "{}"));
        List<Integer> codes = IntStream.range(0, 30)
                .parallel()
                .mapToObj(i -> send("PATCH", WEB, MERGE, "{\"metadata\":{\"labels\":{\"l" + i + "\":\"x\"}}}")
                        .statusCode())
                .toList();
        assertThat(codes).containsOnly(200);
        assertThat(ok(get(WEB)).at("/metadata/labels").size()).isEqualTo(30);
    }

    @Test
    void statement62And63FailuresAreStatuses() {
        HttpRequest stranger = HttpRequest.newBuilder(evenkeel.api(NETWORKS)).build();
        failure(WayIn.exchange(evenkeel.wayIn().client(), stranger), 401, "Unauthorized");
        failure(get("/apis/nobody/v1/things"), 404, "NotFound");
        failure(get("/nowhere"), 404, "NotFound");
    }

    private static String manifest(String name, String metadata, String spec) {
        return "{\"apiVersion\":\"evenkeel.dev/v1\",\"kind\":\"Network\",\"metadata\":{" + metadata + "\"name\":\""
                + name + "\"},\"spec\":" + spec + "}";
    }

    private JsonNode created(String manifest) {
        return made(post(manifest));
    }

    private HttpResponse<String> post(String body) {
        return send("POST", NETWORKS, JSON, body);
    }

    private HttpResponse<String> put(String body) {
        return send("PUT", WEB, JSON, body);
    }
}
