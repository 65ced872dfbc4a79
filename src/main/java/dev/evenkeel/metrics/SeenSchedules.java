package dev.evenkeel.metrics;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The stored schedules, as far as scrapes need to know them. */
public final class SeenSchedules {

    /** Those that have gone without a good Backup for longest come first, unless somebody wants it so. */
    private static final Comparator<SeenSchedule> WORST_FIRST = Comparator.comparing(SeenSchedule::suspended)
            .thenComparing(schedule -> schedule.lastSuccess().orElse(Instant.EPOCH))
            .thenComparing(SeenSchedule::key);

    private final Stock<ScheduleSpec, ScheduleStatus, SeenSchedule> stock;

    public SeenSchedules(Registry registry) {
        stock = new Stock<>(registry, ScheduleKind.INSTANCE, SeenSchedule::of);
    }

    List<SeenSchedule> now(String engine) {
        return stock.now().stream()
                .filter(schedule -> schedule.key().namespace().equals(engine))
                .sorted(WORST_FIRST)
                .toList();
    }
}
