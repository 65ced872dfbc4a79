package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.command.Build;
import dev.evenkeel.command.EngineAccess;
import dev.evenkeel.command.EvenkeelCommand;
import dev.evenkeel.command.ExportCommand;
import dev.evenkeel.command.PlanCommand;
import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.OwnEngine;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.manifest.ManifestReader;
import dev.evenkeel.manifest.ManifestSource;
import dev.evenkeel.manifest.Manifests;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.registry.MemoryRevisionLog;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.StoredResources;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.volume.VolumeContents;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeProtections;
import dev.evenkeel.volume.VolumeReconciler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A host that others have filled is exported, declared, and so taken over without a single change. */
final class AdoptionIT {

    private static final String MTU = "com.docker.network.driver.mtu";
    private static final Kinds KINDS = new Kinds(List.of(NetworkKind.INSTANCE, VolumeKind.INSTANCE));
    private static final HostPolicy OPEN =
            new HostPolicy(new HostSwitches(List.of("/"), List.of(), List.of("*"), List.of(), Set.of(), true));

    private static OwnEngine own;
    private static Engine engine;

    @TempDir
    Path folder;

    private final ResourceCodec codec = new ResourceCodec();
    private final Registry registry =
            new Registry(new MemoryRevisionLog(), codec, Clock.systemUTC(), () -> UUID.randomUUID()
                    .toString());

    @BeforeAll
    static void up() {
        own = OwnEngine.up();
        engine = own.open();
        fill(engine.version());
    }

    @AfterAll
    static void down() {
        engine.close();
        own.close();
    }

