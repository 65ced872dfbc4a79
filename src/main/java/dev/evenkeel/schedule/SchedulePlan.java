package dev.evenkeel.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What to do about a schedule now.
 *
 * @param punctuality what became of the newest due time; empty when none has come since the last look
 * @param missed how many due times go by without a Backup
 * @param next the first due time to come; empty while suspended
 */
record SchedulePlan(
        List<ScheduleStep> steps, Optional<ScheduleReason> punctuality, int missed, Optional<Instant> next) {

    SchedulePlan {
        steps = List.copyOf(steps);
    }

    Optional<ScheduleStep.CreateBackup> start() {
        return steps.stream()
                .filter(ScheduleStep.CreateBackup.class::isInstance)
                .map(ScheduleStep.CreateBackup.class::cast)
                .findFirst();
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
