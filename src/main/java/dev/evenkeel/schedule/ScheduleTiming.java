package dev.evenkeel.schedule;

import dev.evenkeel.cron.CronTiming;
import dev.evenkeel.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When the runs of a schedule are due: at the times of its line, and a fixed while later.
 *
 * @param delay the schedule's jitter
 */
record ScheduleTiming(CronTiming line, Duration delay) {

    /** @throws IllegalArgumentException for a spec that {@link ScheduleKind} would not have let in */
    static ScheduleTiming of(Resource<ScheduleSpec, ScheduleStatus> schedule) {
        ScheduleSpec spec = schedule.spec();
        return new ScheduleTiming(
                CronTiming.of(spec.schedule(), spec.zone()),
                Jitter.of(schedule.metadata().name(), schedule.metadata().uid(), spec.jitterSeconds()));
    }

    /** The first due time after {@code after}. */
    Instant next(Instant after) {
        return line.next(after.minus(delay)).plus(delay);
    }

    /** The due times after {@code after} up to {@code until}, oldest first, at most {@code limit}. */
    List<Instant> between(Instant after, Instant until, int limit) {
        return line.between(after.minus(delay), until.minus(delay), limit).stream()
                .map(time -> time.plus(delay))
                .toList();
    }

    /** Whether {@code time} is a due time. */
    boolean includes(Instant time) {
        return line.includes(time.minus(delay));
    }

    /** The time of the line that a due time comes from. */
    Instant scheduledTime(Instant due) {
        return due.minus(delay);
    }
}
