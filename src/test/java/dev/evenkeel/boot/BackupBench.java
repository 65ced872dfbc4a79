package dev.evenkeel.boot;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Measures backups and restores, side by side in one run with what a user would otherwise use, on the same volumes. It
 * asserts no times: {@code deploy/bench backups} runs it and prints the table of docs/performance.md.
 */
final class BackupBench {

    private static final int ROUNDS = 3;
    private static final double LONG_MILLIS = 30_000;
    private static final long MEGABYTE = 1 << 20;
    private static final String BUSYBOX_TAR = "docker run tar czf";

    @TempDir
    Path folder;

    private final BenchTable table = new BenchTable("the other");
    private int names;
    /** Bytes of the archive made last. */
    private long size;

    @Test
    void measure() throws Exception {
        RealEngine.openEmpty().close();
        mixed(volume("mixed"));
        small(volume("small"));
        large(volume("large"));
        try (EvenkeelProcess evenkeel = start("tar")) {
            warmUp(evenkeel);
            compare(evenkeel, "mixed", "800 MB, mixed");
            restore(evenkeel, "mixed", "800 MB, mixed");
            compare(evenkeel, "small", "20,000 files of 1 kB");
            restore(evenkeel, "small", "20,000 files of 1 kB");
            compare(evenkeel, "large", "20,000 files and 2 GB in four");
            restore(evenkeel, "large", "20,000 files and 2 GB in four");
        }
        memory();
        table.write("performance-backups.md");
    }

    private void compare(EvenkeelProcess evenkeel, String volume, String what) throws Exception {
        Path source = VolumeFixture.mountPoint(volume);
        Path out = Files.createDirectory(folder.resolve("out-" + volume));
        double none = ours(evenkeel, volume, "Tar", "None");
        double full = ours(evenkeel, volume, "Tar", "Full");
        double archive = ours(evenkeel, volume, "Archive", "None");
        long bytes = size;

        double docker = median(() -> dockerTar(volume, out));
        long dockerBytes = Files.size(out.resolve("by-hand.tar.gz"));
        double zstd = median(() -> VolumeFixture.run(
                Map.of(
                        "SOURCE",
                        source.toString(),
                        "OUT",
                        out.resolve("by-hand.tar.zst").toString()),
                "tar -C \"$SOURCE\" -c . | zstd -q -3 -f -o \"$OUT\" && sync \"$OUT\""));
        long zstdBytes = Files.size(out.resolve("by-hand.tar.zst"));
        double restic = median(() -> VolumeFixture.run(
                Map.of(
                        "SOURCE",
                        source.toString(),
                        "RESTIC_REPOSITORY",
                        out.resolve("restic").toString(),
                        "RESTIC_PASSWORD",
                        "bench",
                        "RESTIC_CACHE_DIR",
                        out.resolve("cache").toString()),
                "rm -rf \"$RESTIC_REPOSITORY\" \"$RESTIC_CACHE_DIR\"; restic init -q && restic backup -q \"$SOURCE\""));

        row(what + ": backup, Tar, against " + BUSYBOX_TAR, none, bytes, docker, dockerBytes);
        row(what + ": backup, Tar, verified in full, against " + BUSYBOX_TAR, full, bytes, docker, dockerBytes);
        row(what + ": backup, Archive, against " + BUSYBOX_TAR, archive, bytes, docker, dockerBytes);
        row(what + ": backup, Tar, against `tar | zstd -3`", none, bytes, zstd, zstdBytes);
        row(what + ": backup, Tar, against the first of restic", none, bytes, restic, 0);
        row(what + ": backup, Tar, verified in full, against the first of restic", full, bytes, restic, 0);
    }

    /** What is proven before, and read back and compared after, against what nobody looks at again. */
    private void restore(EvenkeelProcess evenkeel, String volume, String what) throws Exception {
        String backup = "for-restore-" + volume;
        create(evenkeel, "backups", backup, "volumes: [" + volume + "]");
        List<String> restored = new ArrayList<>();
        double ours = median(() -> {
            restored.add("restored-" + names++);
            return create(
                    evenkeel,
                    "restores",
                    restored.getLast(),
                    "backup: " + backup + ", target: {volume: " + restored.getLast() + "}");
        });
        Path out = folder.resolve("out-" + volume);
        double theirs = median(() -> {
            restored.add("by-hand-" + names++);
            return docker(
                    "run",
                    "--rm",
                    "--network",
                    "none",
                    "-v",
                    restored.getLast() + ":/data",
                    "-v",
                    out + ":/backup",
                    RealEngine.IMAGE,
                    "tar",
                    "xzf",
                    "/backup/by-hand.tar.gz");
        });
        restored.forEach(name -> docker("volume", "rm", name));
        row(what + ": restore, proven, read back and compared, against docker run tar xzf", ours, 0, theirs, 0);
    }

