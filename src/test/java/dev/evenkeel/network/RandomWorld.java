package dev.evenkeel.network;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine and a spec that have little in common, made of a seed. Fixed addresses stay clear of those that the engine
 * gives out, because nobody could satisfy two containers that want the same.
 */
final class RandomWorld {

    static final String UID = "uid-1";

    /** Of an administrator who lets networks be taken over, and nothing else. */
    static final HostPolicy POLICY =
            new HostPolicy(new HostSwitches(List.of(), List.of(), List.of(), List.of(), Set.of(), true));

    /** Of an engine that takes every step in the same time. */
    static EnginePaces paces() {
        AtomicLong nanoTime = new AtomicLong();
        return new EnginePaces(() -> nanoTime.addAndGet(Duration.ofMillis(40).toNanos()), (engine, took) -> {});
    }

    private static final String BOOLEAN_OPTION = "com.docker.network.bridge.enable_";

    private static final String SUBNET = "10.81.0.0/24";
    private static final int CONTAINERS_MAX = 6;

    private final Random random;
    private final String name;
    private final FakeEngine engine = new FakeEngine();
    private final List<String> containers = new ArrayList<>();
    private final NetworkSpec spec;
    private int fixed = 200;

    RandomWorld(long seed) {
        random = new Random(seed);
        name = "net-" + Long.toUnsignedString(seed);
        engine.createNetwork(creation("elsewhere", List.of(), Map.of()));
        boolean there = random.nextInt(4) > 0;
        boolean ours = random.nextBoolean();
        if (there) {
            engine.createNetwork(creation(name, pools(), ours ? Map.of(Ownership.UID, UID) : options("label")));
        }
        int count = random.nextInt(CONTAINERS_MAX + 1);
        for (int i = 0; i < count; i++) {
            run("c" + i, there);
        }
        spec = spec(attachments());
    }

    FakeEngine engine() {
        return engine;
    }

    String name() {
        return name;
    }

    NetworkSpec spec() {
        return spec;
    }

    Metadata metadata() {
        return Metadata.named("default", name);
    }

    private NetworkSpec spec(List<NetworkSpec.Attachment> attachments) {
        NetworkSpec.Pool pool = new NetworkSpec.Pool(
                SUBNET, random.nextBoolean() ? "10.81.0.0/25" : "", random.nextBoolean() ? "10.81.0.1" : "", Map.of());
        return new NetworkSpec(
                "bridge",
                random.nextBoolean(),
                random.nextBoolean(),
                true,
                random.nextBoolean(),
                new NetworkSpec.Ipam("default", Map.of(), List.of(pool)),
                options(BOOLEAN_OPTION),
                options("label"),
                attachments,
                NetworkSpec.DriftPolicy.Repair,
                NetworkSpec.RepairStrategy.Direct,
                RepairWindow.NONE,
                NetworkSpec.AdoptionPolicy.Recreate,
                NetworkSpec.DeletionPolicy.Delete);
    }

    private List<NetworkSpec.Attachment> attachments() {
        List<NetworkSpec.Attachment> attachments = new ArrayList<>();
        for (String container : containers) {
            if (random.nextInt(3) == 0) {
                attachments.add(new NetworkSpec.Attachment(
                        container,
                        ContainerSelector.NONE,
                        aliases(),
                        address(),
                        "",
                        "",
                        options("endpoint"),
                        random.nextInt(3)));
            }
        }
        return attachments;
    }

    private void run(String container, boolean there) {
        String home = there && random.nextBoolean() ? name : "elsewhere";
        String id = engine.createContainer(container, home);
        containers.add(container);
        int state = random.nextInt(3);
        boolean joinsLate = there && home.equals("elsewhere") && random.nextBoolean();
        if (state > 0) {
            engine.startContainer(id);
        }
        if (joinsLate) {
            engine.connect(
                    name,
                    id,
                    new EndpointSettings(aliases(), address(), "", List.of(), "", List.of(), options("endpoint"), 0));
        }
        if (state == 2) {
            engine.stopContainer(id);
        }
    }

    private NetworkCreation creation(String network, List<IpamPool> pools, Map<String, String> labels) {
        return new NetworkCreation(
                network,
                "bridge",
                random.nextBoolean(),
                random.nextBoolean(),
                true,
                random.nextBoolean(),
                "default",
                Map.of(),
                pools,
                options(BOOLEAN_OPTION),
                labels);
    }

    private List<IpamPool> pools() {
        return switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(new IpamPool(SUBNET, "", "", Map.of()));
            default -> List.of(new IpamPool("10.82.0.0/24", "10.82.0.128/25", "10.82.0.1", Map.of()));
        };
    }

    private String address() {
        return random.nextInt(3) == 0 ? "10.81.0." + fixed++ : "";
    }

    private List<String> aliases() {
        return random.nextBoolean() ? List.of("alias" + random.nextInt(9)) : List.of();
    }

    private Map<String, String> options(String key) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            options.put(key + suffix(key), Integer.toString(random.nextInt(2)));
        }
        return options;
    }

    /** An option of the bridge must be one that it has; anything else may be called anything. */
    private String suffix(String key) {
        int number = random.nextInt(3);
        boolean option = key.equals(BOOLEAN_OPTION);
        return option ? List.of("icc", "ip_masquerade", "icc").get(number) : Integer.toString(number);
    }
}
