package dev.evenkeel.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has come due since somebody last decided.
 *
 * @param newest the newest due time that may still be started
 * @param others due times that are too late, or that the newest stands for
 */
record DueRuns(Optional<Instant> newest, int others) {

    /** So many missed runs are counted at a time: a line that fires every minute has a million after two years. */
    static final int COUNT_MAX = 10_000;

    /** All there can be: {@link ScheduleKind} allows a deadline of a week, which has so many minutes. */
    private static final int IN_TIME_MAX = ScheduleKind.STARTING_DEADLINE_SECONDS_MAX / 60 + 1;

    int total() {
        return others + (newest.isPresent() ? 1 : 0);
    }

    /** The due times after {@code since} up to {@code now}, of which some are too late to be started. */
    static DueRuns of(ScheduleTiming timing, Instant since, Instant now, ScheduleSpec spec) {
        Instant tooLate = now.minus(spec.startingDeadline()).minusNanos(1);
        int late = since.isBefore(tooLate)
                ? timing.between(since, tooLate, COUNT_MAX).size()
                : 0;
        Instant from = since.isBefore(tooLate) ? tooLate : since;
        List<Instant> inTime = timing.between(from, now, IN_TIME_MAX);
        return inTime.isEmpty()
                ? new DueRuns(Optional.empty(), late)
                : new DueRuns(Optional.of(inTime.getLast()), late + inTime.size() - 1);
    }
}
