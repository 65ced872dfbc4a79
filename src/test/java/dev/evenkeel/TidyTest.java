package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that a reader of text can check. */
final class TidyTest {

    private static final int FILE_LINES_MAX = 300;
    private static final int COLUMNS_MAX = 120;

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    /** What must not be written, and what to write instead. */
    private static final Map<Pattern, String> BANNED_IN_MAIN = Map.of(
            Pattern.compile("System\\.out|printStackTrace"), "log it",
            Pattern.compile("\\b(TODO|FIXME|XXX)\\b"), "do it, or open an issue",
            Pattern.compile("return null;"), "return an Optional",
            Pattern.compile("(class|record|interface|enum) \\w+(Manager|Helper|Util|Utils|Impl|Data|Info)\\b"),
                    "name what it is");

    private static final Map<Pattern, String> BANNED_IN_TEST = Map.of(
            Pattern.compile("Thread\\.sleep"), "wait for what you expect",
            Pattern.compile("@Disabled|assumeT|Assumptions|org\\.mockito"), "a test that does not test is none",
            Pattern.compile("\\b(TODO|FIXME)\\b"), "do it, or open an issue");

    private static final Pattern BROAD_CATCH = Pattern.compile("catch \\((final )?(Exception|Throwable) ");

    @Test
    void filesAreShortAndNarrow() {
        List<String> broken = new ArrayList<>();
        sources(MAIN).forEach(file -> {
            List<String> lines = lines(file);
            if (lines.size() > FILE_LINES_MAX) {
                broken.add(file + " has " + lines.size() + " lines");
            }
            lines.stream()
                    .filter(line -> line.length() > COLUMNS_MAX)
                    .forEach(line -> broken.add(file + " is too wide: " + line));
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void nothingBannedIsWritten() {
        List<String> broken = new ArrayList<>();
        sources(MAIN).forEach(file -> search(file, BANNED_IN_MAIN, broken));
        sources(TEST)
                .filter(file -> !file.endsWith("TidyTest.java"))
                .forEach(file -> search(file, BANNED_IN_TEST, broken));
        assertThat(broken).isEmpty();
    }

    @Test
    void onlyTheOutermostCatchEverything() {
        List<String> broken = sources(MAIN)
                .filter(file ->
                        !file.toString().contains("/boot/") && !file.toString().contains("/api/"))
                .filter(file -> lines(file).stream()
                        .anyMatch(line -> BROAD_CATCH.matcher(line).find()))
                .map(Path::toString)
                .toList();
        assertThat(broken).isEmpty();
    }

    @Test
    void everyRoomIntroducesItself() {
        List<Path> rooms = sources(MAIN).map(Path::getParent).distinct().toList();
        assertThat(rooms)
                .allSatisfy(room ->
                        assertThat(room.resolve("package-info.java")).content().contains("@NullMarked"));
    }

    @Test
    void everyTypeSaysWhatItIs() {
        List<String> silent = sources(MAIN)
                .filter(file -> !file.endsWith("package-info.java"))
                .filter(file -> {
                    String text = String.join("\n", lines(file));
                    return !Pattern.compile("\\*/\\n(@.*\\n( +.*\\n)*)*(public |abstract |sealed |non-sealed |final )*"
                                    + "(class|record|interface|enum|@interface) ")
                            .matcher(text)
                            .find();
                })
                .map(Path::toString)
                .toList();
        assertThat(silent).isEmpty();
    }

    private static void search(Path file, Map<Pattern, String> banned, List<String> broken) {
        for (String line : lines(file)) {
            banned.forEach((pattern, instead) -> {
                if (pattern.matcher(line).find()) {
                    broken.add(file + ": " + line.strip() + " (" + instead + ")");
                }
            });
        }
    }

    private static Stream<Path> sources(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
