package dev.evenkeel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The room table in ARCHITECTURE.md is law: it is read from there and held against the bytecode. */
final class ArchitectureTest {

    private static final String BASE = "dev.evenkeel.";
    private static final Pattern ROW = Pattern.compile("^\\| (?!room )([a-z]+) \\| .* \\| ([a-z, *–]+) \\|$");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.evenkeel");

    @Test
    void roomsUseOnlyWhatTheTableAllows() throws IOException {
        Map<String, Set<String>> allowed = table();
        List<String> broken = new ArrayList<>();
        for (JavaClass origin : CLASSES) {
            String from = room(origin.getPackageName());
            origin.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(BASE))
                    .map(target -> room(target.getPackageName()))
                    .filter(to -> !to.equals(from))
                    .filter(to -> !allowed.getOrDefault(from, Set.of()).contains(to)
                            && !allowed.getOrDefault(from, Set.of()).contains("*"))
                    .forEach(to -> broken.add(origin.getName() + " uses room " + to));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theTableListsEveryRoomThereIs() throws IOException {
        Set<String> rooms =
                CLASSES.stream().map(c -> room(c.getPackageName())).collect(Collectors.toCollection(TreeSet::new));
        assertThat(table().keySet()).containsExactlyElementsOf(rooms);
    }

    @Test
    void technologiesStayInTheirRooms() {
        only("api").may("jakarta.ws.rs..");
        only("command", "boot").may("picocli..");
        only("trace").may("io.opentelemetry..");
        only("compose").may("org.yaml.snakeyaml..");
        only("fields").may("com.github.therapi..");
        only("registry.sql").may("java.sql..", "io.agroal..", "org.flywaydb..", "org.sqlite..", "org.postgresql..");
        only("metrics", "boot").may("io.micrometer..", "io.prometheus..");
        only("engine.docker").may("com.github.dockerjava..");
        only("archive.age").may("com.exceptionfactory.jagged..");
        only("archive.s3").may("software.amazon.awssdk..");
        only("access.pki").may("org.bouncycastle..");
        only("boot", "api", "metrics", "health").may("jakarta.enterprise..", "jakarta.inject..", "io.quarkus..");
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields().should().beAnnotatedWith("jakarta.inject.Inject").check(CLASSES);
    }

    @Test
    void onlyBootMakesThreadsAndReadsClocks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.evenkeel.boot..")
                .should()
                .callMethod("java.time.Instant", "now")
                .orShould()
                .callMethod("java.lang.System", "currentTimeMillis")
                .orShould()
                .callMethod("java.lang.System", "nanoTime")
                .orShould()
                .callMethod("java.time.Clock", "systemUTC")
                .orShould()
                .callMethod("java.lang.Thread", "sleep", "long")
                .orShould()
                .callMethod("java.lang.Thread", "ofPlatform")
                .orShould()
                .callMethod("java.lang.Thread", "ofVirtual")
                .check(CLASSES);
    }

    private record Wall(String[] rooms) {
        void may(String... packages) {
            String[] homes = Arrays.stream(rooms).map(r -> BASE + r + "..").toArray(String[]::new);
            noClasses()
                    .that()
                    .resideOutsideOfPackages(homes)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages)
                    .check(CLASSES);
        }
    }

    private static Wall only(String... rooms) {
        return new Wall(rooms);
    }

    /** {@code dev.evenkeel.registry.sql} belongs to room registry. */
    private static String room(String packageName) {
        return packageName.substring(BASE.length()).split("\\.")[0];
    }

    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("ARCHITECTURE.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> uses = Stream.of(row.group(2).split(","))
                        .map(String::strip)
                        .filter(use -> !use.equals("–"))
                        .collect(Collectors.toSet());
                table.put(row.group(1), uses);
            }
        }
        return table;
    }
}
