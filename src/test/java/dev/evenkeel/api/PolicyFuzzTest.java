package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.access.Caller;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.network.RepairWindow;
import dev.evenkeel.policy.GuardedEngine;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an operator declares, no body that leaves for the engine names a path or an interface of its host. */
final class PolicyFuzzTest {

    private static final int ROUNDS = 10_000;
    private static final Caller OPERATOR = new Caller("jane", Set.of("evenkeel:operator"));

    private static final List<String> TYPES = List.of(
            "none", "bind", "", "nfs", "nfs4", "cifs", "smb3", "tmpfs", "ext4", "overlay", "proc", "NFS", "tmpfs ",
            "fuse");
    private static final List<String> DEVICES = List.of(
            "/",
            "/etc",
            "/srv/data",
            "/dev/sda",
            "tmpfs",
            ":/export",
            "files:/export",
            "//files/share",
            "proc",
            "etc",
            "../etc",
            "127.0.0.1:/x",
            "");
    private static final List<String> WORDS = List.of(
            "bind",
            "rbind",
            "BIND",
            " bind",
            "bind\t",
            "ro",
            "rw",
            "size=1m",
            "addr=10.0.0.9",
            "addr=169.254.169.254",
            "lowerdir=/etc",
            "remount",
            "rshared",
            "password=x",
            "bind=1",
            "vers=4",
            "\u2009bind",
            "move");
    private static final List<String> VOLUME_DRIVERS =
            List.of("local", "local", "local", "local", "Local", "rclone", "vieux/sshfs", "");
    private static final List<String> NETWORK_DRIVERS =
            List.of("bridge", "bridge", "macvlan", "ipvlan", "overlay", "host", "null", "vendor/net", "Bridge");
    private static final List<String> OPTIONS = List.of(
            "com.docker.network.bridge.name",
            "com.docker.network.bridge.enable_icc",
            "com.docker.network.bridge.trusted_host_interfaces",
            "com.docker.network.bridge.default_bridge",
            "com.docker.network.host_ipv4",
            "com.docker.network.driver.mtu",
            "parent",
            "macvlan_mode",
            "ipvlan_mode",
            "Parent",
            " parent");
    private static final List<String> VALUES = List.of(
            "eth0", "lan0", "dk-web", "lo", "docker0", "eth0.50", "true", "1450", "192.0.2.1", "bridge", "l2", "");

    @TempDir
    Path folder;

    private final List<Object> bodies = new ArrayList<>();
    private RevisionLog log;

    @BeforeEach
    void open() {
        log = SqliteDatabase.open(folder.resolve("registry.db"));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anOperatorNeverReachesTheHost() {
        Registry registry = new Registry(log, new ResourceCodec(), Clock.systemUTC(), () -> "uid");
        HostPolicy open = new HostPolicy(HostProfile.OPEN);
        PolicyGate gate = new PolicyGate(
                open, (caller, attributes) -> !attributes.verb().equals("use"), PolicyListener.NONE, registry, ROUNDS);
        GuardedEngine engine = new GuardedEngine("default", recorder(), open, PolicyListener.NONE);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            VolumeSpec volume = volume(random);
            if (admitted(gate, VolumeKind.INSTANCE, volume)) {
                send(() -> engine.createVolume(creation(volume)));
            }
            NetworkSpec network = network(random);
            if (admitted(gate, NetworkKind.INSTANCE, network)) {
                send(() -> engine.createNetwork(creation(network)));
            }
        }
        assertThat(bodies).hasSizeGreaterThan(100);
        assertThat(bodies.stream().filter(body -> !harmless(body)))
                .as("seed %d", seed)
                .isEmpty();
    }

