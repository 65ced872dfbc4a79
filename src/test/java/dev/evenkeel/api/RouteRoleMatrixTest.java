package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.Caller;
import dev.evenkeel.access.Role;
import dev.evenkeel.access.Roles;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every route there is, held against every role, and written down: a route that is added, or a role that may more than
 * before, shows in the diff of a golden file. The routes are those that the code has, so none can be forgotten.
 */
final class RouteRoleMatrixTest {

    private static final java.nio.file.Path GOLDEN = java.nio.file.Path.of("src/test/resources/access/matrix.txt");

    /** On no engine, and so on paths of their own. */
    private static final String STORES = "backupstores";

    private static final List<String> PLURALS =
            List.of("networks", "volumes", "backupschedules", "backups", "restores", STORES);

    /** The probes answer whoever asks; all else asks who it is before anything. */
    private static final Set<String> OPEN = Set.of("/healthz", "/livez", "/readyz");

    /** What there is below an object beside its status. */
    private static final Set<String> VIEWS = Set.of("networks/x/diagnosis", "backupschedules/x/retention");

    private static final Roles ROLES = new Roles();

    /** One way to reach something. */
    private record Route(String method, String path) {}

    @Test
    void everyRouteIsOpenToThoseItWasOpenToBefore() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# + may, 1 may with the role on that engine, A only with the role on all engines, - may not");
        lines.add(header());
        routes().forEach(route -> lines.addAll(rows(route)));
        String text = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void nothingIsOpenToOneWhoHasNoRoleButDiscoveryAndQuestionsAboutHimself() {
        Caller nobody = new Caller("nobody", Set.of("system:authenticated"));
        assertThat(routes().filter(route -> !OPEN.contains(route.path()))
                        .filter(route -> ROLES.allows(nobody, attributes(route, false))))
                .allMatch(route -> route.path().matches("/(version|api|api/v1|apis.*|openapi.*)"))
                .allMatch(route -> route.method().equals("GET") || route.path().contains(".k8s.io/"));
    }

    private static List<String> rows(Route route) {
        List<String> rows = new ArrayList<>();
        rows.add(row(route, false));
        Attributes attributes = attributes(route, false);
        if (attributes.verb().equals("list")) {
            rows.add(row(route, true));
        }
        return rows;
    }

    private static String header() {
        String roles = Arrays.stream(Role.values()).map(Role::wireName).collect(Collectors.joining(" "));
        return "# anonymous " + roles;
    }

    private static String row(Route route, boolean watch) {
        Attributes attributes = attributes(route, watch);
        String decisions = Arrays.stream(Role.values())
                .map(role -> decision(role, attributes))
                .collect(Collectors.joining(" "));
        return "%s %s  %-16s %-6s %s"
                .formatted(
                        OPEN.contains(route.path()) ? "+" : "-",
                        decisions,
                        attributes.verb(),
                        route.method(),
                        route.path());
    }

    private static String decision(Role role, Attributes attributes) {
        String everywhere = "evenkeel:" + role.wireName();
        if (may(everywhere + "@default", attributes)) {
            return may(everywhere + "@attic", attributes) ? "+" : "1";
        }
        return may(everywhere, attributes) ? "A" : "-";
    }

    private static boolean may(String group, Attributes attributes) {
        return ROLES.allows(new Caller("ann", Set.of(group)), attributes);
    }

    private static Attributes attributes(Route route, boolean watch) {
        return RequestAttributes.of(route.method(), route.path(), watch);
    }

    private static Stream<Route> routes() {
        Set<String> found = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.evenkeel").stream()
                        .map(JavaClass::reflect)
                        .filter(type -> type.isAnnotationPresent(Path.class))
                        .forEach(type -> Arrays.stream(type.getDeclaredMethods())
                                .forEach(method -> method(method).ifPresent(verb -> expand(template(type, method))
                                        .forEach(path -> found.add(path + " " + verb)))));
        found.removeIf(
                line -> VIEWS.stream().anyMatch(view -> line.contains(view.substring(view.lastIndexOf('/')) + " "))
                        && VIEWS.stream().noneMatch(line::contains));
        found.removeIf(RouteRoleMatrixTest::isOfOtherScope);
        return found.stream().map(line -> line.split(" ")).map(parts -> new Route(parts[1], parts[0]));
    }

    /** Lists of all engines are where those of no engine are; for all else a kind has the one path or the other. */
    private static boolean isOfOtherScope(String line) {
        if (!line.startsWith("/apis/evenkeel.dev/v1/")) {
            return false;
        }
        boolean below = line.startsWith("/apis/evenkeel.dev/v1/namespaces/");
        boolean listed = line.matches("/apis/evenkeel.dev/v1/[a-z]+ GET");
        return !listed && below == line.contains("/" + STORES);
    }

    private static Optional<String> method(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String template(Class<?> type, Method method) {
        String own = Optional.ofNullable(method.getAnnotation(Path.class))
                .map(Path::value)
                .orElse("");
        return ("/" + type.getAnnotation(Path.class).value() + "/" + own)
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }

    /** Names in braces become examples; alternatives and kinds become one route each. */
    private static Stream<String> expand(String template) {
        int start = template.indexOf('{');
        if (start < 0) {
            return Stream.of(template);
        }
        int end = template.indexOf('}', start);
        String parameter = template.substring(start + 1, end);
        String rest = template.substring(end + 1);
        return examples(parameter).flatMap(example -> expand(template.substring(0, start) + example + rest));
    }

    private static Stream<String> examples(String parameter) {
        String[] parts = parameter.split(":", 2);
        if (parts.length == 2 && parts[1].contains("|")) {
            return Arrays.stream(parts[1].split("\\|"));
        }
        return switch (parts[0].strip()) {
            case "plural" -> PLURALS.stream();
            case "namespace" -> Stream.of("default");
            case "group" -> Stream.of("evenkeel.dev");
            case "subresource" -> VIEWS.stream().map(view -> view.substring(view.lastIndexOf('/') + 1));
            default -> Stream.of("x");
        };
    }
}
