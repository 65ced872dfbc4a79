package dev.evenkeel.metrics;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.schedule.ExpectedInterval;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told of one schedule.
 *
 * @param interval the longest gap between its runs; empty for a spec that names no time
 * @param notRestorable volumes whose newest drill failed
 */
record SeenSchedule(
        ResourceKey key,
        String uid,
        Optional<Instant> created,
        boolean suspended,
        Optional<Duration> interval,
        Optional<Instant> lastSuccess,
        Optional<Instant> nextRun,
        Optional<Instant> drilled,
        long notRestorable,
        long missed) {

    static SeenSchedule of(Resource<ScheduleSpec, ScheduleStatus> schedule, Instant now) {
        ScheduleStatus status = schedule.status();
        return new SeenSchedule(
                schedule.key(),
                schedule.metadata().uid(),
                schedule.metadata().creationTimestamp(),
                schedule.spec().suspend(),
                ExpectedInterval.of(schedule, now),
                status.lastSuccessfulTime(),
                status.nextScheduleTime(),
                status.drill().lastTime(),
                status.drill().results().stream()
                        .filter(result -> !result.passed())
                        .count(),
                status.missedRuns());
    }
}
