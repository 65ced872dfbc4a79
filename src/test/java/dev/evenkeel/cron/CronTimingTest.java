package dev.evenkeel.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class CronTimingTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2037-01-01T00:00:00Z");

    @TestFactory
    Stream<DynamicTest> aDailyRunTakesPlaceOnceOnEveryDayWhateverTheClockDoes() {
        return Stream.of(
                        "Europe/Berlin",
                        "Europe/London",
                        "America/New_York",
                        "America/St_Johns",
                        "America/Havana",
                        "America/Santiago",
                        "Australia/Lord_Howe",
                        "Pacific/Auckland",
                        "Pacific/Chatham",
                        "Africa/Cairo",
                        "Africa/Casablanca",
                        "Asia/Beirut",
                        "Atlantic/Azores",
                        "Antarctica/Troll")
                .map(ZoneId::of)
                .map(zone -> dynamicTest(zone.getId(), () -> checkEveryChange(zone)));
    }

    private static void checkEveryChange(ZoneId zone) {
        for (ZoneOffsetTransition change : changes(zone)) {
            LocalDate day = change.getDateTimeBefore().toLocalDate();
            for (LocalTime time : times(change)) {
                CronTiming daily = CronTiming.of(time.getMinute() + " " + time.getHour() + " * * *", zone);
                List<LocalDate> days = daily
                        .between(
                                day.minusDays(3).atStartOfDay(zone).toInstant().minusNanos(1),
                                day.plusDays(4).atStartOfDay(zone).toInstant().minusNanos(1),
                                100)
                        .stream()
                        .map(run -> LocalDate.ofInstant(run, zone))
                        .toList();
                assertThat(days)
                        .as("%s at %s", change, time)
                        .containsExactlyElementsOf(
                                day.minusDays(3).datesUntil(day.plusDays(4)).toList());
            }
        }
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
        while (change != null && change.getInstant().isBefore(UNTIL)) {
            changes.add(change);
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    /** Around the change, in it, and far from it. */
    private static List<LocalTime> times(ZoneOffsetTransition change) {
        LocalTime begin = change.getDateTimeBefore().toLocalTime();
        return Stream.of(-90, -61, -60, -30, -1, 0, 1, 15, 30, 59, 60, 90, 12 * 60)
                .map(minutes -> begin.plusMinutes(minutes).truncatedTo(ChronoUnit.MINUTES))
                .toList();
    }

    @Test
    void aRunInTheSkippedHourHappensRightAfterIt() {
        CronTiming timing = CronTiming.of("30 2 * * *", BERLIN);
        assertThat(timing.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(timing.next(Instant.parse("2026-03-29T01:00:00Z"))).isEqualTo("2026-03-30T00:30:00Z");
    }

    @Test
    void severalRunsInTheSkippedHourAreOne() {
        CronTiming timing = CronTiming.of("*/15 * * * *", BERLIN);
        assertThat(timing.between(Instant.parse("2026-03-29T00:40:00Z"), Instant.parse("2026-03-29T01:20:00Z"), 10))
                .containsExactly(
                        Instant.parse("2026-03-29T00:45:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-29T01:15:00Z"));
    }

    @Test
    void aRepeatedHourRunsTheFirstTimeOnly() {
        CronTiming timing = CronTiming.of("30 2 * * *", BERLIN);
        assertThat(timing.next(Instant.parse("2026-10-24T12:00:00Z"))).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(timing.next(Instant.parse("2026-10-25T00:30:00Z"))).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void aSkippedHourThatEndsTheDayRunsAsTheNextDayBegins() {
        CronTiming timing = CronTiming.of("30 23 * * *", ZoneId.of("America/Nuuk"));
        Instant midnight = Instant.parse("2027-03-28T01:00:00Z");
        assertThat(timing.next(midnight.minus(Duration.ofHours(12)))).isEqualTo(midnight);
    }

    @Test
    void nicknamesStandForTheirLines() {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(CronTiming.of("@daily", ZoneOffset.UTC).next(noon)).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(CronTiming.of("@hourly", ZoneOffset.UTC).next(noon)).isEqualTo("2026-11-20T13:00:00Z");
        assertThat(CronTiming.of("@weekly", ZoneOffset.UTC).next(noon)).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(CronTiming.of("@yearly", ZoneOffset.UTC).next(noon)).isEqualTo("2027-01-01T00:00:00Z");
    }

    @Test
    void dayOfMonthAndDayOfWeekAreAlternatives() {
        CronTiming timing = CronTiming.of("0 0 13 * 5", ZoneOffset.UTC);
        assertThat(timing.between(Instant.parse("2026-12-05T00:00:00Z"), Instant.parse("2026-12-19T00:00:00Z"), 10))
                .containsExactly(
                        Instant.parse("2026-12-11T00:00:00Z"),
                        Instant.parse("2026-12-13T00:00:00Z"),
                        Instant.parse("2026-12-18T00:00:00Z"));
    }

    @Test
    void aLeapDayComesEveryFourYears() {
        assertThat(CronTiming.of("0 0 29 2 *", ZoneOffset.UTC).next(Instant.parse("2026-11-20T12:00:00Z")))
                .isEqualTo("2028-02-29T00:00:00Z");
    }

    @Test
    void whatNeverComesIsRefused() {
        assertThatThrownBy(() -> CronTiming.of("0 0 30 2 *", ZoneOffset.UTC)).hasMessageContaining("never fires");
    }

    @Test
    void whatIsNoCronLineIsRefused() {
        for (String line : List.of("", "often", "0 0 2 * * *", "60 * * * *", "@reboot", "@every 1h", "0 2 L * *")) {
            assertThatThrownBy(() -> CronTiming.of(line, ZoneOffset.UTC))
                    .as(line)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void offsetsAndUnknownPlacesAreNoZones() {
        for (String zone : List.of("+09:00", "Mars/Olympus", "UTC+9", "")) {
            assertThatThrownBy(() -> CronTiming.zone(zone)).as(zone).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
