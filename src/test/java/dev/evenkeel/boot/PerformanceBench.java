package dev.evenkeel.boot;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures, side by side in one run, what a user would otherwise do by hand. It asserts no times: {@code deploy/bench}
 * runs it and prints the table of docs/performance.md.
 */
final class PerformanceBench {

    private static final int ROUNDS = 40;
    private static final int MANY = 200;
    private static final long VOLUME_BYTES = 800L << 20;
    private static final int SMALL_FILES = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final List<String> table = new ArrayList<>();

    @Test
    void measure() throws IOException {
        table.add("| what | Evenkeel | by hand | ratio |");
        table.add("|---|---|---|---|");
        try (Engine engine = RealEngine.openEmpty()) {
            startAndIdle();
            try (EvenkeelProcess evenkeel = start("network")) {
                declare(evenkeel, engine);
                comeBack(evenkeel, engine);
                repair(evenkeel, engine);
                resync(evenkeel);
            }
            backup();
        }
        Path target = Path.of("target/performance.md");
        Files.write(target, table);
        table.forEach(System.out::println);
    }

    private void startAndIdle() throws IOException {
        List<Double> starts = new ArrayList<>();
        long resident = 0;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            try (EvenkeelProcess evenkeel = start("idle-" + i)) {
                starts.add((System.nanoTime() - start) / 1e6);
                await().pollDelay(Duration.ofSeconds(5)).until(evenkeel::running);
                resident = Math.max(resident, resident(evenkeel.pid()));
            }
        }
        table.add("| start until ready, p50 | " + text(percentile(starts, 50)) + " | – | – |");
        table.add("| resident memory when idle | " + resident / 1024 + " MB | – | – |");
    }

    private void declare(EvenkeelProcess evenkeel, Engine engine) {
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String name = "post-" + i;
            long start = System.nanoTime();
            evenkeel.create("networks", manifest(name, i));
            waitFor(() -> engine.networks().stream().anyMatch(n -> n.name().equals(name)));
            ours.add((System.nanoTime() - start) / 1e6);
            evenkeel.delete("networks", name);
            waitFor(() -> !evenkeel.exists("networks", name));

            start = System.nanoTime();
            String id = engine.createNetwork(creation(name, i, false));
            bare.add((System.nanoTime() - start) / 1e6);
            engine.removeNetwork(id);
        }
        row("POST of a network until it is on the engine", ours, bare);
    }

    private void comeBack(EvenkeelProcess evenkeel, Engine engine) {
        evenkeel.create("networks", manifest("gone", 1));
        evenkeel.awaitReady("networks", "gone");
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String id = only(engine, "gone");
            engine.removeNetwork(id);
            long start = System.nanoTime();
            waitFor(() -> engine.networks().stream().anyMatch(n -> n.name().equals("gone")));
            ours.add((System.nanoTime() - start) / 1e6);
            waitFor(() -> evenkeel.get("networks", "gone")
                    .path("status")
                    .path("networkID")
                    .asText()
                    .equals(only(engine, "gone")));

            String other = engine.createNetwork(creation("by-hand", 2, false));
            engine.removeNetwork(other);
            start = System.nanoTime();
            other = engine.createNetwork(creation("by-hand", 2, false));
            bare.add((System.nanoTime() - start) / 1e6);
            engine.removeNetwork(other);
        }
        evenkeel.delete("networks", "gone");
        row("`network rm` until it is back", ours, bare);
    }

    private void repair(EvenkeelProcess evenkeel, Engine engine) {
        evenkeel.create("networks", manifest("repaired", 3));
        evenkeel.awaitReady("networks", "repaired");
        List<String> containers = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            containers.add(docker("run", "-d", "--name", name, "--network", "repaired", RealEngine.IMAGE));
        }
        docker("stop", "-t", "0", "three");
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i < ROUNDS / 2; i++) {
            boolean internal = i % 2 == 0;
            waitFor(() -> EvenkeelProcess.isTrue(evenkeel.get("networks", "repaired"), "Ready"));
            long start = System.nanoTime();
            evenkeel.merge("networks", "repaired", "{\"spec\":{\"internal\":" + internal + "}}");
            waitFor(() -> {
                JsonNode network = evenkeel.get("networks", "repaired");
                return EvenkeelProcess.isTrue(network, "Ready") && EvenkeelProcess.upToDate(network);
            });
            ours.add((System.nanoTime() - start) / 1e6);
        }
        evenkeel.merge("networks", "repaired", "{\"spec\":{\"driftPolicy\":\"Report\"}}");
        for (int i = 0; i < ROUNDS / 2; i++) {
            String id = only(engine, "repaired");
            long start = System.nanoTime();
            engine.disconnect(id, containers.get(0));
            engine.disconnect(id, containers.get(1));
            engine.removeNetwork(id);
            String fresh = engine.createNetwork(creation("repaired", 3, i % 2 == 0));
            containers.forEach(container -> engine.connect(fresh, container, EndpointSettings.NONE));
            bare.add((System.nanoTime() - start) / 1e6);
        }
        docker("rm", "-f", "one", "two", "three");
        evenkeel.delete("networks", "repaired");
        docker("network", "rm", "repaired");
        row("repair of a network with 2 running and 1 stopped container", ours, bare);
    }

    private void resync(EvenkeelProcess evenkeel) {
        for (int i = 0; i < MANY; i++) {
            evenkeel.create("networks", manifest("many-" + i, i));
        }
        for (int i = 0; i < MANY; i++) {
            evenkeel.awaitReady("networks", "many-" + i);
        }
        double count = value(evenkeel, "_count");
        double sum = value(evenkeel, "_sum");
        await().atMost(PATIENCE).until(() -> value(evenkeel, "_count") >= count + 10);
        double mean = (value(evenkeel, "_sum") - sum) / (value(evenkeel, "_count") - count) * 1e3;
        table.add("| resync of " + MANY + " networks, mean | " + text(mean) + " | – | – |");
    }

    private void backup() throws IOException {
        docker("volume", "create", "mixed");
        fill(Path.of(docker("volume", "inspect", "-f", "{{.Mountpoint}}", "mixed")));
        Path out = Files.createDirectory(folder.resolve("out"));
        long start = System.nanoTime();
        docker(
                "run",
                "--rm",
                "--network",
                "none",
                "-v",
                "mixed:/data",
                "-v",
                out + ":/backup",
                RealEngine.IMAGE,
                "tar",
                "czf",
                "/backup/mixed.tar.gz",
                "data");
        double byHand = (System.nanoTime() - start) / 1e6;
        long byHandBytes = Files.size(out.resolve("mixed.tar.gz"));
        try (EvenkeelProcess evenkeel = start("tar")) {
            backupRows(evenkeel, "Tar", byHand, byHandBytes);
        }
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("archive"), RealEngine.host())
                .with("PATH", "/nowhere")
                .start()) {
            backupRows(evenkeel, "Archive", byHand, byHandBytes);
        }
    }

    private void backupRows(EvenkeelProcess evenkeel, String capture, double byHand, long byHandBytes) {
        JsonNode archive = run(evenkeel, "warm-up", "None");
        assertThat(archive.path("capture").asText()).isEqualTo(capture);
        for (String verify : List.of("None", "Full")) {
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                archive = run(evenkeel, "run-" + verify.toLowerCase(Locale.ROOT) + i, verify);
                times.add((System.nanoTime() - start) / 1e6);
            }
            double ours = percentile(times, 50);
            table.add(String.format(
                    Locale.ROOT,
                    "| backup of 800 MB, %s capture, verify %s | %s, %d MB | %s, %d MB | %.1f× faster |",
                    capture,
                    verify,
                    text(ours),
                    archive.path("bytes").asLong() >> 20,
                    text(byHand),
                    byHandBytes >> 20,
                    byHand / ours));
        }
    }

    private JsonNode run(EvenkeelProcess evenkeel, String name, String verify) {
        evenkeel.create(
                "backups", "metadata: {name: " + name + "}\nspec: {volumes: [mixed], verify: " + verify + "}\n");
        JsonNode[] last = new JsonNode[1];
        waitFor(() -> {
            last[0] = evenkeel.get("backups", name);
            return last[0].path("status").path("phase").asText().matches("Succeeded.*|Failed");
        });
        assertThat(last[0].path("status").path("phase").asText())
                .as(last[0].toPrettyString())
                .isEqualTo("Succeeded");
        evenkeel.delete("backups", name);
        return last[0].path("status").path("archives").get(0);
    }

    /** A third each of programs and text from this machine, of small files, and of what cannot be compressed. */
    private static void fill(Path root) throws IOException {
        long third = VOLUME_BYTES / 3;
        byte[] line = new byte[4096];
        Random random = new Random(1);
        for (int i = 0; i < SMALL_FILES; i++) {
            Path small = root.resolve("small/" + i % 100);
            Files.createDirectories(small);
            Arrays.fill(line, (byte) ('a' + i % 26));
            Files.write(small.resolve("file-" + i), Arrays.copyOf(line, (int) (third / SMALL_FILES / 4)));
        }
        byte[] block = new byte[1 << 20];
        for (long written = 0; written < third; written += block.length) {
            random.nextBytes(block);
            Files.write(Files.createDirectories(root.resolve("random")).resolve("block-" + written), block);
        }
        long copied = 0;
        Files.createDirectories(root.resolve("programs"));
        try (Stream<Path> walk = Files.walk(Path.of("/usr/lib"))) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile).sorted()::iterator) {
                if (copied > VOLUME_BYTES - third - third / 4) {
                    return;
                }
                Files.copy(file, root.resolve("programs/" + copied + "-" + file.getFileName()));
                copied += Files.size(file);
            }
        }
    }

    private EvenkeelProcess start(String name) {
        return EvenkeelProcess.on(folder.resolve(name), RealEngine.host())
                .with("EVENKEEL_RESYNC", "2s")
                .start();
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static double value(EvenkeelProcess evenkeel, String suffix) {
        return evenkeel.metric("evenkeel_resync_duration_seconds" + suffix).orElse(0.0);
    }

    private static String only(Engine engine, String name) {
        return engine.networks().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EngineException.NotFound(name))
                .id();
    }

    private static String manifest(String name, int i) {
        return "metadata: {name: " + name + "}\nspec: {ipam: {config: [{subnet: " + subnet(i) + "}]}}\n";
    }

    private static NetworkCreation creation(String name, int i, boolean internal) {
        return new NetworkCreation(
                name,
                "bridge",
                internal,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(new IpamPool(subnet(i), "", "", Map.of())),
                Map.of(),
                Map.of());
    }

    private static String subnet(int i) {
        return "10.9" + i / 100 + "." + i % 100 + ".0/24";
    }

    private static void waitFor(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }

    private void row(String what, List<Double> ours, List<Double> bare) {
        for (int p : List.of(50, 99)) {
            double our = percentile(ours, p);
            double by = percentile(bare, p);
            table.add(String.format(
                    Locale.ROOT, "| %s, p%d | %s | %s | %.1f× |", what, p, text(our), text(by), our / by));
        }
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }

    private static String text(double millis) {
        return millis < 10_000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
}
