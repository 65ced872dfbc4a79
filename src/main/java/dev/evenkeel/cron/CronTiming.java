package dev.evenkeel.cron;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The times that a cron line stands for in a time zone.
 *
 * <p>Cron lines speak of a clock on the wall. When that clock is put forward, what falls into the hour it skips happens
 * once, right after it; when it is put back, what falls into the hour it shows twice happens the first time only. So a
 * daily run takes place once on every day.
 */
public final class CronTiming {

    private static final Map<String, String> NICKNAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    /** From here on a line must find a day: far enough before a leap year that 29 February is one. */
    private static final LocalDateTime SOME_DAY = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final ExecutionTime line;
    private final ZoneId zone;

    private CronTiming(ExecutionTime line, ZoneId zone) {
        this.line = line;
        this.zone = zone;
    }

    /**
     * The timing of {@code schedule}: five fields, or one of cron's nicknames.
     *
     * @throws IllegalArgumentException with a message for the user, when it is no cron line or never comes true
     */
    public static CronTiming of(String schedule, ZoneId zone) {
        String fields = NICKNAMES.getOrDefault(schedule.strip(), schedule);
        if (fields.startsWith("@")) {
            throw new IllegalArgumentException(
                    "is not one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly");
        }
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        CronTiming timing = new CronTiming(ExecutionTime.forCron(parser.parse(fields)), zone);
        if (timing.nextOnTheWall(SOME_DAY).isEmpty()) {
            throw new IllegalArgumentException("never fires: there is no such day");
        }
        return timing;
    }

    /**
     * The zone of that IANA name.
     *
     * @throws IllegalArgumentException with a message for the user, when there is none
     */
    public static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException("is not a time zone of the IANA database, like Etc/UTC or Asia/Seoul");
        }
        return ZoneId.of(name);
    }

    /** The first time after {@code after}. */
    public Instant next(Instant after) {
        LocalDateTime wall = LocalDateTime.ofInstant(after, zone);
        while (true) {
            wall = nextOnTheWall(wall)
                    .orElseThrow(() -> new DateTimeException("the calendar of the schedule ends after " + after));
            Instant time = onTheTimeline(wall);
            if (time.isAfter(after)) {
                return time;
            }
        }
    }

    /** The times after {@code after} up to {@code until}, oldest first, at most {@code limit}. */
    public List<Instant> between(Instant after, Instant until, int limit) {
        List<Instant> times = new ArrayList<>();
        Instant time = next(after);
        while (!time.isAfter(until) && times.size() < limit) {
            times.add(time);
            time = next(time);
        }
        return times;
    }

    /** Whether {@code time} is one of the times. */
    public boolean includes(Instant time) {
        return next(time.minusNanos(1)).equals(time);
    }

    private Instant onTheTimeline(LocalDateTime wall) {
        Optional<ZoneOffsetTransition> skipped =
                Optional.ofNullable(zone.getRules().getTransition(wall)).filter(ZoneOffsetTransition::isGap);
        return skipped.map(ZoneOffsetTransition::getInstant)
                .orElseGet(() -> wall.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
    }

    /** UTC has no gaps: cron-utils sees a clock that nobody ever moves. */
    private Optional<LocalDateTime> nextOnTheWall(LocalDateTime wall) {
        return line.nextExecution(wall.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }
}
