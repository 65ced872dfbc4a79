package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A Prometheus in a process of its own, which scrapes a program every second. */
public final class RealPrometheus implements AutoCloseable {

    private final Monitoring server;

    private RealPrometheus(Monitoring server) {
        this.server = server;
    }

    /**
     * Scrapes, and does nothing else.
     *
     * @param folder an empty one, for what it keeps
     */
    public static RealPrometheus scraping(Path folder, EvenkeelProcess evenkeel) {
        return start(folder, evenkeel, List.of(), Optional.empty());
    }

    /** Scrapes, follows these rules, and tells an Alertmanager of what they say. */
    public static RealPrometheus alerting(
            Path folder, EvenkeelProcess evenkeel, List<Path> rules, RealAlertmanager alertmanager) {
        return start(folder, evenkeel, rules, Optional.of(alertmanager));
    }

    /** The series that an expression has now, each with its {@code metric} and its {@code value}. */
    public JsonNode query(String expression) {
        JsonNode answer = ask("/api/v1/query", expression);
        assertThat(answer.path("status").asText())
                .as(expression + ": " + answer)
                .isEqualTo("success");
        return answer.at("/data/result");
    }

    /** The targets that it knows, as {@code /api/v1/targets} shows them. */
    public JsonNode targets() {
        return EvenkeelProcess.json(server.get("/api/v1/targets")).at("/data/activeTargets");
    }

    public URI address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }

    private JsonNode ask(String path, String expression) {
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        return EvenkeelProcess.json(server.get(path + "?query=" + query));
    }

    private static RealPrometheus start(
            Path folder, EvenkeelProcess evenkeel, List<Path> rules, Optional<RealAlertmanager> alertmanager) {
        int port = Ports.free();
        Path configuration = folder.resolve("prometheus.yml");
        try {
            Files.writeString(
                    configuration,
                    configuration(evenkeel.managementPort(), rules, alertmanager.map(RealAlertmanager::address)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new RealPrometheus(Monitoring.serve(
                folder,
                port,
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("series"),
                "--web.listen-address=127.0.0.1:" + port));
    }

    private static String configuration(int port, List<Path> rules, Optional<URI> alertmanager) {
        String alerting = alertmanager
                .map(uri ->
                        "alerting: {alertmanagers: [{static_configs: [{targets: ['" + uri.getAuthority() + "']}]}]}")
                .orElse("");
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [%s]
                %s
                scrape_configs:
                - job_name: evenkeel
                  metrics_path: /q/metrics
                  static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(
                        String.join(", ", rules.stream().map(Path::toString).toList()), alerting, port);
    }
}
