package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.evenkeel.drill.DrillStatus;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every change of the clock in twelve zones from 2024 to 2036, as a schedule lives through it. */
final class ScheduleClockTest {

    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2037-01-01T00:00:00Z");

    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "Europe/London",
            "America/New_York",
            "America/St_Johns",
            "America/Santiago",
            "Australia/Lord_Howe",
            "Pacific/Auckland",
            "Pacific/Chatham",
            "Africa/Cairo",
            "Africa/Casablanca",
            "Asia/Beirut",
            "Antarctica/Troll");

    private static final Selection PGDATA = Selection.named(List.of("pgdata"));

    /** What came of some days. */
    private record Life(List<LocalDate> days, long missed) {}

    @TestFactory
    Stream<DynamicTest> aDailyScheduleRunsExactlyOnceOnEveryDayOfTheCalendar() {
        return ZONES.stream()
                .map(ZoneId::of)
                .map(zone -> dynamicTest(zone.getId(), () -> {
                    for (ZoneOffsetTransition change : changes(zone)) {
                        for (LocalTime time : times(change)) {
                            LocalDate day = change.getDateTimeBefore().toLocalDate();
                            LocalDate first = day.minusDays(2);
                            Life life = live(schedule(time, zone, first), first, day.plusDays(3), zone);
                            assertThat(life.days())
                                    .as("%s at %s", change, time)
                                    .containsExactlyElementsOf(
                                            first.datesUntil(day.plusDays(3)).toList());
                            assertThat(life.missed()).isZero();
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> threeDaysDownOverAChangeAreOneRunMadeUpAndTwoMissed() {
        return ZONES.stream()
                .map(ZoneId::of)
                .map(zone -> dynamicTest(zone.getId(), () -> {
                    for (ZoneOffsetTransition change : changes(zone)) {
                        for (LocalTime time : times(change)) {
                            LocalDate day = change.getDateTimeBefore().toLocalDate();
                            Resource<ScheduleSpec, ScheduleStatus> before = schedule(time, zone, day.minusDays(1));
                            Resource<ScheduleSpec, ScheduleStatus> asleep = look(
                                    before,
                                    before.metadata().creationTimestamp().orElseThrow());
                            Instant awake = day.plusDays(2)
                                    .atStartOfDay(zone)
                                    .toInstant()
                                    .minusSeconds(1);
                            SchedulePlan plan = plan(asleep, awake);
                            assertThat(plan.start())
                                    .as("%s at %s", change, time)
                                    .isPresent();
                            assertThat(plan.missed())
                                    .as("%s at %s", change, time)
                                    .isEqualTo(2);
                            SchedulePlan again = plan(look(asleep, awake), awake.plusSeconds(1));
                            assertThat(again.start().isPresent()
                                            && again.start().equals(plan.start()))
                                    .isFalse();
                        }
                    }
                }));
    }

    /** From due time to due time, a little late each time. */
    private static Life live(
            Resource<ScheduleSpec, ScheduleStatus> newborn, LocalDate from, LocalDate until, ZoneId zone) {
        List<LocalDate> days = new ArrayList<>();
        Resource<ScheduleSpec, ScheduleStatus> schedule = newborn;
        Instant now = from.atStartOfDay(zone).toInstant().minusNanos(1);
        Instant end = until.atStartOfDay(zone).toInstant();
        while (now.isBefore(end)) {
            plan(schedule, now).start().ifPresent(start -> days.add(LocalDate.ofInstant(start.scheduledTime(), zone)));
            schedule = look(schedule, now);
            now = schedule.status().nextScheduleTime().orElseThrow().plusMillis(4);
        }
        return new Life(days, schedule.status().missedRuns());
    }

    private static Resource<ScheduleSpec, ScheduleStatus> look(
            Resource<ScheduleSpec, ScheduleStatus> schedule, Instant now) {
        RetentionReview nothing = Retention.review(RetentionRule.standard(), ZoneOffset.UTC, List.of(), now);
        return schedule.withStatus(ScheduleStatuses.after(
                schedule, plan(schedule, now), List.of(), nothing, PGDATA, DrillStatus.NONE, now));
    }

    private static SchedulePlan plan(Resource<ScheduleSpec, ScheduleStatus> schedule, Instant now) {
        RetentionReview nothing = Retention.review(RetentionRule.standard(), ZoneOffset.UTC, List.of(), now);
        return SchedulePlanner.plan(schedule, List.of(), nothing, PGDATA, now);
    }

    private static Resource<ScheduleSpec, ScheduleStatus> schedule(LocalTime time, ZoneId zone, LocalDate made) {
        ScheduleSpec spec = Schedules.spec(
                "{schedule: %d %d * * *, timeZone: %s, startingDeadlineSeconds: 604800, volumes: [pgdata]}"
                        .formatted(time.getMinute(), time.getHour(), zone));
        Metadata metadata = Metadata.named("default", "daily")
                .born("uid-1", made.atStartOfDay(zone).toInstant().minus(Duration.ofSeconds(1)), List.of());
        return new Resource<>("BackupSchedule", metadata, spec, ScheduleStatus.EMPTY);
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        return Stream.iterate(zone.getRules().nextTransition(FROM), change -> zone.getRules()
                        .nextTransition(change.getInstant()))
                .takeWhile(change -> change.getInstant().isBefore(UNTIL))
                .toList();
    }

    /** As the hour that is skipped or repeated begins, and in it; other times are the cron room's business. */
    private static List<LocalTime> times(ZoneOffsetTransition change) {
        LocalTime begin = change.getDateTimeBefore().toLocalTime();
        return Stream.of(0, 30)
                .map(minutes -> begin.plusMinutes(minutes).truncatedTo(ChronoUnit.MINUTES))
                .toList();
    }
}
