package dev.evenkeel.metrics;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told of one schedule.
 *
 * @param line of cron
 * @param notRestorable volumes whose newest drill failed
 */
record SeenSchedule(
        ResourceKey key,
        String uid,
        Optional<Instant> created,
        boolean suspended,
        String line,
        String timeZone,
        Optional<Instant> lastSuccess,
        Optional<Instant> nextRun,
        Optional<Instant> drilled,
        long notRestorable,
        long missed) {

    static SeenSchedule of(Resource<ScheduleSpec, ScheduleStatus> schedule) {
        ScheduleStatus status = schedule.status();
        return new SeenSchedule(
                schedule.key(),
                schedule.metadata().uid(),
                schedule.metadata().creationTimestamp(),
                schedule.spec().suspend(),
                schedule.spec().schedule(),
                schedule.spec().timeZone(),
                status.lastSuccessfulTime(),
                status.nextScheduleTime(),
                status.drill().lastTime(),
                status.drill().results().stream()
                        .filter(result -> !result.passed())
                        .count(),
                status.missedRuns());
    }
}
