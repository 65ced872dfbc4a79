package dev.evenkeel.boot;

import static dev.evenkeel.boot.EvenkeelProcess.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A running program on a real engine, and short words for what is asked of its API over TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiWorld {

    static final String JSON = "application/json";
    static final String MERGE = "application/merge-patch+json";
    static final String OPERATIONS = "application/json-patch+json";
    static final String APPLY = "application/apply-patch+yaml";

    EvenkeelProcess evenkeel = EvenkeelProcess.on(Path.of("unused"), RealEngine.host());

    @BeforeAll
    void start() throws IOException {
        RealEngine.openEmpty().close();
        evenkeel = EvenkeelProcess.on(Files.createTempDirectory("ek").resolve("data"), RealEngine.host())
                .start();
    }

    @AfterAll
    void end() {
        evenkeel.close();
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, JSON, "");
    }

    HttpResponse<String> send(String method, String path, String type, String body) {
        return evenkeel.send(method, path, type, body);
    }

    /** The frames of a watch that ends by itself. */
    List<JsonNode> frames(String path) {
        return get(path).body().lines().map(EvenkeelProcess::json).toList();
    }

    static JsonNode made(HttpResponse<String> answer) {
        return body(answer, 201);
    }

    static JsonNode ok(HttpResponse<String> answer) {
        return body(answer, 200);
    }

    static String revision(JsonNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }

    /** The message of a Status that says exactly this. */
    static String failure(HttpResponse<String> answer, int code, String reason) {
        JsonNode status = body(answer, code);
        assertThat(status.path("kind").asText()).isEqualTo("Status");
        assertThat(status.path("reason").asText()).as(answer.body()).isEqualTo(reason);
        return status.path("message").asText();
    }

    private static JsonNode body(HttpResponse<String> answer, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
        return json(answer.body());
    }
}
