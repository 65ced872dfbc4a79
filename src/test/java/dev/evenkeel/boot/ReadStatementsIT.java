package dev.evenkeel.boot;

import static dev.evenkeel.boot.EvenkeelProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Kubernetes API promises of reads and of watches, asked of the real program over TLS. */
final class ReadStatementsIT extends ApiWorld {

    private static final String SCHEDULES = EvenkeelProcess.collection("backupschedules");
    private static final String WATCH = SCHEDULES + "?watch=true&timeoutSeconds=1";

    @BeforeEach
    void empty() {
        ok(send("DELETE", SCHEDULES, JSON, ""));
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> ok(get(SCHEDULES)).path("items").isEmpty());
    }

    @Test
    void statement44To46ListsHaveARevision() {
        assertThat(json(get(SCHEDULES).body()).at("/metadata/resourceVersion").asText())
                .matches("[1-9]\\d*");
        assertThat(get(SCHEDULES + "?resourceVersion=0").statusCode()).isEqualTo(200);
        failure(get(SCHEDULES + "?resourceVersion=99999999"), 504, "Timeout");
        failure(get(SCHEDULES + "?resourceVersion=abc"), 400, "BadRequest");
        failure(get(SCHEDULES + "?resourceVersionMatch=Exact"), 422, "Invalid");
    }

    @Test
    void statement47PagesAreOfOneMoment() {
        schedule("a");
        schedule("c");
        JsonNode first = ok(get(SCHEDULES + "?limit=1"));
        schedule("b");
        String token = first.at("/metadata/continue").asText();
        JsonNode second = ok(get(SCHEDULES + "?limit=1&continue=" + token));
        assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(1);
        assertThat(second.at("/items/0/metadata/name").asText()).isEqualTo("c");
        assertThat(revision(second)).isEqualTo(revision(first));
        assertThat(second.at("/metadata/continue").asText()).isEmpty();
        failure(get(SCHEDULES + "?limit=1&resourceVersion=1&continue=" + token), 400, "BadRequest");
        failure(get(SCHEDULES + "?limit=1&continue=nonsense"), 400, "BadRequest");
    }

    @Test
    void statement48And49SelectorsThatCannotBeReadAreRefused() {
        failure(get(SCHEDULES + "?labelSelector=a%20in%20("), 400, "BadRequest");
        assertThat(failure(get(SCHEDULES + "?fieldSelector=spec.mtu%3D1"), 400, "BadRequest"))
                .contains("field label not supported: spec.mtu");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json;as=Table;v=v1;g=meta.k8s.io,application/json | Table
                    application/json;as=Table;v=v1,application/json               | BackupScheduleList
                    application/vnd.kubernetes.protobuf,application/json          | BackupScheduleList
                    application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io | PartialObjectMetadataList
                    */*                                                           | BackupScheduleList
                    application/vnd.kubernetes.protobuf                           | Status
                    text/html                                                     | Status
                    """)
    void statement50And51TheFirstFormThatIsKnownIsServed(String accept, String kind) {
        HttpRequest request =
                evenkeel.wayIn().request(SCHEDULES).header("Accept", accept).build();
        HttpResponse<String> answer = WayIn.exchange(evenkeel.wayIn().client(), request);
        assertThat(answer.statusCode()).isEqualTo(kind.equals("Status") ? 406 : 200);
        assertThat(json(answer.body()).path("kind").asText()).isEqualTo(kind);
    }

    @Test
    void statement52HeadersAloneAndSlashesAtTheEndAreFine() {
        HttpResponse<String> head = send("HEAD", SCHEDULES, JSON, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(get(SCHEDULES + "/").statusCode()).isEqualTo(200);
    }

    @Test
    void statement53AllThatHappenedAfterARevisionIsToldInOrder() {
        JsonNode web = schedule("web");
        label("x");
        label("y");
        assertThat(told(frames(WATCH + "&resourceVersion=" + revision(web))))
                .containsExactly("MODIFIED x", "MODIFIED y");
        assertThat(told(frames(WATCH))).containsExactly("ADDED y");
        assertThat(told(frames(WATCH + "&resourceVersion=0"))).containsExactly("ADDED y");
    }

    @Test
    void statement54And55InitialEventsNeedTheirMatchAndEndWithABookmark() {
        schedule("web");
        failure(get(WATCH + "&sendInitialEvents=true"), 422, "Invalid");
        List<JsonNode> initial =
                frames(WATCH + "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        assertThat(told(initial)).startsWith("ADDED ", "BOOKMARK ");
        assertThat(initial.get(1)
                        .at("/object/metadata/annotations/k8s.io~1initial-events-end")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void statement56WhatComesIntoASelectionIsAddedAndWhatLeavesItIsDeleted() {
        JsonNode web = schedule("web");
        label("x");
        merge("{\"metadata\":{\"annotations\":{\"note\":\"same\"}}}");
        String left = revision(label("y"));
        List<JsonNode> frames = frames(WATCH + "&labelSelector=a%3Dx&resourceVersion=" + revision(web));
        assertThat(told(frames)).containsExactly("ADDED x", "MODIFIED x", "DELETED x");
        assertThat(revision(frames.getLast().path("object"))).isEqualTo(left);
    }

    @Test
    void statement57And58RevisionsThatTheServerDoesNotHaveAreExpired() {
        JsonNode error = frames(WATCH + "&resourceVersion=99999999").getLast();
        assertThat(error.path("type").asText()).isEqualTo("ERROR");
        assertThat(error.at("/object/code").asInt()).isEqualTo(410);
        assertThat(error.at("/object/reason").asText()).isEqualTo("Expired");
    }

    @Test
    void statement38And39DeletionsAreToldWithARevisionOfTheirOwn() {
        JsonNode web = schedule("web");
        merge("{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}");
        ok(send("DELETE", SCHEDULES + "/web", JSON, ""));
        merge("{\"metadata\":{\"finalizers\":null}}");
        List<JsonNode> frames = frames(WATCH + "&resourceVersion=" + revision(web));
        assertThat(told(frames)).startsWith("MODIFIED ", "MODIFIED ").endsWith("DELETED ");
        assertThat(frames.get(1).at("/object/metadata/deletionTimestamp").asText())
                .isNotEmpty();
        assertRising(frames);
    }

    @Test
    void statement60RevisionsArePlainNumbersThatGrow() {
        JsonNode web = schedule("web");
        label("x");
        label("y");
        List<JsonNode> frames = frames(WATCH + "&resourceVersion=" + revision(web));
        assertThat(frames)
                .allSatisfy(frame -> assertThat(revision(frame.path("object"))).matches("[1-9]\\d*"));
        assertRising(frames);
    }

    @Test
    void statement61WatchersWhoLeaveAreForgotten() throws Exception {
        Optional<Double> before = evenkeel.metric("evenkeel_watches");
        HttpResponse<InputStream> watch = evenkeel.wayIn()
                .client()
                .send(evenkeel.wayIn().request(SCHEDULES + "?watch=true").build(), BodyHandlers.ofInputStream());
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> !evenkeel.metric("evenkeel_watches").equals(before));
        watch.body().close();
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> evenkeel.metric("evenkeel_watches").equals(before));
    }

    /** One that its controller has seen, so that nobody but the test changes it. */
    private JsonNode schedule(String name) {
        evenkeel.create(
                "backupschedules",
                "metadata: {name: " + name + "}\nspec: {schedule: '@yearly', volumes: [data], suspend: true}\n");
        return evenkeel.eventually("backupschedules", name, EvenkeelProcess::upToDate);
    }

    private JsonNode label(String value) {
        return merge("{\"metadata\":{\"labels\":{\"a\":\"" + value + "\"}}}");
    }

    private JsonNode merge(String patch) {
        return ok(send("PATCH", SCHEDULES + "/web", MERGE, patch));
    }

    /** The type of each, and the label of what it is about. */
    private static List<String> told(List<JsonNode> frames) {
        return frames.stream()
                .map(frame -> frame.path("type").asText() + " "
                        + frame.at("/object/metadata/labels/a").asText())
                .toList();
    }

    private static void assertRising(List<JsonNode> frames) {
        assertThat(frames)
                .extracting(frame -> new BigInteger(revision(frame.path("object"))))
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