    /** Ten gigabytes with a heap of 256 MB. */
    private void memory() throws Exception {
        Path root = volume("huge");
        VolumeFixture.run(Map.of("FILE", root.resolve("file").toString()), "fallocate -l 10G \"$FILE\"");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("huge"), RealEngine.host())
                .forALongLife()
                .with("JAVA_TOOL_OPTIONS", "-Xmx256m")
                .start()) {
            long start = System.nanoTime();
            create(evenkeel, "backups", "huge", "volumes: [huge]");
            table.alone(
                    "10 GB: backup, Tar, verified in full, with a heap of 256 MB",
                    BenchTable.text(BenchTable.since(start)) + ", resident at most "
                            + BenchTable.memory(evenkeel.pid(), "VmHWM") / 1024 + " MB");
        }
    }

    private double ours(EvenkeelProcess evenkeel, String volume, String capture, String verify) throws Exception {
        return median(() -> {
            JsonNode backup = create(
                    evenkeel,
                    "backups",
                    "run-" + names++,
                    "volumes: [" + volume + "], capture: " + capture + ", verify: " + verify);
            size = backup.at("/status/archives/0/bytes").asLong();
            return size;
        });
    }

    /** Posts it and waits until it has succeeded. */
    private static JsonNode create(EvenkeelProcess evenkeel, String plural, String name, String spec) {
        evenkeel.create(plural, "metadata: {name: " + name + "}\nspec: {" + spec + "}\n");
        JsonNode[] last = new JsonNode[1];
        BenchTable.waitFor(() -> {
            last[0] = evenkeel.get(plural, name);
            return last[0].at("/status/phase").asText().matches("Succeeded.*|Failed");
        });
        assertThat(last[0].at("/status/phase").asText())
                .as(last[0].toPrettyString())
                .isEqualTo("Succeeded");
        return last[0];
    }

    private static String dockerTar(String volume, Path out) {
        return docker(
                "run",
                "--rm",
                "--network",
                "none",
                "-v",
                volume + ":/data",
                "-v",
                out + ":/backup",
                RealEngine.IMAGE,
                "tar",
                "czf",
                "/backup/by-hand.tar.gz",
                "data");
    }

    private void warmUp(EvenkeelProcess evenkeel) throws Exception {
        ours(evenkeel, "small", "Tar", "Full");
    }

    private void row(String what, double ours, long ourBytes, double theirs, long theirBytes) {
        table.row(
                what,
                text(ours, ourBytes),
                text(theirs, theirBytes),
                String.format(Locale.ROOT, "%.2f× as fast", theirs / ours));
    }

    private static String text(double millis, long bytes) {
        return BenchTable.text(millis) + (bytes == 0 ? "" : ", " + bytes / MEGABYTE + " MB");
    }

    /** Of three rounds, or of one that takes so long that chance does not matter. */
    private static double median(Callable<?> task) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            task.call();
            times.add(BenchTable.since(start));
            if (times.getLast() > LONG_MILLIS) {
                break;
            }
        }
        return BenchTable.percentile(times, 50);
    }

    private static Path volume(String name) {
        docker("volume", "create", name);
        return VolumeFixture.mountPoint(name);
    }

    /** A third each of programs and text from this machine, of small files, and of what cannot be compressed. */
    private static void mixed(Path root) throws IOException {
        long third = 800 * MEGABYTE / 3;
        small(root.resolve("small"));
        noise(Files.createDirectories(root.resolve("random")).resolve("noise"), third);
        long copied = 0;
        Files.createDirectories(root.resolve("programs"));
        try (Stream<Path> walk = Files.walk(Path.of("/usr/lib"))) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile).sorted()::iterator) {
                if (copied > 800 * MEGABYTE - third) {
                    return;
                }
                Files.copy(file, root.resolve("programs/" + copied + "-" + file.getFileName()));
                copied += Files.size(file);
            }
        }
    }

    private static void small(Path root) throws IOException {
        byte[] line = new byte[1000];
        for (int i = 0; i < 20_000; i++) {
            Path sub = Files.createDirectories(root.resolve("folder-" + i % 100));
            Arrays.fill(line, (byte) ('a' + i % 26));
            Files.write(sub.resolve("file-" + i), line);
        }
    }

    /** Half noise, half text, and many small files beside them. */
    private static void large(Path root) throws IOException {
        small(root);
        for (int file = 0; file < 2; file++) {
            noise(root.resolve("noise-" + file), 512 * MEGABYTE);
            VolumeFixture.run(
                    Map.of("FILE", root.resolve("text-" + file).toString(), "SEED", Integer.toString(file)),
                    "seq -f \"$SEED line %.0f of a log, as logs are\" 100000000 | head -c 536870912 > \"$FILE\" || true");
        }
    }

    private static void noise(Path file, long bytes) throws IOException {
        Random random = new Random(file.hashCode());
        byte[] block = new byte[1 << 20];
        try (var output = Files.newOutputStream(file)) {
            for (long written = 0; written < bytes; written += block.length) {
                random.nextBytes(block);
                output.write(block);
            }
        }
    }

    private EvenkeelProcess start(String name) {
        return EvenkeelProcess.on(folder.resolve(name), RealEngine.host())
                .forALongLife()
                .start();
    }
}