    @Test
    void aRegistryEditedByHandNeverReachesTheHost() {
        GuardedEngine engine =
                new GuardedEngine("default", recorder(), new HostPolicy(HostSwitches.OFF), PolicyListener.NONE);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            VolumeSpec volume = volume(random);
            send(() -> engine.createVolume(creation(volume)));
            NetworkSpec network = network(random);
            send(() -> engine.createNetwork(creation(network)));
        }
        assertThat(bodies).hasSizeGreaterThan(100);
        assertThat(bodies.stream().filter(body -> !harmless(body)))
                .as("seed %d", seed)
                .isEmpty();
    }

    private static <S, T> boolean admitted(PolicyGate gate, ResourceKind<S, T> kind, S spec) {
        if (!kind.validate("any", spec).isEmpty()) {
            return false;
        }
        Metadata metadata = Metadata.named("default", "any");
        try {
            gate.of(OPERATOR)
                    .require(kind, new Resource<>(kind.kind(), metadata, spec, kind.emptyStatus()), Optional.empty());
            return true;
        } catch (Failure refused) {
            return false;
        }
    }

    private static void send(Runnable call) {
        try {
            call.run();
        } catch (EngineException.Denied denied) {
            assertThat(denied).hasMessageStartingWith("not sent to the engine: ");
        }
    }

    /** Knows nothing of our rules: reads the body as a suspicious engine would. */
    private static boolean harmless(Object body) {
        return switch (body) {
            case VolumeCreation volume -> {
                Map<String, String> options = volume.options();
                String type = options.getOrDefault("type", "");
                String words = options.getOrDefault("o", "").toLowerCase(Locale.ROOT);
                yield volume.driver().equals("local")
                        && !words.contains("bind")
                        && (type.equals("tmpfs") || !words.contains("169.254"))
                        && !words.contains("password")
                        && (String.join("", options.values()).isEmpty()
                                || Set.of("tmpfs", "nfs", "nfs4", "cifs", "smb3")
                                        .contains(type))
                        && (type.equals("tmpfs")
                                || !options.getOrDefault("device", "").startsWith("127."));
            }
            case NetworkCreation network ->
                Set.of("bridge", "macvlan", "ipvlan", "overlay").contains(network.driver())
                        && network.ipamDriver().equals("default")
                        && network.options().entrySet().stream()
                                .noneMatch(option -> option.getKey().matches("(?i).*(name|parent|host|default).*")
                                        && !option.getValue().isEmpty());
            default -> false;
        };
    }

    private Engine recorder() {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    bodies.add(arguments[0]);
                    return null;
                });
    }

    private static VolumeSpec volume(Random random) {
        Map<String, String> options = new HashMap<>();
        if (random.nextInt(10) > 0) {
            options.put("type", pick(random, TYPES));
            options.put("device", pick(random, DEVICES));
            List<String> words = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                words.add(pick(random, WORDS));
            }
            options.put("o", String.join(",", words));
        }
        return new VolumeSpec(
                pick(random, VOLUME_DRIVERS),
                options,
                Map.of(),
                Optional.empty(),
                VolumeSpec.LossPolicy.Recreate,
                VolumeSpec.AdoptionPolicy.IfMatching,
                VolumeSpec.DeletionPolicy.Retain);
    }

    private static NetworkSpec network(Random random) {
        Map<String, String> options = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            options.put(pick(random, OPTIONS), pick(random, VALUES));
        }
        String ipam = random.nextInt(9) == 0 ? "null" : "default";
        return new NetworkSpec(
                pick(random, NETWORK_DRIVERS),
                random.nextBoolean(),
                random.nextBoolean(),
                true,
                false,
                new NetworkSpec.Ipam(ipam, Map.of(), List.of()),
                options,
                Map.of(),
                List.of(),
                NetworkSpec.DriftPolicy.Repair,
                NetworkSpec.RepairStrategy.Direct,
                new RepairWindow("", "", ""),
                NetworkSpec.AdoptionPolicy.IfMatching,
                NetworkSpec.DeletionPolicy.Delete);
    }

    private static VolumeCreation creation(VolumeSpec spec) {
        return new VolumeCreation("any", spec.driver(), spec.driverOptions(), spec.labels());
    }

    private static NetworkCreation creation(NetworkSpec spec) {
        return new NetworkCreation(
                "any",
                spec.driver(),
                spec.internal(),
                spec.attachable(),
                spec.enableIPv4(),
                spec.enableIPv6(),
                spec.ipam().driver(),
                spec.ipam().options(),
                List.of(),
                spec.options(),
                spec.labels());
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
