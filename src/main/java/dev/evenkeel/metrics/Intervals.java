package dev.evenkeel.metrics;

import dev.evenkeel.schedule.ExpectedInterval;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is expected of schedules, worked out once a day for each line that there is: most schedules share a few. */
final class Intervals {

    private record Line(String schedule, String timeZone) {}

    private final Clock clock;
    private final Map<Line, Optional<Duration>> known = new HashMap<>();
    private LocalDate day = LocalDate.MIN;

    Intervals(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<Duration> of(String schedule, String timeZone) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            known.clear();
            day = today;
        }
        return known.computeIfAbsent(
                new Line(schedule, timeZone), line -> ExpectedInterval.of(schedule, timeZone, clock.instant()));
    }
}
