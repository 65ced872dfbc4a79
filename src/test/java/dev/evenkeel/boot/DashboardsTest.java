package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards ask for what there is, say what they show, and work with any data source. */
final class DashboardsTest {

    private static final int COLUMNS = 24;
    private static final Path DOCUMENTS = Path.of("docs");
    private static final String DATA_SOURCE = "${datasource}";

    /** Not ours, so not in our document: of Prometheus, of the engine itself, and of Micrometer by their prefixes. */
    private static final Pattern FOREIGN = Pattern.compile("ALERTS|engine_daemon_\\w+|(jvm|process|http_server)_\\w+");

    private static final Set<String> TARGET_LABELS = Set.of("instance");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|group_left|group_right) \\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$])[a-zA-Z_:][\\w:]*(?!\\w|\\s*\\()");
    private static final Set<String> WORDS = Set.of("or", "and", "unless", "bool", "by", "on");

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    @Test
    void thereAreFourAndEachIsKnownByItsFile() {
        assertThat(dashboards())
                .extracting(Dashboard::uid)
                .containsExactly("evenkeel-backups", "evenkeel-controllers", "evenkeel-engines", "evenkeel-overview");
        assertThat(dashboards()).allSatisfy(board -> assertThat(board).hasToString(board.uid() + ".json"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhatItShowsInWhichUnitAndWhereToReadOn(Dashboard board) {
        assertThat(board.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.title()).isNotBlank();
            assertThat(panel.json().path("description").asText()).endsWith(".");
            assertThat(panel.json()
                            .path("fieldConfig")
                            .path("defaults")
                            .path("unit")
                            .asText())
                    .isNotBlank();
            assertThat(panel.queries()).isNotEmpty();
            assertThat(Dashboard.elements(panel.json().path("links")))
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(anchors(link.path("url").asText()))
                            .as("%s links to %s", panel, link)
                            .contains(link.path("url").asText()));
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void nothingHasTheNumberOrThePlaceOfAnother(Dashboard board) {
        assertThat(board.everything())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
        assertThat(board.panels()).allSatisfy(panel -> assertThat(panel.queries())
                .extracting(query -> query.path("refId").asText())
                .doesNotHaveDuplicates());
        List<String> taken = new ArrayList<>();
        for (JsonNode panel : board.everything()) {
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, COLUMNS);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    taken.add((place.path("x").asInt() + x) + ":"
                            + (place.path("y").asInt() + y));
                }
            }
        }
        assertThat(taken).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theDataSourceIsChosenByWhoeverLooks(Dashboard board) {
        assertThat(board.variables().getFirst().path("name").asText()).isEqualTo("datasource");
        assertThat(board.json().findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo(DATA_SOURCE));
        assertThat(board.panels()).allSatisfy(panel -> {
            assertThat(panel.json().has("datasource")).isTrue();
            assertThat(panel.queries()).allMatch(query -> query.has("datasource"));
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableThatIsUsedIsThereAndTheOtherWayRound(Dashboard board) {
        Set<String> defined = board.variables().stream()
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = VARIABLE.matcher(board.json().toString())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("__"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).isEqualTo(defined);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyMetricIsDocumentedAndHasTheLabelsThatAreAskedFor(Dashboard board) {
        assertThat(board.expressions()).isNotEmpty();
        for (String expression : board.expressions()) {
            Set<String> available = new TreeSet<>(TARGET_LABELS);
            for (String metric : metrics(expression)) {
                if (FOREIGN.matcher(metric).matches()) {
                    available.addAll(labelsIn(expression));
                } else {
                    assertThat(MetricsDoc.names()).as(expression).contains(metric);
                    available.addAll(MetricsDoc.labelsOf(metric));
                }
            }
            assertThat(labelsIn(expression)).as(expression).isSubsetOf(available);
            SELECTOR.matcher(expression)
                    .results()
                    .filter(found -> MetricsDoc.names().contains(found.group(1)))
                    .forEach(found -> assertThat(labels(found.group(2)))
                            .as(expression)
                            .isSubsetOf(union(MetricsDoc.labelsOf(found.group(1)), TARGET_LABELS)));
        }
    }

    private static Set<String> metrics(String expression) {
        String bare =
                GROUPING.matcher(STRING.matcher(expression).replaceAll("")).replaceAll("");
        bare = bare.replaceAll("\\{[^}]*}", "").replaceAll("\\[[^]]*]", "");
        return NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Labels that results are grouped or joined by. */
    private static Set<String> labelsIn(String expression) {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", *")))
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labels(String selector) {
        return Stream.of(selector.split(","))
                .map(matcher -> matcher.replaceAll("[=!~].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    /** All addresses of places in the document that an address leads to; none if there is no such document. */
    private static Set<String> anchors(String url) {
        String document = url.replaceAll("#.*", "");
        Path file = DOCUMENTS.resolve(document.replace("${docs}/", ""));
        try {
            return Stream.concat(
                            Stream.of(document),
                            Files.readAllLines(file).stream()
                                    .filter(line -> line.startsWith("#"))
                                    .map(line -> line.replaceAll("^#+ *", "").toLowerCase(Locale.ROOT))
                                    .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
                                    .map(anchor -> document + "#" + anchor))
                    .collect(Collectors.toSet());
        } catch (IOException noSuchDocument) {
            return Set.of();
        }
    }
}
