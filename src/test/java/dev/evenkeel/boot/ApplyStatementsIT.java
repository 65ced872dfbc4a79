package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Kubernetes API promises of server-side apply and of deletion, asked of the real program over TLS. */
final class ApplyStatementsIT extends ApiWorld {

    private static final String SCHEDULES = EvenkeelProcess.collection("backupschedules");
    private static final String WEB = SCHEDULES + "/web";
    private static final String HELD = "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}";
    private static final String RELEASED = "{\"metadata\":{\"finalizers\":null}}";

    @BeforeEach
    void empty() {
        for (JsonNode item : ok(get(SCHEDULES)).path("items")) {
            send("PATCH", SCHEDULES + "/" + item.at("/metadata/name").asText(), MERGE, RELEASED);
        }
        ok(send("DELETE", SCHEDULES, JSON, ""));
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> ok(get(SCHEDULES)).path("items").isEmpty());
    }

    @Test
    void statement28AppliesSayWhoAndWhat() {
        failure(send("PATCH", WEB, APPLY, manifest("", "")), 422, "Invalid");
        failure(send("PATCH", WEB + "?fieldManager=m", APPLY, "{\"metadata\":{\"name\":\"web\"}}"), 400, "BadRequest");
        assertThat(failure(apply("m", "\"managedFields\":[{\"manager\":\"x\"}],", ""), 400, "BadRequest"))
                .isEqualTo("metadata.managedFields must be nil");
    }

    @Test
    void statement29And30TheFirstApplyCreatesAndTheSecondChangesNothing() {
        made(apply("m", "", ""));
        JsonNode web = evenkeel.eventually("backupschedules", "web", EvenkeelProcess::upToDate);
        assertThat(revision(ok(apply("m", "", "")))).isEqualTo(revision(web));
    }

    @Test
    void statement31FieldsHaveOwners() {
        made(apply("one", "", ",\"timeZone\":\"Europe/Berlin\""));
        ok(apply("two", "", ",\"timeZone\":\"Europe/Berlin\""));
        HttpResponse<String> conflict = apply("three", "", ",\"timeZone\":\"Europe/Rome\"");
        assertThat(failure(conflict, 409, "Conflict")).contains("conflict", "\"one\"", "\"two\"", ".spec.timeZone");
        assertThat(EvenkeelProcess.json(conflict.body()).at("/details/causes"))
                .isNotEmpty()
                .allMatch(cause -> cause.path("reason").asText().equals("FieldManagerConflict"));
        JsonNode taken = ok(apply("three&force=true", "", ",\"timeZone\":\"Europe/Rome\""));
        assertThat(taken.at("/spec/timeZone").asText()).isEqualTo("Europe/Rome");
        assertThat(owners(taken, "f:timeZone")).containsExactly("three");
    }

    @Test
    void statement32WhatNobodyWantsAnyMoreIsRemoved() {
        made(apply("one", labels("a", "b"), ""));
        ok(apply("two", labels("b"), ""));
        assertThat(ok(apply("one", "", "")).at("/metadata/labels").toString()).isEqualTo("{\"b\":\"x\"}");
        assertThat(ok(apply("two", "", "")).at("/metadata/labels").size()).isZero();
    }

    @Test
    void statement33OtherWritesTakeWhatTheyChange() {
        made(apply("one", "", ",\"timeZone\":\"Europe/Berlin\""));
        JsonNode web = ok(send("PATCH", WEB + "?fieldManager=upd", MERGE, "{\"spec\":{\"timeZone\":\"Europe/Rome\"}}"));
        assertThat(owners(web, "f:timeZone")).containsExactly("upd");
        assertThat(failure(apply("one", "", ",\"timeZone\":\"Europe/Berlin\""), 409, "Conflict"))
                .contains("conflict with \"upd\" using evenkeel.dev/v1: .spec.timeZone");
    }

    @Test
    void statement34UnknownFieldsAreNotApplied() {
        assertThat(failure(apply("m", "", ",\"foo\":1"), 400, "BadRequest")).contains("spec.foo");
    }

    @Test
    void statement35And37TheStatusHasOwnersOfItsOwn() {
        made(apply("m", "", ""));
        evenkeel.eventually("backupschedules", "web", EvenkeelProcess::upToDate);
        String status = manifest("", "")
                .replaceFirst(
                        "}$",
                        ",\"status\":{\"conditions\":[{\"type\":\"Mine\",\"status\":\"True\","
                                + "\"reason\":\"Test\",\"message\":\"\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}]}}");
        JsonNode ignored = ok(send("PATCH", WEB + "?fieldManager=m", APPLY, status));
        assertThat(EvenkeelProcess.condition(ignored, "Mine").isMissingNode()).isTrue();
        JsonNode written =
                ok(send("PATCH", WEB + "/status?fieldManager=other", APPLY, status.replace("@yearly", "@daily")));
        assertThat(EvenkeelProcess.isTrue(written, "Mine")).isTrue();
        assertThat(EvenkeelProcess.condition(written, "Ready").isMissingNode()).isFalse();
        assertThat(written.at("/spec/schedule").asText()).isEqualTo("@yearly");
        assertThat(written.at("/metadata/managedFields"))
                .anyMatch(entry -> entry.path("manager").asText().equals("other")
                        && entry.path("subresource").asText().equals("status"));
    }

    @Test
    void statement36OwnersCanBeForgotten() {
        made(apply("one", "", ",\"timeZone\":\"Europe/Berlin\""));
        ok(send("PATCH", WEB, MERGE, "{\"metadata\":{\"managedFields\":[{}]}}"));
        assertThat(failure(apply("two", "", ",\"timeZone\":\"Europe/Rome\""), 409, "Conflict"))
                .contains("before-first-apply");
    }

    @Test
    void statement38WhatNothingHoldsIsGoneAtOnce() {
        JsonNode web = made(apply("m", "", ""));
        JsonNode status = ok(send("DELETE", WEB, JSON, ""));
        assertThat(status.path("status").asText()).isEqualTo("Success");
        assertThat(status.at("/details/uid")).isEqualTo(web.at("/metadata/uid"));
        failure(get(WEB), 404, "NotFound");
    }

    @Test
    void statement39FinalizersHoldAnObject() {
        made(apply("m", "", ""));
        ok(send("PATCH", WEB, MERGE, HELD));
        JsonNode going = ok(send("DELETE", WEB, JSON, ""));
        assertThat(going.at("/metadata/deletionTimestamp").asText()).isNotEmpty();
        assertThat(going.at("/metadata/deletionGracePeriodSeconds").asText()).isEqualTo("0");
        assertThat(ok(send("DELETE", WEB, JSON, "")).at("/metadata/deletionTimestamp"))
                .isEqualTo(going.at("/metadata/deletionTimestamp"));
        assertThat(failure(send("POST", SCHEDULES, JSON, manifest("", "")), 409, "AlreadyExists"))
                .startsWith("object is being deleted");
        ok(send("PATCH", WEB, MERGE, "{\"spec\":{\"timeZone\":\"Europe/Rome\"}}"));
        failure(send("PATCH", WEB, MERGE, HELD.replace("[", "[\"example.com/more\",")), 422, "Invalid");
        ok(send("PATCH", WEB, MERGE, RELEASED));
        failure(get(WEB), 404, "NotFound");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            409 | `` | {"preconditions":{"uid":"x"}}
            409 | `` | {"preconditions":{"resourceVersion":"1"}}
            422 | `` | {"propagationPolicy":"Foreground","orphanDependents":true}
            422 | `` | {"propagationPolicy":"Sideways"}
            422 | ?propagationPolicy=Sideways | {}
            422 | ?dryRun=Some | {}
            400 | `` | {
            """)
    void statement40DeletionsHaveConditions(int code, String query, String options) {
        made(apply("m", "", ""));
        HttpResponse<String> answer = send("DELETE", WEB + query, JSON, options);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
        ok(get(WEB));
    }

    @ParameterizedTest
    @CsvSource({"Background", "Foreground", "Orphan"})
    void statement41NoPolicyHangs(String policy) {
        made(apply("m", "", ""));
        ok(send("DELETE", WEB + "?dryRun=All", JSON, ""));
        ok(get(WEB));
        ok(send("DELETE", WEB + "?gracePeriodSeconds=0&propagationPolicy=" + policy, JSON, ""));
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> get(WEB).statusCode() == 404);
    }

    @Test
    void statement42DependentsGoWhenTheirOwnerIsGone() {
        JsonNode owner = evenkeel.create("networks", "metadata: {name: owner}\nspec: {}\n");
        made(send(
                "POST",
                SCHEDULES,
                JSON,
                manifest(
                        "\"ownerReferences\":[{\"apiVersion\":\"evenkeel.dev/v1\","
                                + "\"kind\":\"Network\",\"name\":\"owner\",\"uid\":" + owner.at("/metadata/uid")
                                + "}],",
                        "")));
        assertThat(evenkeel.delete("networks", "owner")).isEqualTo(200);
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> get(WEB).statusCode() == 404);
    }

    @Test
    void statement43CollectionsAreDeletedBySelection() {
        made(apply("m", labels("a"), ""));
        made(send("POST", SCHEDULES, JSON, manifest("", "").replace("web", "other")));
        ok(send("DELETE", SCHEDULES + "?dryRun=All", JSON, ""));
        JsonNode gone = ok(send("DELETE", SCHEDULES + "?labelSelector=a%3Dx", JSON, ""));
        assertThat(gone.path("kind").asText()).isEqualTo("BackupScheduleList");
        assertThat(gone.path("items")).hasSize(1);
        ok(get(SCHEDULES + "/other"));
        failure(get(WEB), 404, "NotFound");
    }

    private HttpResponse<String> apply(String manager, String metadata, String spec) {
        return send("PATCH", WEB + "?fieldManager=" + manager, APPLY, manifest(metadata, spec));
    }

    private static String manifest(String metadata, String spec) {
        return "{\"apiVersion\":\"evenkeel.dev/v1\",\"kind\":\"BackupSchedule\",\"metadata\":{" + metadata
                + "\"name\":\"web\"},\"spec\":{\"schedule\":\"@yearly\",\"volumes\":[\"data\"],\"suspend\":true" + spec
                + "}}";
    }

    private static String labels(String... keys) {
        return "\"labels\":{\"" + String.join("\":\"x\",\"", keys) + "\":\"x\"},";
    }

    private static List<String> owners(JsonNode object, String field) {
        return object.at("/metadata/managedFields")
                .valueStream()
                .filter(entry -> entry.at("/fieldsV1/f:spec").has(field))
                .map(entry -> entry.path("manager").asText())
                .toList();
    }
}
