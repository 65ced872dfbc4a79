package dev.evenkeel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.HelperCreation;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.network.NetworkStatus;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse.Feature;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What got into the registry past the policy does not get out of it: nothing dangerous leaves for the engine. */
final class GuardedEngineTest {

    private static final HostPolicy OFF = new HostPolicy(HostSwitches.OFF);

    @TempDir
    Path folder;

    private final FakeEngine fake = new FakeEngine();
    private final FlakyEngine engine = FlakyEngine.reliable(fake);
    private final List<String> denied = new ArrayList<>();
    private final GuardedEngine guarded = new GuardedEngine(
            "default", engine, OFF, (name, stage, feature) -> denied.add(name + " " + stage + " " + feature));

    private RevisionLog log;
    private Registry registry;

    @BeforeEach
    void open() {
        log = SqliteDatabase.open(folder.resolve("registry.db"));
        registry = new Registry(log, new ResourceCodec(), Clock.systemUTC(), () -> UUID.randomUUID()
                .toString());
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void bodiesThatReachTheHostAreNotSent() {
        List<Runnable> calls = List.of(
                () -> guarded.createVolume(volume(Map.of("type", "none", "o", "bind", "device", "/etc"))),
                () -> guarded.createVolume(volume(Map.of("type", "ext4", "device", "/dev/sda"))),
                () -> guarded.createVolume(volume(Map.of("type", "nfs", "device", ":/", "o", "addr=127.0.0.1"))),
                () -> guarded.createVolume(new VolumeCreation("v", "vendor/plugin", Map.of(), Map.of())),
                () -> guarded.createNetwork(
                        network("bridge", "10.81.0.0/24", "com.docker.network.bridge.name", "lan0")),
                () -> guarded.createNetwork(network("macvlan", "10.81.0.0/24", "parent", "eth0")),
                () -> guarded.createNetwork(network("bridge", "169.254.169.0/24", "", "")),
                () -> guarded.createNetwork(
                        network("bridge", "10.81.0.0/24", "com.docker.network.host_ipv4", "192.0.2.1")),
                () -> guarded.connect(
                        "n",
                        "c",
                        new EndpointSettings(
                                List.of(),
                                "",
                                "",
                                List.of(),
                                "",
                                List.of(),
                                Map.of("com.docker.network.portmap", "x"),
                                0)),
                () -> guarded.createHelper(new HelperCreation("i", "/etc", "/data", true, Map.of())),
                () -> guarded.createHelper(new HelperCreation("i", "v", "/", true, Map.of())));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).isInstanceOf(EngineException.Denied.class);
        }
        assertThat(engine.mutatingCalls()).isZero();
        assertThat(denied).hasSize(calls.size());
        assertThat(denied.getFirst()).isEqualTo("default engine " + Optional.of(Feature.hostpaths));
    }

    @Test
    void aFolderOfTheHostIsNotReadWhoeverMadeTheVolume() {
        fake.createVolume(
                new VolumeCreation("theirs", "local", Map.of("type", "none", "o", "bind", "device", "/etc"), Map.of()));
        assertThatThrownBy(() -> guarded.createHelper(new HelperCreation("i", "theirs", "/data", true, Map.of())))
                .isInstanceOf(EngineException.Denied.class)
                .hasMessageContaining("/etc");
    }

    @Test
    void harmlessBodiesAndOurOwnHelpersPass() {
        guarded.createVolume(volume(Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=10m")));
        guarded.createVolume(new VolumeCreation("data", "local", Map.of(), Map.of()));
        guarded.importEmptyImage("evenkeel-empty", "latest");
        String helper = guarded.createHelper(
                new HelperCreation("evenkeel-empty:latest", "data", "/data", true, Map.of("a", "b")));
        guarded.removeHelper(helper);
        fake.createNetwork(network("bridge", "10.82.0.0/24", "", "", "elsewhere"));
        String network = guarded.createNetwork(network("bridge", "10.81.0.0/24", "", ""));
        guarded.connect(network, fake.runContainer("web", "elsewhere"), EndpointSettings.NONE);
        assertThat(denied).isEmpty();
    }

    @Test
    void aStoredVolumeThatReachesTheHostIsStalledAndNotTriedAgain() throws JsonProcessingException {
        ResourceKey key =
                store(VolumeKind.INSTANCE, "{driverOptions: {type: none, o: bind, device: /etc}}", VolumeSpec.class);
        assertThat(PolicyWorld.reconcile(registry, engine, OFF)).containsExactly(new Outcome.Blocked("PolicyDenied"));
        assertThat(engine.mutatingCalls()).isZero();
        Resource<VolumeSpec, VolumeStatus> seen =
                registry.find(VolumeKind.INSTANCE, key).orElseThrow();
        requireStalled(seen.status().conditions(), "/etc");
    }

    @Test
    void aStoredNetworkThatReachesTheHostIsStalledAndNotTriedAgain() throws JsonProcessingException {
        ResourceKey key = store(NetworkKind.INSTANCE, "{driver: macvlan, options: {parent: eth0}}", NetworkSpec.class);
        assertThat(PolicyWorld.reconcile(registry, engine, OFF)).containsExactly(new Outcome.Blocked("PolicyDenied"));
        assertThat(engine.mutatingCalls()).isZero();
        Resource<NetworkSpec, NetworkStatus> seen =
                registry.find(NetworkKind.INSTANCE, key).orElseThrow();
        requireStalled(seen.status().conditions(), "eth0");
    }

    @Test
    void nothingIsTakenApartForANetworkThatCouldNotBeMadeAgain() throws JsonProcessingException {
        ResourceKey key = store(NetworkKind.INSTANCE, "{}", NetworkSpec.class);
        PolicyWorld.reconcile(registry, fake, OFF);
        fake.runContainer("web", key.name());
        Resource<NetworkSpec, NetworkStatus> stored =
                registry.find(NetworkKind.INSTANCE, key).orElseThrow();
        registry.update(NetworkKind.INSTANCE, stored.withSpec(network("{driver: macvlan, options: {parent: eth0}}")));
        assertThat(PolicyWorld.reconcile(registry, engine, OFF)).containsExactly(new Outcome.Blocked("PolicyDenied"));
        assertThat(engine.mutatingCalls())
                .as("the containers stay where they are")
                .isZero();
    }

    @Test
    void ab16AForeignNetworkIsLeftAloneWhileAdoptionIsOff() throws JsonProcessingException {
        int subnet = 0;
        for (String policy : List.of("Recreate", "Never", "IfMatching")) {
            fake.createNetwork(network("bridge", "10.81." + subnet++ + ".0/24", "", "", "theirs-" + policy));
            NetworkSpec spec = network("{internal: true, adoptionPolicy: " + policy + "}");
            registry.create(
                    NetworkKind.INSTANCE,
                    new Resource<>(
                            "Network",
                            Metadata.named("default", "theirs-" + policy),
                            spec,
                            NetworkKind.INSTANCE.emptyStatus()));
        }
        assertThat(PolicyWorld.reconcile(registry, engine, OFF))
                .containsExactly(
                        new Outcome.Blocked("NotMatching"),
                        new Outcome.Blocked("ForeignNetwork"),
                        new Outcome.Blocked("PolicyDenied"));
        assertThat(engine.mutatingCalls()).isZero();
    }

    @Test
    void whatTheSwitchesAllowPasses() {
        HostPolicy open = new HostPolicy(new HostSwitches(
                List.of("/srv"), List.of(), List.of("eth0", "dk-*"), List.of(), Set.of("rclone"), true));
        GuardedEngine allowed = new GuardedEngine("default", engine, open, PolicyListener.NONE);
        assertThatCode(() -> {
                    allowed.createVolume(volume(Map.of("type", "none", "o", "bind,ro", "device", "/srv/data")));
                    allowed.createVolume(new VolumeCreation("remote", "rclone", Map.of("remote", "x"), Map.of()));
                    allowed.createNetwork(network("macvlan", "10.81.0.0/24", "parent", "eth0.50", "vlan"));
                    allowed.createNetwork(
                            network("bridge", "10.82.0.0/24", "com.docker.network.bridge.name", "dk-web", "web"));
                })
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> allowed.createVolume(volume(Map.of("type", "none", "o", "bind", "device", "/srvx"))))
                .hasMessageContaining("evenkeel.policy.host-paths");
    }

    @Test
    void whoMayNotBeAloneTakesNothingAwayAndStillBringsBack() {
        String id = guarded.createNetwork(network("bridge", "10.83.0.0/24", "com.docker.network.driver.mtu", "1450"));
        GuardedEngine overtaken =
                new GuardedEngine("default", engine, new HostPolicy(HostSwitches.OFF), PolicyListener.NONE, () -> {
                    throw new RegistryException.Taken("another has it");
                });
        long before = engine.mutatingCalls();
        List<Runnable> taking = List.of(
                () -> overtaken.removeNetwork(id),
                () -> overtaken.disconnect(id, "web"),
                () -> overtaken.removeVolume("data"),
                () -> overtaken.stopContainer("web", Duration.ofSeconds(1)),
                () -> overtaken.pauseContainer("web"),
                () -> overtaken.emptyMount("helper", "/data"),
                () -> overtaken.createVolume(volume(Map.of())));
        assertThat(taking)
                .allSatisfy(call -> assertThatThrownBy(call::run).isInstanceOf(RegistryException.Taken.class));
        assertThat(engine.mutatingCalls()).isEqualTo(before);
        assertThat(overtaken.network(id).id()).isEqualTo(id);
        assertThatThrownBy(() -> overtaken.startContainer("gone")).isInstanceOf(EngineException.NotFound.class);
    }

    private <S, T> ResourceKey store(ResourceKind<S, T> kind, String yaml, Class<S> type)
            throws JsonProcessingException {
        S spec = Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), type);
        return registry.create(
                        kind, new Resource<>(kind.kind(), Metadata.named("default", "old"), spec, kind.emptyStatus()))
                .key();
    }

    private static void requireStalled(List<Condition> conditions, String named) {
        assertThat(Conditions.isTrue(conditions, Condition.STALLED)).isTrue();
        Condition ready = Conditions.find(conditions, Condition.READY).orElseThrow();
        assertThat(ready.status()).isEqualTo(Condition.Status.False);
        assertThat(ready.reason()).isEqualTo("PolicyDenied");
        assertThat(ready.message()).contains(named);
    }

    private static VolumeCreation volume(Map<String, String> options) {
        return new VolumeCreation("v1", "local", options, Map.of());
    }

    private static NetworkSpec network(String yaml) throws JsonProcessingException {
        return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), NetworkSpec.class);
    }

    private static NetworkCreation network(String driver, String subnet, String key, String value) {
        return network(driver, subnet, key, value, "n1");
    }

    private static NetworkCreation network(String driver, String subnet, String key, String value, String name) {
        return new NetworkCreation(
                name,
                driver,
                false,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(new IpamPool(subnet, "", "", Map.of())),
                key.isEmpty() ? Map.of() : Map.of(key, value),
                Map.of());
    }
}
