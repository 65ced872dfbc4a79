package dev.evenkeel.schedule;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.archive.ArchiveProgress;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.VerificationLevel;
import dev.evenkeel.archive.local.LocalStore;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.drill.DrillStatus;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The program is killed while it removes old archives, and again while it tries the newest one out in a drill: then it
 * has what it should keep, and nothing else, and goes on. With {@code -Dcrash.long=true} before and after each call of
 * the drill, and after each file that goes.
 */
final class PruneAndDrillCrashIT {

    private static final boolean LONG = Boolean.getBoolean("crash.long");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ResourceKey KEEPER = ScheduleKind.INSTANCE.key(Engines.DEFAULT, "keeper");

    /**
     * Of the drill: the volume is made, a helper, no helper, a helper, no helper, removed. In between it is filled and
     * compared by tar, without a call; where the engine has to fill it, that is one more.
     */
    private static final int DRILL_CALLS = 6;

    private static final int FILLED = 3;

    /** So many Backups go at a time, each with an archive and a manifest. */
    private static final int GOING = 2;

    private static final int FLOOR = 2;

    /**
     * @param files so many go before it is killed in the pruning; with none it is killed when the pruning is asked for
     * @param call of the drill at which it is killed
     */
    private record Kills(int files, int call, boolean before) {}

