package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Measures the registry by itself, with suspended schedules: they ask nothing of any engine. */
final class RegistryBench {

    private static final int RESOURCES = 10_000;
    private static final int WRITERS = 8;
    private static final int WATCHERS = 100;
    private static final String KIND = "backupschedules";

    private final EvenkeelProcess evenkeel;
    private final Path socket;

    /** @param socket through which watches come, without a token */
    RegistryBench(EvenkeelProcess evenkeel, Path socket) {
        this.evenkeel = evenkeel;
        this.socket = socket;
    }

    void measure(BenchTable table) throws IOException, InterruptedException {
        table.alone("durable POSTs per second, " + WRITERS + " clients", String.format(Locale.ROOT, "%.0f", writes()));
        await().atMost(Duration.ofMinutes(5))
                .until(() -> evenkeel.metric("workqueue_depth", "controller=\"backupschedule\"")
                                .orElse(1.0)
                        == 0);
        table.alone("GET of one of " + RESOURCES, latencies(500, "/s-77"));
        table.alone("list of 500 of " + RESOURCES, latencies(50, "?limit=500"));
        table.alone("list of all " + RESOURCES, latencies(20, ""));
        table.alone("write until " + WATCHERS + " watchers have heard", fanOut());
    }

    private double writes() throws InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(WRITERS)) {
            IntStream.range(0, RESOURCES)
                    .forEach(i -> clients.execute(() -> evenkeel.create(
                            KIND,
                            "metadata: {name: s-" + i
                                    + "}\nspec: {schedule: '@daily', suspend: true, volumes: [none]}\n")));
        }
        return RESOURCES / ((System.nanoTime() - start) / 1e9);
    }

    private List<Double> latencies(int rounds, String suffix) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            int code = evenkeel.send("GET", EvenkeelProcess.collection(KIND) + suffix, "application/json", "")
                    .statusCode();
            times.add(BenchTable.since(start));
            assertThat(code).isEqualTo(200);
        }
        return times;
    }

    private List<Double> fanOut() throws IOException, InterruptedException {
        AtomicReference<CountDownLatch> heard = new AtomicReference<>(new CountDownLatch(WATCHERS));
        List<SocketChannel> watchers = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WATCHERS; i++) {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                channel.connect(UnixDomainSocketAddress.of(socket));
                watchers.add(channel);
                readers.execute(() -> read(channel, heard));
            }
            List<Double> times = new ArrayList<>();
            await().until(() -> evenkeel.metric("evenkeel_watches").orElse(0.0) == WATCHERS);
            for (int i = 0; i < 100; i++) {
                heard.set(new CountDownLatch(WATCHERS));
                long start = System.nanoTime();
                evenkeel.merge(KIND, "s-1", "{\"metadata\":{\"annotations\":{\"round\":\"" + i + "\"}}}");
                assertThat(heard.get().await(10, TimeUnit.SECONDS)).isTrue();
                times.add(BenchTable.since(start));
            }
            for (SocketChannel channel : watchers) {
                channel.close();
            }
            return times;
        }
    }

    /** Counts events until the connection is closed. */
    private static void read(SocketChannel channel, AtomicReference<CountDownLatch> heard) {
        String request = "GET " + EvenkeelProcess.collection(KIND)
                + "?watch=true&fieldSelector=metadata.name%3Ds-1&sendInitialEvents=false"
                + "&resourceVersionMatch=NotOlderThan HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"type\":\"MODIFIED\"")) {
                    heard.get().countDown();
                }
            }
        } catch (ClosedChannelException over) {
            // The measurement is over.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
