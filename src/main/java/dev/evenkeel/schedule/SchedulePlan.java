package dev.evenkeel.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What to do about a schedule now.
 *
 * @param punctuality what became of the newest due time; empty when none has come since the last look
 * @param missed how many due times go by without a Backup
 * @param upcoming the due times to come, soonest first; empty while suspended
 */
record SchedulePlan(
        List<ScheduleStep> steps, Optional<ScheduleReason> punctuality, int missed, List<Instant> upcoming) {

    SchedulePlan {
        steps = List.copyOf(steps);
        upcoming = List.copyOf(upcoming);
    }

    /** The first due time to come; empty while suspended. */
    Optional<Instant> next() {
        return upcoming.stream().findFirst();
    }

    Optional<ScheduleStep.CreateBackup> start() {
        return steps.stream()
                .filter(ScheduleStep.CreateBackup.class::isInstance)
                .map(ScheduleStep.CreateBackup.class::cast)
                .findFirst();
    }

    /** Whether a Backup is made. */
    boolean creates() {
        return start().isPresent();
    }

    /** Names of the Backups that go. */
    Set<String> deleted() {
        return steps.stream()
                .filter(ScheduleStep.DeleteBackup.class::isInstance)
                .map(step -> ((ScheduleStep.DeleteBackup) step).name())
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return steps.isEmpty() ? "nothing to do\n" : text();
    }

    private String text() {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> (i + 1) + " " + steps.get(i) + "\n")
                .collect(Collectors.joining());
    }
}
