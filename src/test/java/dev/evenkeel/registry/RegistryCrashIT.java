package dev.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.sql.PostgresServer;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process with SIGKILL and looks for what it had promised. */
class RegistryCrashIT {

    static final String ACKNOWLEDGED = "acknowledged";

    private static final int BEFORE_A_KILL = 50;

    @TempDir
    Path directory;

    @RepeatedTest(3)
    void noAcknowledgedWriteIsLostWhenTheProcessIsKilled() throws Exception {
        survivesAKill(List.of(directory.resolve("registry.db").toString()), 2000);
    }

    @Test
    void noneIsLostOnAServerEither() throws Exception {
        PostgresServer server = PostgresServer.shared();
        for (int round = 1; round <= Integer.getInteger("postgres.rounds", 1); round++) {
            survivesAKill(place(server, server.newDatabase()), 400);
        }
    }

    /** The server, under a program that writes on: it finds back by itself, to everything that it was promised. */
    @Test
    void noneIsLostWhenTheServerIsKilled() throws Exception {
        LampKind lamps = new LampKind();
        try (PostgresServer server = PostgresServer.own();
                RevisionLog log = AcknowledgingWriter.open(place(server, server.newDatabase()))) {
            Registry registry = new Registry(log, new ResourceCodec(), Clock.systemUTC(), () -> UUID.randomUUID()
                    .toString());
            Map<Integer, Long> acknowledged = new ConcurrentSkipListMap<>();
            for (int round = 1; round <= Integer.getInteger("postgres.rounds", 2); round++) {
                Semaphore written = new Semaphore(0);
                AtomicBoolean over = new AtomicBoolean();
                CompletableFuture<Void> writer =
                        CompletableFuture.runAsync(() -> writeOn(registry, acknowledged, written, over));
                assertThat(written.tryAcquire(BEFORE_A_KILL, 5, TimeUnit.MINUTES))
                        .isTrue();
                server.kill();
                server.startAgain();
                written.drainPermits();
                assertThat(written.tryAcquire(BEFORE_A_KILL, 5, TimeUnit.MINUTES))
                        .as("it found back")
                        .isTrue();
                over.set(true);
                writer.join();
            }
            acknowledged.forEach((number, revision) -> assertThat(log.get(lamps.key("default", "lamp-" + number))
                            .orElseThrow()
                            .revision())
                    .isEqualTo(revision));
            assertThat(log.since(0, Integer.MAX_VALUE))
                    .extracting(LoggedChange::revision)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, log.revision()).boxed().toList());
        }
    }

    /** What could not be written is not tried again: whether it was is nobody's business here. */
    private static void writeOn(
            Registry registry, Map<Integer, Long> acknowledged, Semaphore written, AtomicBoolean over) {
        LampKind lamps = new LampKind();
        int number = acknowledged.size() * 1000;
        while (!over.get()) {
            try {
                Metadata metadata = Metadata.named("default", "lamp-" + ++number);
                Resource<Lamp, Glow> created =
                        registry.create(lamps, new Resource<>("Lamp", metadata, Lamp.of(number), lamps.emptyStatus()));
                acknowledged.put(number, Long.valueOf(created.metadata().resourceVersion()));
                written.release();
            } catch (RegistryException.Unavailable away) {
                assertThat(away).hasMessageContaining("the registry's database");
            }
        }
    }

    private static List<String> place(PostgresServer server, String database) {
        return List.of(
                server.url(database), PostgresServer.ROLE, server.passwordFile().toString());
    }

    private static void survivesAKill(List<String> place, int total) throws Exception {
        Map<Integer, Long> acknowledged = new TreeMap<>();
        Process victim = write(place, total);
        readAcknowledgements(victim, acknowledged, total / 8);
        // Through its handle: the process itself would close the pipe, and with it what is already acknowledged.
        victim.toHandle().destroyForcibly();
        readAcknowledgements(victim, acknowledged, total);
        assertThat(victim.waitFor()).as("killed by SIGKILL").isEqualTo(128 + 9);
        assertThat(acknowledged).hasSizeBetween(total / 8, total - 1);
        assertStored(place, acknowledged);

        Process heir = write(place, total);
        readAcknowledgements(heir, acknowledged, total);
        assertThat(heir.waitFor()).isZero();
        assertStored(place, acknowledged);
        assertEverythingIsThereOnce(place, total);
    }

    private static Process write(List<String> place, int total) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgingWriter.class.getName(),
                "1",
                Integer.toString(total)));
        command.addAll(place);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Reads on until {@code enough} are known or the process says no more. */
    private static void readAcknowledgements(Process writer, Map<Integer, Long> acknowledged, int enough)
            throws IOException {
        BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8);
        while (acknowledged.size() < enough) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            String[] words = line.split(" ");
            if (words[0].equals(ACKNOWLEDGED)) {
                acknowledged.put(Integer.valueOf(words[1]), Long.valueOf(words[2]));
            }
        }
    }

    private static void assertStored(List<String> place, Map<Integer, Long> acknowledged) {
        LampKind lamps = new LampKind();
        try (RevisionLog log = AcknowledgingWriter.open(place)) {
            acknowledged.forEach((number, revision) -> {
                StoredObject stored =
                        log.get(lamps.key("default", "lamp-" + number)).orElseThrow();
                assertThat(stored.revision()).isEqualTo(revision);
                assertThat(new ResourceCodec().decode(lamps, stored).spec()).isEqualTo(Lamp.of(number));
            });
        }
        assertThat(List.copyOf(acknowledged.values()))
                .as("revisions in the order of writing")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static void assertEverythingIsThereOnce(List<String> place, int total) {
        try (RevisionLog log = AcknowledgingWriter.open(place)) {
            assertThat(log.revision()).isEqualTo(RevisionLog.EMPTY + total);
            assertThat(log.since(0, total + 1))
                    .extracting(LoggedChange::revision)
                    .containsExactlyElementsOf(IntStream.rangeClosed(2, total + 1)
                            .mapToObj(Long::valueOf)
                            .toList());
        }
    }
}