    @Test
    void whatIsExportedIsTakenOverAsItIsAndStaysTheSame() throws IOException {
        String exported = export("--all");
        assertThat(exported).contains("# Network host is not here").doesNotContain("hunter2");
        Manifests manifests = read(exported);
        assertThat(manifests.findings()).isEmpty();
        assertThat(manifests.resources()).hasSizeGreaterThanOrEqualTo(16);

        manifests.resources().forEach(this::declare);
        FlakyEngine watched = FlakyEngine.reliable(engine);
        settle(watched, "taken over");
        assertThat(plan(exported)).startsWith("0 ").contains("No changes: ");
        assertThat(export("--all")).isEqualTo(exported);

        own.restart();
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> engine.containers().stream().allMatch(ContainerSummary::running));
        theSwarmIsDone();
        settle(watched, "after a restart");
        assertThat(export("--all"))
                .as("what the engine shows of its own later is no wish")
                .isEqualTo(exported);
        assertThat(watched.mutatingCalls()).as("calls that change something").isZero();
    }

    @Test
    void whatSomebodyElseOwnsIsLeftOutUnlessItIsNamed() {
        assertThat(export())
                .contains(
                        "# Network shop_front is not here: docker compose's project shop owns it; --all exports it, too")
                .contains(
                        "# Volume shop_data is not here: docker compose's project shop owns it; --all exports it, too")
                .contains("the engine made it for a container, without a name")
                .doesNotContain("name: shop_front");
        assertThat(export("shop_front", "--kind", "Network")).contains("name: shop_front");
    }

    @Test
    void aNetworkThatWasTakenOverAndIsLostComesBackWithItsSubnet() throws IOException {
        own.docker("network", "create", "chosen-by-the-engine");
        String subnet = subnet("chosen-by-the-engine");
        read(export("chosen-by-the-engine")).resources().forEach(this::declare);
        settle(engine, "taken over");
        own.docker("network", "rm", "chosen-by-the-engine");
        own.docker("network", "create", "in-its-place");
        own.docker("network", "rm", "in-its-place");
        settle(engine, "made again");
        assertThat(subnet("chosen-by-the-engine")).isEqualTo(subnet);
        own.docker("network", "rm", "chosen-by-the-engine");
    }

    private static void fill(EngineVersion version) {
        List<String> lines = new ArrayList<>(List.of(
                "plain",
                "whole --subnet 10.92.1.0/24 --ip-range 10.92.1.128/25 --gateway 10.92.1.1 --aux-address router=10.92.1.5"
                        + " --opt " + MTU + "=1400 --label tier=back --label on=yes --label version=1.10",
                "in-a-range --subnet 10.92.2.0/24 --ip-range 10.92.2.128/25 --aux-address printer=10.92.2.7",
                "without-gateway --subnet 10.92.3.0/24",
                "both --ipv6 --subnet fd00:92:4::/64 --subnet 10.92.4.0/24 --gateway fd00:92:4::1",
                "in-capitals --ipv6 --subnet FD00:0092:0005:0000::/64",
                "quiet --internal",
                "joinable --attachable",
                "flags --opt com.docker.network.bridge.enable_icc=1 --opt com.docker.network.bridge.name=ekadopt0",
                "odd --opt foo.bar=1 --opt " + MTU + "=1300",
                "inert --subnet 10.92.6.0/24 --subnet fd00:92:6::/64",
                "shop_front --label com.docker.compose.project=shop --label com.docker.compose.network=front"
                        + " --label com.docker.compose.version=2.40.3 --label com.docker.compose.config-hash=0123"));
        if (!version.atLeast(1, 44)) {
            lines.add("hostbits --subnet 10.92.7.77/24");
        }
        if (NetworkShape.MACVLAN.possible(own, version)) {
            lines.add("lan --driver macvlan --opt parent=ekparent --subnet 10.92.8.0/24 --gateway 10.92.8.1");
        }
        NetworkShape.OVERLAY.possible(own, version);
        lines.forEach(line -> own.docker(("network create " + line).split(" ")));
        await().atMost(EvenkeelProcess.PATIENCE).ignoreExceptions().until(() -> {
            if (own.docker("network", "ls", "--quiet", "--filter", "name=^wide$")
                    .isEmpty()) {
                own.docker("network", "create", "--driver", "overlay", "--attachable", "--opt", "encrypted=", "wide");
            }
            return true;
        });
        theSwarmIsDone();
        List.of(
                        "plain",
                        "labelled --label tier=data --label empty=",
                        "ram --opt type=tmpfs --opt device=tmpfs --opt o=size=10m",
                        "share --opt type=nfs --opt o=addr=10.0.0.1,rw --opt device=:/export",
                        "bound --opt type=none --opt o=bind --opt device=/tmp",
                        "secret --opt type=cifs --opt o=username=me,password=hunter2 --opt device=//10.0.0.1/s",
                        "shop_data --label com.docker.compose.project=shop --label com.docker.compose.volume=data",
                        "--label nameless=1")
                .forEach(line -> own.docker(("volume create " + line).split(" ")));
        own.docker(
                "run --detach --restart always --stop-signal KILL --network whole --ip 10.92.1.20 --network-alias api"
                        .concat(" --name api " + RealEngine.IMAGE)
                        .split(" "));
    }

    /** It makes its networks in its own time, when it is born and when it comes back. */
    private static void theSwarmIsDone() {
        await().atMost(EvenkeelProcess.PATIENCE).ignoreExceptions().until(() -> engine.networks().stream()
                .filter(network ->
                        !network.driver().isEmpty() && !network.ipam().isEmpty())
                .map(EngineNetwork::name)
                .toList()
                .containsAll(List.of("ingress", "docker_gwbridge", "wide")));
    }

    private void declare(Manifests.Read<?, ?> read) {
        create(read);
    }

    private <S, T> void create(Manifests.Read<S, T> read) {
        registry.create(read.kind(), read.resource());
    }

    /** Everything declared is looked at, more than once, until it is Ready. */
    private void settle(Engine through, String when) {
        Reconciler networks = new NetworkReconciler(
                registry,
                new Engines(Map.of("default", through)),
                new NetworkTools(OPEN, HostRoutes.UNKNOWN, RandomWorld.paces(), Runnable::run),
                NetworkTelling.NONE,
                Clock.systemUTC());
        Reconciler volumes = new VolumeReconciler(
                registry,
                new Engines(Map.of("default", through)),
                VolumeContents.NONE,
                DriftListener.NONE,
                EventRecorder.NONE,
                VolumeProtections.UNKNOWN,
                Clock.systemUTC());
        for (Resource<NetworkSpec, NetworkStatus> network :
                registry.list(NetworkKind.INSTANCE, Optional.empty()).items()) {
            settle(networks, network.key(), when);
            assertThat(registry.find(NetworkKind.INSTANCE, network.key())
                            .orElseThrow()
                            .status()
                            .conditions())
                    .as(network.key() + " " + when)
                    .filteredOn(condition -> condition.type().equals(Condition.READY))
                    .extracting(Condition::reason)
                    .containsExactly("InSync");
        }
        registry.list(VolumeKind.INSTANCE, Optional.empty())
                .items()
                .forEach(volume -> settle(volumes, volume.key(), when));
    }

    /** A swarm takes its time to have its networks again. */
    private static void settle(Reconciler reconciler, ResourceKey key, String when) {
        await().alias(key + " " + when)
                .atMost(EvenkeelProcess.PATIENCE)
                .until(() -> reconciler.reconcile(key).equals(Outcome.settled()));
    }

    private Manifests read(String text) {
        return ManifestReader.read(List.of(new ManifestSource("export.yaml", text)), KINDS, codec);
    }

    private String export(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line =
                EvenkeelCommand.line(new Build("test", "", "21"), List.of(new ExportCommand(() -> access(own.open()))));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(new StringWriter()));
        List<String> words = new ArrayList<>(List.of("export"));
        words.addAll(List.of(arguments));
        assertThat(line.execute(words.toArray(String[]::new))).isZero();
        return out.toString();
    }

    /** The exit code, and what it printed. */
    private String plan(String manifests) throws IOException {
        Path file = Files.writeString(folder.resolve("export.yaml"), manifests);
        StringWriter out = new StringWriter();
        FlakyEngine looking = FlakyEngine.reliable(own.open());
        PlanCommand plan = new PlanCommand(() -> access(looking), new Nowhere(), KINDS, Clock.systemUTC());
        CommandLine line = EvenkeelCommand.line(new Build("test", "", "21"), List.of(plan));
        line.setOut(new PrintWriter(out));
        int exit = line.execute("plan", "--file", file.toString());
        assertThat(looking.mutatingCalls()).isZero();
        return exit + " " + out;
    }

    private static EngineAccess access(Engine through) {
        return new EngineAccess("own", through, HostRoutes.UNKNOWN, OPEN);
    }

    private static String subnet(String network) {
        return own.docker("network", "inspect", "--format", "{{(index .IPAM.Config 0).Subnet}}", network);
    }

    /** As on a machine that has no registry. */
    private static final class Nowhere implements PlanCommand.Surroundings {

        @Override
        public Optional<StoredResources> stored() {
            return Optional.empty();
        }

        @Override
        public Path dataDir() {
            return Path.of("nowhere");
        }

        @Override
        public boolean coloured() {
            return false;
        }
    }
}
