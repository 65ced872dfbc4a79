package dev.evenkeel.engine.docker;

import static dev.evenkeel.engine.EngineOperation.*;

import dev.evenkeel.engine.EngineOperation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which operation a request is, by its method and its path without version and query. */
final class DockerOperations {

    private static final Pattern AROUND_THE_PATH = Pattern.compile("^/v\\d+\\.\\d+(?=/)|\\?.*$");

    private static final List<Rule> RULES = List.of(
            rule("GET /_ping", ping),
            rule("GET /version", version),
            rule("GET /events", events),
            rule("GET /system/df", disk_usage),
            rule("GET /networks", network_list),
            rule("POST /networks/create", network_create),
            rule("GET /networks/[^/]+", network_inspect),
            rule("DELETE /networks/[^/]+", network_remove),
            rule("POST /networks/[^/]+/connect", network_connect),
            rule("POST /networks/[^/]+/disconnect", network_disconnect),
            rule("GET /volumes", volume_list),
            rule("POST /volumes/create", volume_create),
            rule("GET /volumes/[^/]+", volume_inspect),
            rule("DELETE /volumes/[^/]+", volume_remove),
            rule("GET /containers/json", container_list),
            rule("POST /containers/create", container_create),
            rule("GET /containers/[^/]+/json", container_inspect),
            rule("DELETE /containers/[^/]+", container_remove),
            rule("POST /containers/[^/]+/start", container_start),
            rule("POST /containers/[^/]+/stop", container_stop),
            rule("POST /containers/[^/]+/pause", container_pause),
            rule("POST /containers/[^/]+/unpause", container_unpause),
            rule("POST /containers/[^/]+/attach", container_attach),
            rule("POST /containers/[^/]+/wait", container_wait),
            rule("POST /containers/[^/]+/exec", container_exec),
            rule("POST /exec/[^/]+/start", container_exec),
            rule("GET /exec/[^/]+/json", container_exec),
            rule("HEAD /containers/[^/]+/archive", archive_stat),
            rule("GET /containers/[^/]+/archive", archive_read),
            rule("PUT /containers/[^/]+/archive", archive_write),
            rule("GET /images/[^/]+/json", image_inspect),
            rule("POST /images/create", image_import));

    private record Rule(Pattern request, EngineOperation operation) {}

    private DockerOperations() {}

    /** @throws IllegalArgumentException for what nobody here asks for */
    static EngineOperation of(String method, String path) {
        String request = method + " " + AROUND_THE_PATH.matcher(path).replaceAll("");
        return RULES.stream()
                .filter(rule -> rule.request().matcher(request).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation is known for " + request))
                .operation();
    }

    /**
     * All that is asked of an engine, as {@code METHOD PATH}: the path is a regular expression, and after the version.
     * Nothing else gets out, because whoever sends a request asks for its operation first.
     */
    static Stream<Map.Entry<String, EngineOperation>> requests() {
        return RULES.stream().map(rule -> Map.entry(rule.request().pattern(), rule.operation()));
    }

    private static Rule rule(String request, EngineOperation operation) {
        return new Rule(Pattern.compile(request), operation);
    }
}
