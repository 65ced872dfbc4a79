package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/metrics.md lists what a scrape of the real program shows: all of ours, and nothing else. */
final class MetricsDocIT {

    private static final int AGGREGATES_MAX = 5_000;
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) \\S+");
    private static final Pattern SERIES = Pattern.compile("((?:evenkeel|workqueue)_\\w+)(?:\\{(.*)})? .*");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @TempDir
    Path folder;

    /**
     * A volume that differs, one that is being made for as long as an engine takes to miss a driver, a schedule that has
     * made its first Backup: so that there is what is there only now and then. It may come and go between two scrapes.
     */
    @Test
    void everyMetricIsDocumentedWithItsTypeAndLabelsAndSaysWhatItIs() {
        RealEngine.openEmpty().close();
        RealEngine.docker("volume", "create", "--label", "made=by-hand", "differs");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                .with("EVENKEEL_POLICY_DRIVERS", "nosuch")
                .with("EVENKEEL_NOTIFICATIONS_OPS_URL", "http://127.0.0.1:9/")
                .start()) {
            evenkeel.create("volumes", "metadata: {name: differs}\nspec: {driver: nosuch}");
            evenkeel.create("volumes", "metadata: {name: missed}\nspec: {driver: nosuch}");
            evenkeel.create("volumes", "metadata: {name: measured}");
            evenkeel.awaitReady("volumes", "measured");
            evenkeel.create("backupschedules", """
                    metadata: {name: nightly}
                    spec: {schedule: "* * * * *", selector: {matchLabels: {made: by-hand}}}
                    """);
            Set<MetricsDoc.Metric> exposed = new HashSet<>();
            Set<String> silent = new TreeSet<>();
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                String scrape = evenkeel.management("/q/metrics").body();
                exposed.addAll(exposed(scrape));
                silent.addAll(silent(scrape));
                assertThat(exposed).isEqualTo(Set.copyOf(MetricsDoc.metrics().values()));
            });
            assertThat(silent).isEmpty();
            assertThat(evenkeel.management("/q/metrics").body().lines().filter(line -> !line.startsWith("#")))
                    .as("what there is beside the series of single objects; ObjectMetricsTest counts those")
                    .hasSizeLessThan(AGGREGATES_MAX);
        }
    }

    /** What has no help. */
    private static Set<String> silent(String scrape) {
        Set<String> told =
                HELP.matcher(scrape).results().map(found -> found.group(1)).collect(Collectors.toSet());
        return TYPE.matcher(scrape)
                .results()
                .map(found -> found.group(1))
                .filter(name -> name.startsWith("evenkeel_") || name.startsWith("workqueue_"))
                .filter(name -> !told.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<MetricsDoc.Metric> exposed(String scrape) {
        Map<String, String> types = new HashMap<>();
        TYPE.matcher(scrape).results().forEach(found -> types.put(found.group(1), found.group(2)));
        return scrape.lines()
                .map(SERIES::matcher)
                .filter(Matcher::matches)
                .map(series -> {
                    String name = familyOf(series.group(1), types);
                    Set<String> labels = LABEL.matcher(
                                    Optional.ofNullable(series.group(2)).orElse(""))
                            .results()
                            .map(label -> label.group(1))
                            .filter(label -> !label.equals("le"))
                            .collect(Collectors.toCollection(TreeSet::new));
                    return new MetricsDoc.Metric(name, typeOf(name, types), labels);
                })
                .collect(Collectors.toSet());
    }

    /** A histogram is three series for each of its own. */
    private static String familyOf(String series, Map<String, String> types) {
        return Stream.of("_bucket", "_sum", "_count")
                .filter(series::endsWith)
                .map(suffix -> series.substring(0, series.length() - suffix.length()))
                .filter(base -> types.getOrDefault(base, "").equals("histogram"))
                .findFirst()
                .orElse(series);
    }

    /** One of the two text formats leaves {@code _total} out where it tells the type. */
    private static String typeOf(String name, Map<String, String> types) {
        return Optional.ofNullable(types.get(name)).orElseGet(() -> types.get(name.replaceAll("_total$", "")));
    }
}
