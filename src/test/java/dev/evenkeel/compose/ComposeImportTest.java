package dev.evenkeel.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.manifest.ManifestWriter;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.resource.ForeignLabels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of compose projects; {@code ComposeAgreementIT} asks docker compose about the same ones. */
final class ComposeImportTest {

    private static final Path FOLDER = Path.of("/srv/shop");

    @TestFactory
    Stream<DynamicTest> projectsBecomeResources() {
        return ComposeFixtures.folders().stream()
                .map(folder -> dynamicTest(folder.getFileName().toString(), () -> {
                    ComposeImport.Result result = ComposeFixtures.read(folder);
                    String text = new ManifestWriter(new ResourceCodec()).yaml(result.declarations());
                    String here = Path.of("").toAbsolutePath().toString();
                    Golden.expect(
                            folder,
                            "resources.yaml",
                            "# project " + result.project() + ", unset " + result.unset() + "\n"
                                    + text.replace(here, "HERE"));
                }));
    }

    @Test
    void theNameComesFromTheCallerThenTheEnvironmentThenTheFileThenTheFolder() throws ComposeException {
        String file = "name: from-file\nservices: {web: {}}";
        Map<String, String> environment = Map.of("COMPOSE_PROJECT_NAME", "from-environment");
        assertThat(project(Optional.of("said"), file, environment)).isEqualTo("said");
        assertThat(project(Optional.empty(), file, environment)).isEqualTo("from-environment");
        assertThat(project(Optional.empty(), file, Map.of())).isEqualTo("from-file");
        assertThat(project(Optional.empty(), "services: {web: {}}", Map.of())).isEqualTo("shop");
    }

    @Test
    void theProcessWinsOverFilesOfVariables() throws ComposeException {
        ComposeImport.Result result = ComposeImport.read(
                List.of(new ComposeSource("compose.yaml", "networks: {n: {name: '${NAME}'}}")),
                Optional.empty(),
                FOLDER,
                Map.of("NAME", "of-the-process"),
                List.of(new ComposeSource(".env", "NAME=of-the-file")),
                "default");
        assertThat(result.declarations()).extracting(Declaration::name).containsExactly("of-the-process");
    }

    @Test
    void aVariableThatNobodySetIsTold() throws ComposeException {
        assertThat(read("networks: {n: {labels: {a: '${NOBODY}'}}}", Map.of()).unset())
                .containsExactly("NOBODY");
    }

