package dev.evenkeel.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A rule of deploy/prometheus.
 *
 * @param name of the alert, or of the series that it records
 * @param alert whether it is one
 * @param lasting how long it has to be true, as Prometheus writes durations; empty for no time at all
 */
record AlertRule(String name, boolean alert, String expression, String lasting, String severity, JsonNode annotations) {

    static final Path FOLDER = Path.of("deploy/prometheus");

    private static final YAMLMapper YAML = new YAMLMapper();

    /** A name that a program told, and maybe what it is narrowed down by. Names with colons are recorded by rules. */
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w:])((?:evenkeel|workqueue)_\\w+)(?![\\w:])(?:\\{([^}]*)})?");

    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

    /** A metric in an expression, and the labels that it is narrowed down by. */
    record Selector(String metric, Set<String> labels) {}

    /** The files with rules. */
    static List<Path> files() {
        return files(".rules.yml");
    }

    /** The files with promtool's tests. */
    static List<Path> tests() {
        return files(".test.yml");
    }

    /** All of them, in the order of the files. */
    static List<AlertRule> all() {
        return files().stream()
                .flatMap(file -> elements(read(file).path("groups")))
                .flatMap(group -> elements(group.path("rules")))
                .map(AlertRule::of)
                .toList();
    }

    static List<AlertRule> alerts() {
        return all().stream().filter(AlertRule::alert).toList();
    }

    String annotation(String key) {
        return annotations.path(key).asText();
    }

    Set<Selector> selectors() {
        return SELECTOR.matcher(expression)
                .results()
                .map(found -> new Selector(
                        found.group(1),
                        LABEL.matcher(Optional.ofNullable(found.group(2)).orElse(""))
                                .results()
                                .map(label -> label.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))))
                .collect(Collectors.toSet());
    }

    /** Labels of the series that its annotations speak of. */
    Set<String> spokenOf() {
        Matcher found = Pattern.compile("\\$labels\\.(\\w+)").matcher(annotations.toString());
        return found.results().map(label -> label.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static AlertRule of(JsonNode rule) {
        return new AlertRule(
                rule.path(rule.has("alert") ? "alert" : "record").asText(),
                rule.has("alert"),
                rule.path("expr").asText(),
                rule.path("for").asText(),
                rule.at("/labels/severity").asText(),
                rule.path("annotations"));
    }

    private static List<Path> files(String suffix) {
        try (Stream<Path> list = Files.list(FOLDER)) {
            return list.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
