package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.volume.VolumeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures scrapes of a process that keeps ten thousand networks and volumes, on an engine that is not there. */
final class ScrapeBench {

    private static final URI NO_ENGINE = URI.create("unix:///nonexistent/docker.sock");
    private static final int RESOURCES = 10_000;
    private static final int SERIES_MAX = 25_000;
    private static final int ROUNDS = 30;

    private final Path dataDir;

    ScrapeBench(Path dataDir) {
        this.dataDir = dataDir;
    }

    void measure(BenchTable table) throws IOException {
        Files.createDirectories(dataDir);
        fill();
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(dataDir, NO_ENGINE)
                .forALongLife()
                .with("EVENKEEL_RETRY_CAP", "1h")
                .start()) {
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> evenkeel.metric("workqueue_depth", "controller=\"network\"")
                                    .orElse(1.0)
                            == 0);
            List<Double> times = new ArrayList<>();
            String scrape = "";
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                scrape = evenkeel.management("/q/metrics").body();
                times.add(BenchTable.since(start));
            }
            long series = scrape.lines().filter(line -> !line.startsWith("#")).count();
            assertThat(series).isLessThanOrEqualTo(SERIES_MAX);
            table.alone("scrape with " + RESOURCES + " resources", times);
            table.alone("that has", series + " series, " + scrape.length() / 1024 + " kB");
        }
    }

    private void fill() {
        try (RevisionLog log = SqliteDatabase.open(dataDir.resolve(DataDirectory.REGISTRY))) {
            Registry registry = new Registry(log, Golden.CODEC, Clock.systemUTC(), ScrapeBench::uid);
            registry.adopt(IntStream.range(0, RESOURCES / 2)
                    .boxed()
                    .<Resource<?, ?>>flatMap(
                            i -> Stream.of(made(NetworkKind.INSTANCE, "n-" + i), made(VolumeKind.INSTANCE, "v-" + i)))
                    .toList());
        }
    }

    private static <S, T> Resource<S, T> made(ResourceKind<S, T> kind, String name) {
        try {
            Resource<S, T> empty = Golden.CODEC.resource(kind, Golden.parse("{}"));
            Metadata metadata = Metadata.named("default", name).born(uid(), Instant.now(), kind.finalizers());
            return empty.with(metadata);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String uid() {
        return UUID.randomUUID().toString();
    }
}