    @Test
    void theLabelsOfComposeCannotBeTakenAway() throws ComposeException {
        ComposeImport.Result result = read("volumes: {data: {labels: {com.docker.compose.project: other}}}", Map.of());
        assertThat(result.declarations().getFirst())
                .isInstanceOfSatisfying(Declaration.Declared.class, declared -> assertThat(
                                Golden.yaml(declared.resource().spec()))
                        .contains(ForeignLabels.COMPOSE_PROJECT + ": shop"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1, 2]                                       | c.yaml: a compose file is a mapping, and this is something else
            {}                                           | c.yaml: there is nothing in it
            # a comment                                  | c.yaml: there is nothing in it
            {netwroks: {a: {}}}                          | c.yaml: netwroks: is no key that is known here
            {networks: [a]}                              | c.yaml: networks: must be a mapping
            {networks: {n: here}}                        | c.yaml: networks.n: must be a mapping
            {networks: {n: {drivers: x}}}                | c.yaml: networks.n.drivers: is no key that is known here
            {networks: {n: {driver: 3}}}                 | c.yaml: networks.n.driver: must be text: put it in quotes
            {networks: {n: {internal: maybe}}}           | c.yaml: networks.n.internal: must be true or false
            {networks: {n: {driver: host}}}              | c.yaml: networks.n.driver: Invalid value: "host": is built into the engine
            {networks: {n: {driver_opts: {a.b: '1'}}}}   | c.yaml: networks.n.driver_opts[a.b]: Unsupported value: "a.b"
            {networks: {n: {driver_opts: {a: true}}}}    | c.yaml: networks.n.driver_opts.a: must be text: put it in quotes
            {networks: {n: {ipam: {config: [{subnet: 10.0.0.1/24}]}}}} | c.yaml: networks.n.ipam.config[0].subnet: Invalid value: "10.0.0.1/24": has host bits set
            {networks: {n: {ipam: {config: [{subnet: 10.0.0.0/24, ip_range: 10.1.0.0/25}]}}}} | c.yaml: networks.n.ipam.config[0].ip_range: Invalid value
            {networks: {n: {name: 'a b'}}}               | c.yaml: networks.n.name: Invalid value: "a b"
            {networks: {n: {driver: '${MUST:?say it}'}}} | c.yaml: networks.n.driver: the variable MUST must be set: say it
            {networks: {n: {driver: '${}'}}}             | c.yaml: networks.n.driver: "${}" has a variable that cannot be read
            {networks: {n: {driver: '${A'}}}             | c.yaml: networks.n.driver: "${A" has a variable that cannot be read
            {networks: {n: {}, n: {}}}                   | c.yaml: networks.n: is said twice
            {volumes: {v: {driver_opts: {o: bind}}}}     | c.yaml: volumes.v.driver_opts[type]: Required value
            {volumes: {v: {driver_opts: {type: cifs, device: //h/s, o: 'addr=h,password=x'}}}} | c.yaml: volumes.v.driver_opts[o]: Forbidden: password is a secret
            {include: [other.yaml]}                      | c.yaml: include: other projects are not read along
            {services: {web: {extends: {file: other.yaml, service: web}}}} | c.yaml: services.web.extends: a service of another file is not read
            {name: '---'}                                | c.yaml: name: the project has no name; give one with --project-name
            """)
    void whatCannotBeToldIsNamedWithItsFileAndPath(String file, String complaint) {
        Path folder = file.startsWith("{name") ? Path.of("/") : FOLDER;
        ComposeException unfit = catchThrowableOfType(
                ComposeException.class,
                () -> ComposeImport.read(
                        List.of(new ComposeSource("c.yaml", file)),
                        Optional.empty(),
                        folder,
                        Map.of(),
                        List.of(),
                        "default"));
        assertThat(unfit).isNotNull();
        assertThat(unfit.problems().getFirst().toString()).startsWith(complaint);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndOfTheFileThatSaysIt() {
        ComposeException unfit = catchThrowableOfType(
                ComposeException.class,
                () -> ComposeImport.read(
                        List.of(
                                new ComposeSource("one.yaml", "networks: {a: {driver: host}, b: {internal: perhaps}}"),
                                new ComposeSource("two.yaml", "networks: {a: {driver: none}}")),
                        Optional.empty(),
                        FOLDER,
                        Map.of(),
                        List.of(),
                        "default"));
        assertThat(unfit.problems())
                .extracting(problem -> problem.file() + " " + problem.path())
                .containsExactly("two.yaml networks.a.driver", "one.yaml networks.b.internal");
    }

    @Test
    void secretsAreNotRepeated() {
        ComposeException unfit = catchThrowableOfType(
                ComposeException.class,
                () -> read(
                        "volumes: {v: {driver_opts: {type: cifs, device: //h/s, o: 'password=hunter2'}}}", Map.of()));
        assertThat(unfit.problems().toString()).doesNotContain("hunter2");
    }

    @Test
    void poolsThatFilesDisagreeAboutAreRefused() {
        ComposeException unfit = catchThrowableOfType(
                ComposeException.class,
                () -> ComposeImport.read(
                        List.of(
                                new ComposeSource(
                                        "one.yaml", "networks: {n: {ipam: {config: [{subnet: 10.1.0.0/24}]}}}"),
                                new ComposeSource(
                                        "two.yaml", "networks: {n: {ipam: {config: [{subnet: 10.2.0.0/24}]}}}")),
                        Optional.empty(),
                        FOLDER,
                        Map.of(),
                        List.of(),
                        "default"));
        assertThat(unfit).hasMessageContaining("two.yaml: networks.n.ipam.config: an earlier file has other pools");
    }

    @Test
    void aliasesThatMultiplyAreNotFollowedForEver() {
        StringBuilder bomb = new StringBuilder("x-0: &a0 {k: v}\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("x-%d: &a%d [%s]\n".formatted(i, i, String.join(",", List.of(before, before, before, before))));
        }
        ComposeException unfit = catchThrowableOfType(ComposeException.class, () -> read(bomb.toString(), Map.of()));
        assertThat(unfit).hasMessageContaining("aliases make more than 100000 values");
    }

    private static String project(Optional<String> said, String file, Map<String, String> environment)
            throws ComposeException {
        return ComposeImport.read(
                        List.of(new ComposeSource("compose.yaml", file)),
                        said,
                        FOLDER,
                        environment,
                        List.of(),
                        "default")
                .project();
    }

    private static ComposeImport.Result read(String file, Map<String, String> environment) throws ComposeException {
        return ComposeImport.read(
                List.of(new ComposeSource("compose.yaml", file)),
                Optional.empty(),
                FOLDER,
                environment,
                List.of(),
                "default");
    }
}
