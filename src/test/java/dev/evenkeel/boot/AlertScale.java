package dev.evenkeel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The rules of deploy/prometheus for those who have no hours to wait, and otherwise as they are.
 *
 * <ul>
 *   <li>Every time that something lasts, every window and every threshold in seconds becomes a hundredth of itself, but
 *       at least two seconds and at most ten: series have a value each second.
 *   <li>Windows may have thirty: on a machine that has too much to do, some of these values are not there.
 *   <li>No schedule is due more often than once a minute: two of its intervals become a tenth of one.
 * </ul>
 */
final class AlertScale {

    private static final double FACTOR = 0.01;
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_WINDOW = Duration.ofSeconds(30);

    private static final Map<String, Long> UNITS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L);

    /** {@code for: 5m}, {@code [30d:1h]}, {@code offset 1d}. */
    private static final Pattern DURATION = Pattern.compile("(for: |\\[|:|offset )(\\d+)([smhd])\\b");

    /** {@code 7 * 86400}. */
    private static final Pattern DAYS = Pattern.compile("\\b(\\d+) \\* (3600|86400)\\b");

    /** {@code > 300}, {@code , 300)}. */
    private static final Pattern SECONDS = Pattern.compile("(?<=[>,] )(300|600)\\b");

    private AlertScale() {}

    /** Writes all files with rules into the folder, scaled, and answers where they are. */
    static List<Path> rules(Path folder) {
        return AlertRule.files().stream()
                .map(file -> write(folder.resolve(file.getFileName()), rules(read(file))))
                .toList();
    }

    /** Writes the example of an Alertmanager that tells one receiver everything at once. */
    static Path alertmanager(Path folder, int receiver) {
        String scaled = read(AlertRule.FOLDER.resolve("alertmanager.yml"))
                .replaceAll("group_wait: \\w+", "group_wait: 0s")
                .replaceAll("group_interval: \\w+", "group_interval: 1s")
                .replaceAll("127\\.0\\.0\\.1:909\\d", "127.0.0.1:" + receiver);
        return write(folder.resolve("alertmanager.yml"), scaled);
    }

    private static String rules(String text) {
        String scaled = DURATION.matcher(text).replaceAll(AlertScale::duration);
        scaled = DAYS.matcher(scaled).replaceAll(AlertScale::product);
        scaled = SECONDS.matcher(scaled)
                .replaceAll(found -> Long.toString(scaled(Long.parseLong(found.group(1)), LONGEST)));
        return scaled.replace(
                "2 * evenkeel_backup_schedule_expected_interval", "0.1 * evenkeel_backup_schedule_expected_interval");
    }

    private static String duration(MatchResult found) {
        long seconds = Long.parseLong(found.group(2)) * UNITS.get(found.group(3));
        return found.group(1) + scaled(seconds, found.group(1).equals("[") ? LONGEST_WINDOW : LONGEST) + "s";
    }

    private static String product(MatchResult found) {
        return Long.toString(scaled(Long.parseLong(found.group(1)) * Long.parseLong(found.group(2)), LONGEST));
    }

    private static long scaled(long seconds, Duration longest) {
        return Math.clamp(Math.round(seconds * FACTOR), SHORTEST.toSeconds(), longest.toSeconds());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
