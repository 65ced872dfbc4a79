package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is distributed: the archive of deploy/dist, what it is made of, and under which licences that is. */
final class DistIT {

    private static final Path BUILT = Path.of("target/quarkus-app");
    private static final Path SBOM = Path.of("target/sbom.json");

    /** Any of these may be handed on with the program. Where a component has several, one of them is chosen. */
    private static final Set<String> PERMITTED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "Bouncy Castle Licence",
            "CC0-1.0",
            "EPL-2.0",
            "MIT",
            "MIT-0");

    /** Of pom.xml, project.build.outputTimestamp. */
    private static final LocalDateTime BUILD_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    @TempDir
    private Path folder;

    @Test
    void theArchiveIsTheSameEachTimeAndWorksWhereverItIsUnpacked() throws IOException {
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        byte[] first = archive(environment);
        byte[] second = archive(environment);
        assertThat(sha256(second)).isEqualTo(sha256(first));

        Path elsewhere = Files.createDirectories(folder.resolve("a folder with spaces"));
        Tool.start(List.of("tar", "-xzf", archive().toString(), "-C", elsewhere.toString()), Map.of())
                .ok();
        Path home = elsewhere.resolve("evenkeel-" + version());
        assertThat(home).isDirectoryContaining(path -> path.endsWith("sbom.json"));
        assertThat(home.resolve("docs/README.md")).content().contains(version());
        assertThat(home.resolve("native/aarch64/libsqlitejdbc.so")).isNotEmptyFile();
        assertThat(home.resolve("helm/evenkeel/files/prometheus/evenkeel.rules.yml"))
                .isRegularFile();
        assertThat(Tool.start(List.of(home.resolve("bin/evenkeel").toString(), "version"), environment)
                        .ok())
                .contains(version());
    }

    @Test
    void whatIsInsideIsNamedWithItsLicence() throws IOException {
        JsonNode sbom = new ObjectMapper().readTree(SBOM.toFile());
        assertThat(sbom.path("serialNumber").isMissingNode()).isTrue();
        assertThat(sbom.path("metadata").path("timestamp").isMissingNode()).isTrue();
        assertThat(sbom.path("metadata").path("component").path("version").asText())
                .isEqualTo(version());
        String papers = Files.readString(Path.of("target/THIRD-PARTY.txt"));
        Map<String, String> known = new HashMap<>();
        List<String> forbidden = new ArrayList<>();
        for (JsonNode component : sbom.path("components")) {
            String name = component.path("group").asText() + ":"
                    + component.path("name").asText() + ":"
                    + component.path("version").asText();
            if (licences(component).stream().noneMatch(PERMITTED::contains)) {
                forbidden.add(name + " " + licences(component));
            }
            assertThat(papers).contains("(" + name + " - ");
            component.path("hashes").forEach(hash -> {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    known.put(hash.path("content").asText(), name);
                }
            });
        }
        assertThat(forbidden)
                .as("unknown, or not to be handed on with the rest")
                .isEmpty();
        assertThat(papers).doesNotContain("Unknown license");
        for (Path jar : jars("lib")) {
            assertThat(known).as("%s is in the SBOM", jar).containsKey(sha256(Files.readAllBytes(jar)));
        }
    }

    /** What makes a build another one each time: times, places, people. */
    @Test
    void nothingOfTheBuildersMachineIsInWhatIsBuilt() throws IOException {
        List<String> traces = new ArrayList<>();
        String here = Path.of("").toAbsolutePath().toString();
        for (Path jar :
                Stream.concat(jars("app").stream(), jars("quarkus").stream()).toList()) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                    if (!entry.getTimeLocal().equals(BUILD_TIME)) {
                        traces.add(jar + ": " + entry.getName() + " is of " + entry.getTimeLocal());
                    }
                    String content = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                    if (content.contains(here)) {
                        traces.add(jar + ": " + entry.getName() + " names " + here);
                    }
                }
            }
        }
        assertThat(traces).isEmpty();
    }

    private byte[] archive(Map<String, String> environment) throws IOException {
        Tool.start(List.of("deploy/dist", "--built"), environment).ok();
        return Files.readAllBytes(archive());
    }

    private static Path archive() throws IOException {
        return Path.of("target/dist/evenkeel-" + version() + ".tar.gz").toAbsolutePath();
    }

    private static Set<String> licences(JsonNode component) {
        Set<String> licences = new TreeSet<>();
        component.path("licenses").forEach(choice -> {
            JsonNode licence = choice.path("license");
            licences.add(licence.path("id").asText(licence.path("name").asText()));
        });
        return licences;
    }

    private static List<Path> jars(String part) {
        try (Stream<Path> files = Files.walk(BUILT.resolve(part))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String version() throws IOException {
        return Files.readAllLines(Path.of("pom.xml")).stream()
                .filter(line -> line.startsWith("  <version>"))
                .map(line -> line.replaceAll("<.*?>", "").strip())
                .findFirst()
                .orElseThrow();
    }
}
