package dev.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.archive.VerificationLevel;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupListener.Stage;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is counted of backups, and for which schedule. */
final class BackupMetricsTest {

    private final MetricsWorld world = new MetricsWorld();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aBackupIsCountedForTheScheduleThatMadeIt() {
        schedule("nightly");
        BackupMetrics metrics = metrics(10);
        assertThat(count("nightly", "success")).contains(0.0);
        metrics.finished(backup("Succeeded", "nightly"), Duration.ofSeconds(3));
        metrics.finished(backup("Failed", "nightly"), Duration.ofSeconds(3));
        metrics.cancelled(backup("Running", "nightly"));
        metrics.finished(backup("SucceededWithWarnings", ""), Duration.ofSeconds(3));
        assertThat(count("nightly", "success")).contains(1.0);
        assertThat(count("nightly", "failure")).contains(1.0);
        assertThat(count("nightly", "cancelled")).contains(1.0);
        assertThat(count("", "partial")).contains(1.0);
        assertThat(meters.get("evenkeel.backup.duration").timer().count()).isEqualTo(3);
    }

    @Test
    void theSeriesOfAScheduleComeAndGoWithIt() {
        BackupMetrics metrics = metrics(10);
        assertThat(count("nightly", "success")).isEmpty();
        world.registry.create(ScheduleKind.INSTANCE, read("nightly"));
        assertThat(count("nightly", "failure")).contains(0.0);
        world.registry.delete(
                ScheduleKind.INSTANCE, ScheduleKind.INSTANCE.key(MetricsWorld.ENGINE, "nightly"), Deletion.ANY);
        assertThat(count("nightly", "failure")).isEmpty();
        metrics.finished(backup("Succeeded", "nightly"), Duration.ofSeconds(3));
        assertThat(count("nightly", "success")).isEmpty();
        assertThat(count("", "success")).contains(1.0);
    }

    @Test
    void schedulesBeyondTheLimitAreCountedWithThoseMadeByHand() {
        schedule("a");
        schedule("b");
        BackupMetrics metrics = metrics(1);
        metrics.finished(backup("Succeeded", "b"), Duration.ofSeconds(3));
        assertThat(count("a", "success")).contains(0.0);
        assertThat(count("b", "success")).isEmpty();
        assertThat(count("", "success")).contains(1.0);
    }

    @Test
    void whatWasLookedAtAndForHowLongIsTold() {
        BackupMetrics metrics = metrics(10);
        metrics.verified(backup("Running", ""), VerificationLevel.Full, true);
        metrics.verified(backup("Running", ""), VerificationLevel.Full, false);
        metrics.verified(backup("Running", ""), VerificationLevel.None, true);
        metrics.passed(backup("Running", ""), Stage.verify, Duration.ofSeconds(2));
        for (String result : List.of("success", "failure")) {
            assertThat(meters.get("evenkeel.backup.verify")
                            .tags("level", "full", "result", result)
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(meters.find("evenkeel.backup.verify").tag("level", "none").counters())
                .isEmpty();
        assertThat(meters.get("evenkeel.backup.phase.duration")
                        .tag("phase", "verify")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
    }

    private BackupMetrics metrics(int max) {
        return new BackupMetrics(meters, List.of(MetricsWorld.ENGINE), world.registry, max);
    }

    private Optional<Double> count(String schedule, String result) {
        return meters.find("evenkeel.backup").tags("schedule", schedule, "result", result).counters().stream()
                .map(Counter::count)
                .findFirst();
    }

    private void schedule(String name) {
        world.registry.create(ScheduleKind.INSTANCE, read(name));
    }

    private static Resource<ScheduleSpec, ScheduleStatus> read(String name) {
        return MetricsWorld.read(
                ScheduleKind.INSTANCE,
                "{metadata: {name: %s, namespace: default}, spec: {schedule: '@daily', volumes: [pgdata]}}"
                        .formatted(name));
    }

    private static Resource<BackupSpec, BackupStatus> backup(String phase, String schedule) {
        String owners = schedule.isEmpty()
                ? ""
                : "ownerReferences: [{apiVersion: evenkeel.dev/v1, kind: BackupSchedule, name: %s, uid: s}]"
                        .formatted(schedule);
        return MetricsWorld.read(
                BackupKind.INSTANCE,
                "{metadata: {name: one, namespace: default, %s}, spec: {volumes: [pgdata]}, status: {phase: %s}}"
                        .formatted(owners, phase));
    }
}