    private Path folder;
    private EngineProxy proxy;
    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() throws IOException {
        RealEngine.openEmpty().close();
        folder = Files.createTempDirectory("ek");
        proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
        proxy.countWrites();
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), proxy.uri())
                .with("EVENKEEL_RESYNC", "1s")
                .start();
        docker("volume", "create", "pgdata");
        VolumeFixture.shell("pgdata", "head -c 300000 /dev/urandom > \"$VOLUME/random\"");
    }

    @AfterEach
    void stop() throws IOException {
        evenkeel.close();
        proxy.close();
    }

    private static List<Kills> kills() {
        if (!LONG) {
            return List.of(new Kills(1, FILLED, false), new Kills(2 * GOING, DRILL_CALLS, true));
        }
        return IntStream.range(0, 2 * DRILL_CALLS)
                .mapToObj(round -> new Kills(round % (2 * GOING + 1), 1 + round / 2, round % 2 == 0))
                .toList();
    }

    @Test
    void whatIsToBeKeptIsThereAndNothingElse() throws Exception {
        List<Kills> rounds = kills();
        int all = FLOOR + GOING * rounds.size();
        String uid = evenkeel.create("backupschedules", """
                metadata: {name: keeper}
                spec:
                  schedule: "0 2 29 2 *"
                  volumes: [pgdata]
                  drill: {schedule: "0 4 1 1 *"}
                  retention: {keepLast: %d, minimumVerified: %d}
                """.formatted(all, FLOOR))
                .path("metadata")
                .path("uid")
                .asText();
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= all; number++) {
            names.add("run-%03d".formatted(number));
            backUp(names.getLast(), uid);
        }
        for (int round = 0; round < rounds.size(); round++) {
            Kills kills = rounds.get(round);
            List<String> kept = names.subList(GOING * (round + 1), all);
            killInThePruning(kills, kept.size());
            assertThat(stored()).as(kills.toString()).containsAll(kept);

            Instant due = makeADrillDue(round);
            proxy.at(kills.call(), kills.before(), evenkeel::kill);
            evenkeel.launch();
            await(kills.toString()).atMost(PATIENCE).until(() -> !evenkeel.running());
            assertThat(stored()).as(kills.toString()).containsAll(kept);

            proxy.countOnly();
            evenkeel.start();
            assertTidy(kills, kept, due);
        }
    }

    /** As if the schedule had made it: it owns it. */
    private void backUp(String name, String uid) {
        evenkeel.create("backups", """
                metadata:
                  name: %s
                  ownerReferences: [{apiVersion: evenkeel.dev/v1, kind: BackupSchedule, name: keeper, uid: %s}]
                spec: {volumes: [pgdata]}
                """.formatted(name, uid));
        evenkeel.eventually(
                "backups",
                name,
                one -> one.path("status").path("phase").asText().equals("Succeeded"));
    }

    private void killInThePruning(Kills kills, int keepLast) throws Exception {
        try (WatchService removals = folder.getFileSystem().newWatchService()) {
            archives().register(removals, StandardWatchEventKinds.ENTRY_DELETE);
            evenkeel.merge("backupschedules", "keeper", """
                    {"spec":{"retention":{"keepLast":%d}}}""".formatted(keepLast));
            int gone = 0;
            while (gone < kills.files()) {
                WatchKey key = removals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(key).as("removals after " + gone).isNotNull();
                gone += key.pollEvents().size();
                key.reset();
            }
            evenkeel.kill();
        }
    }

    /** Nobody waits for the next year: the schedule is made to believe that it waited for one that is over. */
    private Instant makeADrillDue(int round) {
        Instant due = Instant.parse((1990 + round) + "-01-01T04:00:00Z");
        try (RevisionLog log = SqliteDatabase.open(folder.resolve("data/registry.db"))) {
            Registry registry = new Registry(log, new ResourceCodec(), Clock.systemUTC(), () -> UUID.randomUUID()
                    .toString());
            Resource<ScheduleSpec, ScheduleStatus> schedule =
                    registry.find(ScheduleKind.INSTANCE, KEEPER).orElseThrow();
            ScheduleStatus status = schedule.status();
            DrillStatus drill = status.drill();
            registry.updateStatus(
                    ScheduleKind.INSTANCE,
                    schedule,
                    new ScheduleStatus(
                            status.conditions(),
                            status.observedGeneration(),
                            status.lastScheduleTime(),
                            status.lastSuccessfulTime(),
                            status.nextScheduleTime(),
                            status.nextScheduleTimes(),
                            status.active(),
                            status.volumes(),
                            new DrillStatus(
                                    drill.lastScheduleTime(),
                                    drill.lastTime(),
                                    Optional.of(due),
                                    drill.active(),
                                    drill.results()),
                            status.missedRuns()));
        }
        return due;
    }

    private void assertTidy(Kills kills, List<String> kept, Instant due) throws IOException {
        await(kills.toString())
                .atMost(PATIENCE)
                .until(() -> drilled(evenkeel.get("backupschedules", "keeper"), kept.getLast(), due));
        await(kills.toString()).atMost(PATIENCE).untilAsserted(() -> {
            String restores = evenkeel.send("GET", EvenkeelProcess.collection("restores"), "application/json", "")
                    .body();
            assertThat(EvenkeelProcess.json(restores).path("items"))
                    .as(restores)
                    .isEmpty();
            assertThat(docker("volume", "ls", "--quiet")).isEqualTo("pgdata");
            assertThat(docker("ps", "--all", "--quiet")).isEmpty();
            assertThat(files()).hasSize(2 * kept.size()).noneMatch(file -> file.startsWith("."));
        });
        assertThat(stored()).as(kills.toString()).containsExactlyInAnyOrderElementsOf(kept);
        for (StoredArchive archive : store().list().archives()) {
            new ArchiveVerifier(store(), System::nanoTime)
                    .verify(archive.location(), VerificationLevel.Full, ArchiveProgress.SILENT);
        }
        JsonNode status = evenkeel.get("backupschedules", "keeper").path("status");
        assertThat(status.path("nextScheduleTime").asText())
                .as(kills.toString())
                .endsWith("-02-29T02:00:00Z");
        assertThat(EvenkeelProcess.condition(evenkeel.get("backupschedules", "keeper"), ScheduleStatus.PRUNING)
                        .path("reason")
                        .asText())
                .as(kills.toString())
                .isEqualTo("RetentionApplied");
    }

    private static boolean drilled(JsonNode schedule, String backup, Instant due) {
        JsonNode result = schedule.path("status").path("drill").path("results").path(0);
        return result.path("scheduleTime").asText().equals(due.toString())
                && result.path("backup").asText().equals(backup)
                && result.path("outcome").asText().equals("Passed");
    }

    private Path archives() {
        return folder.resolve("data/backups/default");
    }

    private LocalStore store() {
        return new LocalStore(folder.resolve("data/backups"));
    }

    /** The Backups whose archive is in the store, whole. */
    private List<String> stored() {
        return store().list().archives().stream()
                .map(archive -> archive.head().backup().name())
                .toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(archives())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
