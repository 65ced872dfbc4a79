package dev.evenkeel.schedule;

import dev.evenkeel.resource.Column;
import java.util.List;

/** What a table of backup schedules shows. */
final class ScheduleColumns {

    static final List<Column<ScheduleSpec, ScheduleStatus>> ALL = List.of(
            Column.text("Schedule", "When runs are due.", schedule -> schedule.spec()
                    .schedule()),
            Column.age("Last", "When the newest run was due that was started.", schedule -> schedule.status()
                    .lastScheduleTime()),
            Column.age("Next", "When the next run is due.", schedule -> schedule.status()
                    .nextScheduleTime()),
            Column.text(
                    "Suspended",
                    "Whether there are no runs for now.",
                    schedule -> Boolean.toString(schedule.spec().suspend())),
            Column.number("Active", "How many runs are going on.", schedule -> schedule.status()
                    .active()
                    .size()),
            Column.<ScheduleSpec, ScheduleStatus>age(
                            "Last Success", "When the newest good Backup was complete.", schedule -> schedule.status()
                                    .lastSuccessfulTime())
                    .onlyWide(),
            Column.<ScheduleSpec, ScheduleStatus>number(
                            "Missed", "Due times that went by without a Backup.", schedule -> schedule.status()
                                    .missedRuns())
                    .onlyWide(),
            Column.<ScheduleSpec, ScheduleStatus>text(
                            "Time Zone", "Whose wall clock it goes by.", schedule -> schedule.spec()
                                    .timeZone())
                    .onlyWide(),
            Column.<ScheduleSpec, ScheduleStatus>text(
                            "Volumes",
                            "What is backed up.",
                            schedule -> String.join(",", schedule.status().volumes()))
                    .onlyWide());

    private ScheduleColumns() {}
}
