package dev.evenkeel.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * docs/metrics.md as data: whoever writes an expression for Prometheus holds its names against this. MetricsDocIT holds
 * it against a scrape of the real program.
 */
public final class MetricsDoc {

    private static final Path DOCUMENT = Path.of("docs/metrics.md");

    private static final List<String> OF_A_HISTOGRAM = List.of("_bucket", "_sum", "_count");

    private MetricsDoc() {}

    /**
     * A row of the document.
     *
     * @param type gauge, counter or histogram
     * @param labels sorted, without {@code le}, which every histogram has
     */
    public record Metric(String name, String type, Set<String> labels) {

        public Metric {
            labels = Set.copyOf(labels);
        }

        /** The names that its series have: those of a histogram are three. */
        Stream<String> series() {
            return type.equals("histogram") ? OF_A_HISTOGRAM.stream().map(name::concat) : Stream.of(name);
        }
    }

    /** Every row, by name. */
    public static Map<String, Metric> metrics() {
        return MarkdownTable.in(DOCUMENT).stream()
                .filter(table -> table.header().getFirst().equals("metric"))
                .flatMap(table -> table.rows().stream())
                .map(row -> new Metric(
                        MarkdownTable.code(row.get(0)).getFirst(),
                        row.get(1),
                        Set.copyOf(MarkdownTable.code(row.get(2)))))
                .collect(Collectors.toMap(Metric::name, metric -> metric, (one, other) -> one, TreeMap::new));
    }

    /** Every name that an expression may use. */
    public static Set<String> names() {
        return metrics().values().stream().flatMap(Metric::series).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The labels that a series of that name has: {@code le} among them if it is a bucket. */
    public static Set<String> labelsOf(String series) {
        Metric metric = metrics().values().stream()
                .filter(one -> one.series().anyMatch(series::equals))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(series + " is not in " + DOCUMENT));
        Set<String> labels = new TreeSet<>(metric.labels());
        if (metric.type().equals("histogram") && series.endsWith("_bucket")) {
            labels.add("le");
        }
        return labels;
    }
}
