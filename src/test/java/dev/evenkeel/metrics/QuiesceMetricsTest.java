package dev.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.BackupKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose containers stand still, and whose should not any more. */
final class QuiesceMetricsTest {

    private final MetricsWorld world = new MetricsWorld();
    private final KeyMemory memory = new KeyMemory(world);
    private final QuiesceMetrics metrics =
            new QuiesceMetrics(new SeenBackups(world.registry), memory, List.of(MetricsWorld.ENGINE));

    @Test
    void containersOfARunThatGoesOnAreNotLeftStopped() {
        backup("Running", "2026-11-20T02:00:05Z");
        world.pass(Duration.ofSeconds(10));
        memory.taken(BackupKind.INSTANCE.key(MetricsWorld.ENGINE, "nightly"));
        assertThat(MetricsWorld.value(metrics, "evenkeel_backup_quiesced_containers"))
                .isEqualTo(2);
        assertThat(MetricsWorld.value(metrics, "evenkeel_backup_containers_left_stopped"))
                .isZero();
        memory.finished(BackupKind.INSTANCE.key(MetricsWorld.ENGINE, "nightly"));
        assertThat(MetricsWorld.value(metrics, "evenkeel_backup_containers_left_stopped"))
                .isEqualTo(2);
    }

    @Test
    void thoseOfARunThatFailedAre() {
        backup("Failed", "2026-11-20T02:00:05Z");
        memory.taken(BackupKind.INSTANCE.key(MetricsWorld.ENGINE, "nightly"));
        assertThat(MetricsWorld.value(metrics, "evenkeel_backup_containers_left_stopped"))
                .isEqualTo(2);
    }

    @Test
    void thoseOfAProcessThatDiedAreLeftStoppedAlsoWhileSomebodyTriesToStartThem() {
        backup("Running", "2026-11-20T01:59:55Z");
        memory.taken(BackupKind.INSTANCE.key(MetricsWorld.ENGINE, "nightly"));
        assertThat(MetricsWorld.value(metrics, "evenkeel_backup_containers_left_stopped"))
                .isEqualTo(2);
    }

    private void backup(String phase, String since) {
        world.store(BackupKind.INSTANCE, """
                metadata: {name: nightly, namespace: default}
                spec: {volumes: [pgdata], quiesce: {mode: Stop}}
                status:
                  phase: %s
                  quiesced: {mode: Stop, since: %s, containers: [{name: db, id: a}, {name: api, id: b}]}
                """.formatted(phase, since));
    }
}
