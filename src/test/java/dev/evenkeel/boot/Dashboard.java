package dev.evenkeel.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A dashboard for Grafana, as it lies in deploy/grafana. */
record Dashboard(Path file, JsonNode json) {

    static final Path FOLDER = Path.of("deploy/grafana/dashboards");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is drawn in one place. Rows, which only have a title, are none. */
    record Panel(Dashboard dashboard, JsonNode json) {

        String title() {
            return json.path("title").asText();
        }

        List<JsonNode> queries() {
            return elements(json.path("targets"));
        }

        @Override
        public String toString() {
            return dashboard + ": " + title();
        }
    }

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Dashboard> dashboards = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                dashboards.add(new Dashboard(file, JSON.readTree(file.toFile())));
            }
            return dashboards;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String uid() {
        return json.path("uid").asText();
    }

    List<Panel> panels() {
        return everything().stream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .map(panel -> new Panel(this, panel))
                .toList();
    }

    /** Panels and rows. */
    List<JsonNode> everything() {
        return elements(json.path("panels"));
    }

    List<JsonNode> variables() {
        return elements(json.path("templating").path("list"));
    }

    /** What is asked of Prometheus: by the panels, and to fill the variables. */
    List<String> expressions() {
        Stream<String> asked = variables().stream()
                .filter(variable -> variable.path("type").asText().equals("query"))
                .map(variable -> variable.path("query").asText())
                .map(query -> query.replaceAll("^label_values\\((.*), \\w+\\)$", "$1"));
        return Stream.concat(
                        asked,
                        panels().stream()
                                .flatMap(panel -> panel.queries().stream())
                                .map(query -> query.path("expr").asText()))
                .toList();
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
