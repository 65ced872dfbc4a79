package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.StagedEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.network.NetworkStatus;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredResources;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.registry.sql.SqliteReading;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.volume.VolumeKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The dry run: what it says, how it ends, and that it leaves everything as it is. */
final class PlanCommandTest {

    private static final Path FOLDER = Path.of("src/test/resources/export");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    private static final Kinds KINDS =
            new Kinds(List.of(NetworkKind.INSTANCE, VolumeKind.INSTANCE, ScheduleKind.INSTANCE));

    @TempDir
    Path folder;

    private final FakeEngine fake = new FakeEngine();
    private final FlakyEngine engine = FlakyEngine.reliable(fake);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Engine through = engine;
    private boolean coloured;

    @AfterEach
    void nothingOnTheEngineWasChanged() {
        assertThat(engine.mutatingCalls()).isZero();
    }

    @Test
    void whatWouldBeDoneIsToldInTheWordsOfTheStatus() throws IOException {
        network("there", "10.1.0.0/24", Map.of());
        network("other", "10.2.0.0/24", Map.of());
        network("marked", "10.3.0.0/24", Map.of(Ownership.UID, "u1", Ownership.MANAGED_BY, "somewhere"));
        network("label", "10.4.0.0/24", Map.of(Ownership.UID, "u2"));
        fake.createVolume(new VolumeCreation("data", "local", Map.of(), Map.of("tier", "old")));
        String manifests = file("all.yaml", """
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: there}, spec: {ipam: {config: [{subnet: 10.1.0.0/24}]}}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: other}, spec: {internal: true}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: marked}, spec: {ipam: {config: [{subnet: 10.33.0.0/24}]}}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: label}, spec: {labels: {tier: back}}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: new}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: told}, spec: {driftPolicy: Report}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: parented}, spec: {driver: macvlan, options: {parent: eth0}}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Volume, metadata: {name: data}, spec: {labels: {tier: new}}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Volume, metadata: {name: fresh}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: BackupSchedule, metadata: {name: nightly}, spec: {schedule: "0 2 * * *", volumes: [data]}}
                """);
        assertThat(run("-f", manifests)).isEqualTo(2);
        Golden.expect(FOLDER, "plan.txt", out.toString());
        out.getBuffer().setLength(0);
        assertThat(run("-f", manifests, "--output", "json")).isEqualTo(2);
        Golden.expect(FOLDER, "plan.json", out.toString());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void nothingToDoIsZero() throws IOException {
        network("there", "10.1.0.0/24", Map.of());
        String manifest = file("one.yaml", manifest("there", "{ipam: {config: [{subnet: 10.1.0.0/24}]}}"));
        assertThat(run("-f", manifest)).isZero();
        assertThat(out.toString()).isEqualTo("Network default/there: in sync\n\nNo changes: 1 in sync.\n");
    }

    @Test
    void aFolderIsItsManifestsByName() throws IOException {
        file("b.yml", manifest("second", "{}"));
        file("a.json", "{\"apiVersion\":\"evenkeel.dev/v1\",\"kind\":\"Network\",\"metadata\":{\"name\":\"first\"}}");
        file("notes.txt", "no manifest");
        assertThat(run("-f", folder.toString())).isEqualTo(2);
        assertThat(out.toString()).containsSubsequence("Network default/first", "Network default/second");
    }

    @Test
    void brokenRulesAreAllToldAndNothingIsPlanned() throws IOException {
        String one = file("one.yaml", manifest("a", "{driver: host}") + "---\n" + manifest("b", "{colour: red}"));
        assertThat(run("-f", one)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("evenkeel: " + one + ", document 1: Network a: spec.driver: Invalid value"),
                        line -> assertThat(line)
                                .startsWith("evenkeel: " + one + ", document 2: Network b: spec.colour: Forbidden"));
    }

    @Test
    void anEngineThatDoesNotAnswerIsAFailureAndNotNoChanges() throws IOException {
        String manifest = file("one.yaml", manifest("there", "{}"));
        fake.goAway();
        assertThat(run("-f", manifest)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("evenkeel: the engine at test does not tell: ")
                .contains("--docker-host");
    }

    @Test
    void noManifestAtAllIsAFailureAndNotNoChanges() throws IOException {
        assertThat(run("-f", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("evenkeel: there is no manifest in " + folder + "\n");
        assertThat(run("-f", file("empty.yaml", "# nothing\n---\n"))).isEqualTo(1);
    }

    @Test
    void whatTheEngineDoesNotTellOfOneNetworkIsUnknownAndAFailure() throws IOException {
        network("there", "10.1.0.0/24", Map.of());
        String manifests = file("two.yaml", manifest("there", "{}") + "---\n" + manifest("new", "{}"));
        through = StagedEngine.failing("network", engine, () -> new EngineException.Failed("not telling"));
        assertThat(run("-f", manifests)).isEqualTo(1);
        assertThat(out.toString())
                .contains("Network default/there: unknown\n  not telling\n", "Network default/new: 1 step")
                .endsWith("Plan: 1 to change, 1 unknown, 0 in sync.\n");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run("-f", "no-such.yaml")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("evenkeel: no-such.yaml is not there\n");
    }

    @Test
    void withoutManifestsAndRegistryItSaysWhatToDo() {
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString())
                .contains("nothing is declared yet")
                .contains("-f")
                .contains("--data-dir");
    }

    @Test
    void theRegistryIsReadWhileItIsOpenAndNotTouched() throws IOException {
        Path file = folder.resolve("registry.db");
        try (RevisionLog log = SqliteDatabase.open(file)) {
            Registry registry = new Registry(log, new ResourceCodec(), NOON, () -> "uid-1");
            registry.create(
                    NetworkKind.INSTANCE,
                    new Resource<>(
                            "Network",
                            Metadata.named("default", "declared"),
                            spec("{driftPolicy: Report}"),
                            NetworkKind.INSTANCE.emptyStatus()));
            long revision = log.revision();
            assertThat(run()).isEqualTo(2);
            assertThat(out.toString()).startsWith("""
                    Network default/declared: differs, and would only be reported
                      drift networkID: want a network, have nothing
                      1 create network declared (declared)
                    """);
            assertThat(log.revision()).isEqualTo(revision);
        }
        byte[] before = Files.readAllBytes(file);
        out.getBuffer().setLength(0);
        assertThat(run()).isEqualTo(2);
        assertThat(Files.readAllBytes(file))
                .as("the registry of a server that is not running")
                .isEqualTo(before);
    }

    @Test
    void aManifestIsPlannedOverWhatIsKnownOfItsNetwork() throws IOException {
        String id = fake.createNetwork(new NetworkCreation(
                "known",
                "bridge",
                false,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(new IpamPool("10.1.0.0/24", "", "", Map.of())),
                Map.of(),
                Map.of()));
        try (RevisionLog log = SqliteDatabase.open(folder.resolve("registry.db"))) {
            Registry registry = new Registry(log, new ResourceCodec(), NOON, () -> "uid-1");
            Resource<NetworkSpec, NetworkStatus> stored = registry.create(
                    NetworkKind.INSTANCE,
                    new Resource<>(
                            "Network",
                            Metadata.named("default", "known"),
                            spec("{}"),
                            NetworkKind.INSTANCE.emptyStatus()));
            registry.updateStatus(NetworkKind.INSTANCE, stored, status("{networkID: '" + id + "'}"));
        }
        String manifest = file("one.yaml", manifest("known", "{internal: true}"));
        assertThat(run("-f", manifest)).isEqualTo(2);
        assertThat(out.toString())
                .contains("drift internal: want true, have false")
                .contains("remove network known");
    }

    @Test
    void coloursAreForThoseWhoSeeThem() throws IOException {
        String manifest = file("one.yaml", manifest("new", "{}"));
        run("-f", manifest);
        assertThat(out.toString()).doesNotContain("\u001b[");
        coloured = true;
        run("-f", manifest);
        assertThat(out.toString()).contains("\u001b[33mNetwork default/new: 1 step\u001b[");
    }

    @Test
    void misuseIsOneAndNotTwo() {
        assertThat(run("--colour")).isEqualTo(1);
    }

    private void network(String name, String subnet, Map<String, String> labels) {
        fake.createNetwork(new NetworkCreation(
                name,
                "bridge",
                false,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(new IpamPool(subnet, "", "", Map.of())),
                Map.of(),
                labels));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String manifest(String name, String spec) {
        return "{apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: " + name + "}, spec: " + spec + "}\n";
    }

    private static NetworkSpec spec(String yaml) throws IOException {
        return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), NetworkSpec.class);
    }

    private static NetworkStatus status(String yaml) throws IOException {
        return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), NetworkStatus.class);
    }

    private int run(String... arguments) {
        PlanCommand plan = new PlanCommand(
                () -> new EngineAccess("test", through, HostRoutes.UNKNOWN, new HostPolicy(HostSwitches.OFF)),
                new Here(),
                KINDS,
                NOON);
        CommandLine line = EvenkeelCommand.line(new Build("test", "", "21"), List.of(plan));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] words = new String[arguments.length + 1];
        words[0] = "plan";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return line.execute(words);
    }

    private final class Here implements PlanCommand.Surroundings {

        @Override
        public Optional<StoredResources> stored() {
            Path file = folder.resolve("registry.db");
            return Files.exists(file)
                    ? Optional.of(SqliteReading.read(file, List.of("Network", "Volume"), new ResourceCodec()))
                    : Optional.empty();
        }

        @Override
        public Path dataDir() {
            return folder;
        }

        @Override
        public boolean coloured() {
            return coloured;
        }
    }
}
