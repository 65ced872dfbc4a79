package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents hang together: whatever one of them points to is there, and they say of which version they are. */
final class DocumentsTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path INDEX = DOCS.resolve("README.md");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    /** At a prompt, after variables, or asked for its path. */
    private static final Pattern SCRIPT =
            Pattern.compile("\\$ (?:[A-Z_]+=\\S+ |sudo )*(?:eval \"\\$\\()?((?:deploy/|\\./mvnw)[\\w/.-]*).*");

    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String line : prose(page)) {
                Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("code"));
                while (link.find()) {
                    if (!leadsSomewhere(page, link.group(1))) {
                        broken.add(page + ": " + link.group(1));
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexNamesTheVersionAndEveryPage() throws IOException {
        String index = Files.readString(INDEX);
        assertThat(index.lines().findFirst().orElseThrow()).isEqualTo("# Documents of Evenkeel " + version());
        try (Stream<Path> pages = Stream.concat(Files.list(DOCS), Files.list(DOCS.resolve("resources")))) {
            pages.filter(page -> page.toString().endsWith(".md") && !page.equals(INDEX))
                    .forEach(page -> assertThat(index).contains("](" + DOCS.relativize(page) + ")"));
        }
    }

    @Test
    void everyDecisionIsListed() throws IOException {
        Path folder = DOCS.resolve("decisions");
        String index = Files.readString(folder.resolve("README.md"));
        try (Stream<Path> pages = Files.list(folder)) {
            pages.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> !name.equals("README.md"))
                    .forEach(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    /** Those that are not run by a test are at least there: scripts of this repository, and of the archive. */
    @Test
    void theCommandsOfTheDocumentsAreThere() {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            for (String line : lines(page)) {
                Matcher command = SCRIPT.matcher(line);
                if (command.matches() && !Files.isExecutable(Path.of(command.group(1)))) {
                    missing.add(page + ": " + line);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Start in a minute, start-in-a-minute",
        "`DOCKER_HOST`, docker_host",
        "What is on the engine?, what-is-on-the-engine",
        "Restore drills (beta), restore-drills-beta"
    })
    void anchorsAreThoseThatPagesGet(String heading, String anchor) {
        assertThat(anchor(heading)).isEqualTo(anchor);
    }

    private static boolean leadsSomewhere(Path page, String target) {
        if (target.matches("[a-z]+:.*")) {
            return true;
        }
        String[] parts = URLDecoder.decode(target, StandardCharsets.UTF_8).split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (parts.length == 1 || !Files.exists(file)) {
            return Files.exists(file);
        }
        // In a file that is no page, the rest names lines.
        return !file.toString().endsWith(".md") || anchors(file).contains(parts[1]);
    }

    private static Set<String> anchors(Path page) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        for (String line : prose(page)) {
            if (line.matches("#{1,6} .*")) {
                String anchor = anchor(line.replaceFirst("#+ ", ""));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** As the forges make them: lower case, hyphens for spaces, and neither punctuation nor markup. */
    private static String anchor(String heading) {
        return LINK.matcher(heading.strip())
                .replaceAll(link -> link.group().replaceAll("\\[([^\\]]*)\\].*", "$1"))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** Without what is in fences: there, brackets are code. */
    private static List<String> prose(Path page) {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines(page)) {
            if (line.stripLeading().startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose;
    }

    private static List<Path> pages() {
        List<Path> pages = new ArrayList<>();
        for (String root : List.of(".", "docs", "deploy", "helm")) {
            try (Stream<Path> files = Files.walk(Path.of(root), root.equals(".") ? 1 : Integer.MAX_VALUE)) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .map(Path::normalize)
                        .forEach(pages::add);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        assertThat(pages).contains(Path.of("README.md"), INDEX);
        return pages;
    }

    private static String version() {
        return lines(Path.of("pom.xml")).stream()
                .filter(line -> line.startsWith("  <version>"))
                .map(line -> line.replaceAll("<.*?>", "").strip())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
