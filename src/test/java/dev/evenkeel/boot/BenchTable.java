package dev.evenkeel.boot;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What a benchmark found: rows of a table, times in milliseconds. */
final class BenchTable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final List<Integer> PERCENTS = List.of(50, 99);

    private final List<String> lines = new ArrayList<>();

    /** @param other what we are held against */
    BenchTable(String other) {
        row("what", "Evenkeel", other, "ratio");
        lines.add("|---|---|---|---|");
    }

    /** Something nobody else does. */
    void alone(String what, String ours) {
        row(what, ours, "–", "–");
    }

    void alone(String what, List<Double> ours) {
        for (int percent : PERCENTS) {
            alone(what + ", p" + percent, text(percentile(ours, percent)));
        }
    }

    /** Median and tail of ours beside theirs, and how much longer ours takes. */
    void against(String what, List<Double> ours, List<Double> theirs) {
        for (int percent : PERCENTS) {
            double our = percentile(ours, percent);
            double their = percentile(theirs, percent);
            row(what + ", p" + percent, text(our), text(their), String.format(Locale.ROOT, "%.1f×", our / their));
        }
    }

    void row(String what, String ours, String theirs, String ratio) {
        lines.add("| " + String.join(" | ", what, ours, theirs, ratio) + " |");
    }

    /** Prints it, and keeps it under {@code target}. */
    void write(String file) throws IOException {
        Files.write(Path.of("target", file), lines);
        lines.forEach(System.out::println);
    }

    static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }

    static String text(double millis) {
        return millis < 10_000
                ? String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    /** Milliseconds since a reading of {@link System#nanoTime}. */
    static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    /** What {@code /proc/PID/status} says under {@code name}, in kB. */
    static long memory(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Looks every two milliseconds. */
    static void waitFor(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }
}
