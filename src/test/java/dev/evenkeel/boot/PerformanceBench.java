package dev.evenkeel.boot;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures, side by side in one run, what a user would otherwise do by hand. It asserts no times: {@code deploy/bench}
 * runs it and prints the table of docs/performance.md.
 */
final class PerformanceBench {

    private static final long VOLUME_BYTES = 800L << 20;
    private static final int SMALL_FILES = 20_000;

    @TempDir
    Path folder;

    private final BenchTable table = new BenchTable("by hand");

    @Test
    void measure() throws IOException, InterruptedException {
        RealEngine.openEmpty().close();
        startAndIdle();
        registry();
        backup();
        table.write("performance.md");
    }

    private void startAndIdle() throws IOException {
        List<Double> starts = new ArrayList<>();
        long resident = 0;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            try (EvenkeelProcess evenkeel = start("idle-" + i)) {
                starts.add(BenchTable.since(start));
                await().pollDelay(Duration.ofSeconds(5)).until(evenkeel::running);
                resident = Math.max(resident, resident(evenkeel.pid()));
            }
        }
        table.alone("start until ready, p50", BenchTable.text(BenchTable.percentile(starts, 50)));
        table.alone("resident memory when idle", resident / 1024 + " MB");
    }

    private void registry() throws IOException, InterruptedException {
        try (EvenkeelProcess evenkeel = start("registry")) {
            new RegistryBench(evenkeel, folder.resolve("registry").resolve(DataDirectory.SOCKET)).measure(table);
            table.alone("resident memory after that", resident(evenkeel.pid()) / 1024 + " MB");
        }
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
        double byHand = BenchTable.since(start);
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
                times.add(BenchTable.since(start));
            }
            double ours = BenchTable.percentile(times, 50);
            table.row(
                    "backup of 800 MB, " + capture + " capture, verify " + verify,
                    BenchTable.text(ours) + ", " + (archive.path("bytes").asLong() >> 20) + " MB",
                    BenchTable.text(byHand) + ", " + (byHandBytes >> 20) + " MB",
                    String.format(Locale.ROOT, "%.1f× faster", byHand / ours));
        }
    }

    private JsonNode run(EvenkeelProcess evenkeel, String name, String verify) {
        evenkeel.create(
                "backups", "metadata: {name: " + name + "}\nspec: {volumes: [mixed], verify: " + verify + "}\n");
        JsonNode[] last = new JsonNode[1];
        BenchTable.waitFor(() -> {
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
        return EvenkeelProcess.on(folder.resolve(name), RealEngine.host()).start();
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
