package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of deploy/prometheus, docs/metrics.md and docs/runbooks speak of the same things. */
final class AlertRulesTest {

    private static final Path RUNBOOKS = Path.of("docs/runbooks");

    /** Where all alerts are listed, with what holds for every one of them. */
    private static final Path OVERVIEW = RUNBOOKS.resolve("README.md");

    /** The one that is always true. */
    private static final String WATCHDOG = "EvenkeelWatchdog";

    /** What Prometheus adds to the series of its targets. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance");

    private static final Pattern HEADING = Pattern.compile("(?m)^## (Evenkeel\\w+)$");

    /** A row of the overview. */
    private record Row(String alert, String severity, String lasting) {}

    @Test
    void everyAlertSaysWhatIsWrongHowBadThatIsAndWhatToDo() {
        assertThat(AlertRule.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.severity()).isIn("critical", "warning", "info", "none");
            assertThat(alert.annotation("summary")).isNotBlank().endsWith(".");
            assertThat(alert.annotation("description")).isNotBlank().endsWith(".");
            String[] runbook = alert.annotation("runbook_url").split("#");
            assertThat(Path.of(runbook[0])).isRegularFile().hasParent(RUNBOOKS);
            assertThat(runbook[1]).isEqualTo(alert.name().toLowerCase(Locale.ROOT));
            assertThat(headings(Path.of(runbook[0]))).contains(alert.name());
        });
        assertThat(names(AlertRule.alerts())).doesNotHaveDuplicates();
    }

    @Test
    void everyRunbookOfAnAlertBelongsToOne() {
        List<String> documented =
                runbooks().flatMap(page -> headings(page).stream()).toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(names(AlertRule.alerts()));
    }

    @Test
    void theOverviewListsEveryAlert() {
        List<Row> listed = MarkdownTable.in(OVERVIEW).stream()
                .filter(table -> table.header().getFirst().equals("alert"))
                .flatMap(table -> table.rows().stream())
                .map(row -> new Row(row.get(0).replaceAll("^\\[(\\w+)].*", "$1"), row.get(1), row.get(2)))
                .toList();
        assertThat(listed)
                .containsExactlyElementsOf(AlertRule.alerts().stream()
                        .map(alert -> new Row(
                                alert.name(),
                                alert.severity(),
                                alert.lasting().isEmpty() ? "at once" : alert.lasting()))
                        .toList());
    }

    @Test
    void everyMetricOfARuleIsDocumentedAndHasTheLabelsThatAreAskedFor() {
        assertThat(AlertRule.all().stream().flatMap(rule -> rule.selectors().stream()))
                .isNotEmpty()
                .allSatisfy(selector -> {
                    assertThat(MetricsDoc.names()).contains(selector.metric());
                    assertThat(MetricsDoc.labelsOf(selector.metric()))
                            .containsAll(selector.labels().stream()
                                    .filter(label -> !OF_TARGETS.contains(label))
                                    .toList());
                });
    }

    @Test
    void annotationsSpeakOfLabelsThatTheSeriesHave() {
        assertThat(AlertRule.alerts()).allSatisfy(alert -> {
            Set<String> known = Stream.concat(
                            OF_TARGETS.stream(),
                            alert.selectors().stream()
                                    .flatMap(selector -> MetricsDoc.labelsOf(selector.metric()).stream()))
                    .collect(Collectors.toSet());
            if (!alert.selectors().isEmpty()) {
                assertThat(known).as(alert.name()).containsAll(alert.spokenOf());
            }
        });
    }

    @Test
    void everyAlertIsSeenToFireAndNotToFire() {
        List<JsonNode> checks = AlertRule.tests().stream()
                .flatMap(file -> AlertRule.elements(AlertRule.read(file).path("tests")))
                .flatMap(test -> AlertRule.elements(test.path("alert_rule_test")))
                .toList();
        assertThat(AlertRule.alerts()).allSatisfy(alert -> {
            assertThat(checks).anySatisfy(check -> {
                assertThat(check.path("alertname").asText()).isEqualTo(alert.name());
                assertThat(check.path("exp_alerts")).isNotEmpty();
            });
            if (!alert.name().equals(WATCHDOG)) {
                assertThat(checks).anySatisfy(check -> {
                    assertThat(check.path("alertname").asText()).isEqualTo(alert.name());
                    assertThat(check.path("exp_alerts")).isEmpty();
                });
            }
        });
    }

    private static List<String> names(List<AlertRule> rules) {
        return rules.stream().map(AlertRule::name).toList();
    }

    private static Stream<Path> runbooks() {
        try (Stream<Path> list = Files.list(RUNBOOKS)) {
            return list.sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> headings(Path page) {
        try {
            return HEADING.matcher(Files.readString(page))
                    .results()
                    .map(heading -> heading.group(1))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
