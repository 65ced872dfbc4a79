package dev.evenkeel.boot;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what is done about networks, on one engine: against the same calls of the Engine API one after the other,
 * and against docker compose where that is at hand. It asserts no times: {@code deploy/bench} runs it.
 */
final class NetworkBench {

    private static final int ROUNDS = 20;
    private static final List<Integer> SIZES = List.of(1, 10, 50);
    private static final int COMPOSE_ROUNDS = 3;
    private static final int COMPOSE_SIZE_MAX = 10;
    private static final int MANY_NETWORKS = 30;
    private static final int MANY_VOLUMES = 1000;
    private static final String MTU = "com.docker.network.driver.mtu";
    private static final String BENCH = "bench";

    @TempDir
    Path folder;

    private final BenchTable table = new BenchTable("by hand");

    @Test
    void measure() throws IOException {
        try (Engine engine = RealEngine.openEmpty();
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                        .forALongLife()
                        .with("EVENKEEL_RESYNC", "2s")
                        .start()) {
            declare(evenkeel, engine);
            comeBack(evenkeel, engine);
            for (int size : SIZES) {
                repair(evenkeel, engine, size);
            }
            resync(evenkeel);
            table.write("performance-networks-" + engine.version().version() + ".md");
        }
    }

    private void declare(EvenkeelProcess evenkeel, Engine engine) {
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String name = "post-" + i;
            long start = System.nanoTime();
            evenkeel.create("networks", manifest(name, i));
            BenchTable.waitFor(() -> find(engine, name).isPresent());
            ours.add(BenchTable.since(start));
            evenkeel.delete("networks", name);
            BenchTable.waitFor(() -> !evenkeel.exists("networks", name));

            start = System.nanoTime();
            String id = engine.createNetwork(creation(name, i, Map.of()));
            bare.add(BenchTable.since(start));
            engine.removeNetwork(id);
        }
        table.against("POST of a network until it is on the engine", ours, bare);
    }

    private void comeBack(EvenkeelProcess evenkeel, Engine engine) {
        evenkeel.create("networks", manifest("gone", 1));
        evenkeel.awaitReady("networks", "gone");
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            engine.removeNetwork(find(engine, "gone").orElseThrow());
            long start = System.nanoTime();
            BenchTable.waitFor(() -> find(engine, "gone").isPresent());
            ours.add(BenchTable.since(start));
            BenchTable.waitFor(() -> evenkeel.get("networks", "gone")
                    .at("/status/networkID")
                    .asText()
                    .equals(find(engine, "gone").orElseThrow()));

            start = System.nanoTime();
            String other = engine.createNetwork(creation("by-hand", 2, Map.of()));
            bare.add(BenchTable.since(start));
            engine.removeNetwork(other);
        }
        evenkeel.delete("networks", "gone");
        table.against("`network rm` until it is back", ours, bare);
    }

    /** One option of a network is changed, and changed, with so many running containers on it. */
    private void repair(EvenkeelProcess evenkeel, Engine engine, int size) {
        evenkeel.create("networks", manifest(BENCH, 3));
        evenkeel.awaitReady("networks", BENCH);
        List<String> containers = IntStream.range(0, size)
                .mapToObj(i -> docker(
                        "run",
                        "-d",
                        "--name",
                        "c-" + i,
                        "--network",
                        BENCH,
                        "--network-alias",
                        "a-" + i,
                        RealEngine.IMAGE))
                .toList();
        int rounds = Math.max(5, ROUNDS / 2 / size);
        List<Double> ours = new ArrayList<>();
        List<Double> outages = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> bareOutages = new ArrayList<>();
        try (Prober prober = new Prober(BENCH, "a-0")) {
            for (int i = 0; i < rounds; i++) {
                int mtu = 1300 + i;
                outages.add(prober.outageOf(() -> ours.add(change(evenkeel, mtu))));
            }
            evenkeel.merge("networks", BENCH, "{\"spec\":{\"driftPolicy\":\"Report\"}}");
            List<String> all = new ArrayList<>(containers);
            all.add(docker("inspect", "--format", "{{.Id}}", "prober"));
            for (int i = 0; i < rounds; i++) {
                Map<String, String> options = Map.of(MTU, Integer.toString(1400 + i));
                bareOutages.add(prober.outageOf(() -> bare.add(byHand(engine, all, options))));
            }
            evenkeel.merge("networks", BENCH, "{\"spec\":{\"driftPolicy\":\"Repair\"}}");
            evenkeel.awaitReady("networks", BENCH);
            transit(evenkeel, prober, size, rounds);
        }
        docker("rm", "--force", "prober");
        containers.forEach(container -> docker("rm", "--force", container));
        evenkeel.delete("networks", BENCH);
        BenchTable.waitFor(() -> !evenkeel.exists("networks", BENCH));
        table.against("an option changed until repaired, " + size + " containers", ours, bare);
        table.against("outage by name meanwhile, " + size + " containers", outages, bareOutages);
        if (size <= COMPOSE_SIZE_MAX) {
            ComposeProject.in(folder, size).ifPresent(project -> compose(project, ours, size));
        }
    }

    private void compose(ComposeProject project, List<Double> ours, int size) {
        List<Double> plain = new ArrayList<>();
        List<Double> forced = new ArrayList<>();
        try (project) {
            project.up(1500);
            for (int i = 0; i < COMPOSE_ROUNDS; i++) {
                plain.add(project.up(1300 + i));
            }
            String healed = project.resolves() ? "" : ", which leaves aliases that do not resolve";
            for (int i = 0; i < COMPOSE_ROUNDS; i++) {
                forced.add(project.up(1400 + i, "--force-recreate"));
            }
            String what = "an option changed until repaired, " + size + " containers, against `docker compose up";
            table.against(what + "`" + healed, ours, plain);
            table.against(what + " --force-recreate`", ours, forced);
        }
    }

    private void transit(EvenkeelProcess evenkeel, Prober prober, int size, int rounds) {
        evenkeel.merge("networks", BENCH, "{\"spec\":{\"repairStrategy\":\"Transit\"}}");
        List<Double> times = new ArrayList<>();
        List<Double> outages = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            int mtu = 1200 + i;
            outages.add(prober.outageOf(() -> times.add(change(evenkeel, mtu))));
        }
        table.alone("the same by Transit, " + size + " containers", times);
        table.alone("outage by name meanwhile, Transit, " + size + " containers", outages);
    }

    private static double change(EvenkeelProcess evenkeel, int mtu) {
        long start = System.nanoTime();
        evenkeel.merge("networks", BENCH, "{\"spec\":{\"options\":{\"" + MTU + "\":\"" + mtu + "\"}}}");
        BenchTable.waitFor(() -> {
            JsonNode network = evenkeel.get("networks", BENCH);
            return EvenkeelProcess.isTrue(network, "Ready") && EvenkeelProcess.upToDate(network);
        });
        return BenchTable.since(start);
    }

    private static double byHand(Engine engine, List<String> containers, Map<String, String> options) {
        long start = System.nanoTime();
        String id = find(engine, BENCH).orElseThrow();
        containers.forEach(container -> engine.disconnect(id, container));
        engine.removeNetwork(id);
        String fresh = engine.createNetwork(creation(BENCH, 3, options));
        for (int i = 0; i < containers.size(); i++) {
            engine.connect(fresh, containers.get(i), alias("a-" + i));
        }
        return BenchTable.since(start);
    }

    private void resync(EvenkeelProcess evenkeel) throws IOException {
        for (int i = 0; i < MANY_NETWORKS; i++) {
            evenkeel.create("networks", manifest("many-" + i, i));
        }
        for (int i = 0; i < MANY_VOLUMES; i++) {
            evenkeel.create("volumes", "metadata: {name: many-" + i + "}\nspec: {deletionPolicy: Delete}\n");
        }
        evenkeel.awaitReady("networks", "many-" + (MANY_NETWORKS - 1));
        evenkeel.awaitReady("volumes", "many-" + (MANY_VOLUMES - 1));
        // What the creations set off is over after some quiet resyncs.
        awaitResyncs(evenkeel, 5);
        double count = resyncs(evenkeel, "_count");
        double sum = resyncs(evenkeel, "_sum");
        double processor = processorSeconds(evenkeel.pid());
        awaitResyncs(evenkeel, 20);
        double done = resyncs(evenkeel, "_count") - count;
        String what = "resync of " + MANY_NETWORKS + " networks and " + MANY_VOLUMES + " volumes, mean";
        table.alone(what, BenchTable.text((resyncs(evenkeel, "_sum") - sum) / done * 1e3));
        table.alone(
                "processor time per resync, everything else that runs included",
                BenchTable.text((processorSeconds(evenkeel.pid()) - processor) / done * 1e3));
    }

    private static void awaitResyncs(EvenkeelProcess evenkeel, int more) {
        double until = resyncs(evenkeel, "_count") + more;
        // Seldom: to be asked costs the process more than what is measured here.
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> resyncs(evenkeel, "_count") >= until);
    }

    private static double resyncs(EvenkeelProcess evenkeel, String suffix) {
        return evenkeel.metric("evenkeel_resync_duration_seconds" + suffix).orElse(0.0);
    }

    /** What the process has used of all processors so far; the kernel counts in hundredths of a second. */
    private static double processorSeconds(long pid) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat"))
                .replaceAll(".*\\) ", "")
                .split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static Optional<String> find(Engine engine, String name) {
        return engine.networks().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .map(n -> n.id());
    }

    private static String manifest(String name, int i) {
        return "metadata: {name: " + name + "}\nspec: {ipam: {config: [{subnet: " + subnet(i) + "}]}}\n";
    }

    private static EndpointSettings alias(String alias) {
        return new EndpointSettings(List.of(alias), "", "", List.of(), "", List.of(), Map.of(), 0);
    }

    private static NetworkCreation creation(String name, int i, Map<String, String> options) {
        return new NetworkCreation(
                name,
                "bridge",
                false,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(new IpamPool(subnet(i), "", "", Map.of())),
                options,
                Map.of());
    }

    private static String subnet(int i) {
        return "10.90." + i + ".0/24";
    }
}
