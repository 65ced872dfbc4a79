package dev.evenkeel.boot;

import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.registry.sql.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the process and its registry. It asserts no times: {@code deploy/bench process} runs it and prints the table
 * of docs/performance.md.
 */
final class PerformanceBench {

    @TempDir
    Path folder;

    private final BenchTable table = new BenchTable("by hand");
    private final BenchTable onAServer = new BenchTable("by hand");

    @Test
    void measure() throws IOException, InterruptedException {
        RealEngine.openEmpty().close();
        startAndIdle();
        registry();
        registryOnAServer();
        onAServer.write("performance-postgres.md");
        new ScrapeBench(folder.resolve("scrapes")).measure(table);
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

    /** The server is on the same machine, and shares its processors. */
    private void registryOnAServer() throws IOException, InterruptedException {
        try (PostgresServer server = PostgresServer.own();
                EvenkeelProcess evenkeel = process("on-a-server")
                        .with("EVENKEEL_REGISTRY_URL", server.url(server.newDatabase()))
                        .with("EVENKEEL_REGISTRY_USERNAME", PostgresServer.ROLE)
                        .with(
                                "EVENKEEL_REGISTRY_PASSWORD_FILE",
                                server.passwordFile().toString())
                        .start()) {
            new RegistryBench(evenkeel, folder.resolve("on-a-server").resolve(DataDirectory.SOCKET)).measure(onAServer);
        }
    }

    private EvenkeelProcess start(String name) {
        return process(name).start();
    }

    private EvenkeelProcess process(String name) {
        return EvenkeelProcess.on(folder.resolve(name), RealEngine.host()).forALongLife();
    }

    private static long resident(long pid) throws IOException {
        return BenchTable.memory(pid, "VmRSS");
    }
}
