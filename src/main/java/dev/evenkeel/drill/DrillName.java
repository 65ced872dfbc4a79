package dev.evenkeel.drill;

import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Restore and the volume of a drill are called. The names follow from what is drilled for which due time: a
 * drill that was begun just before a crash is found again, and not begun twice.
 */
public final class DrillName {

    /** On the Restore of a drill: the due time that it was made for. */
    static final String LABEL = ResourceKind.GROUP + "/drill";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss'z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern FORM = Pattern.compile("(.+)-drill-[0-9a-f]{8}");

    private DrillName() {}

    static String restore(String schedule, String scheduleUid, String volume, Instant time) {
        return schedule + "-drill-" + digest(scheduleUid, volume, time).substring(0, 8);
    }

    static String scratchVolume(String scheduleUid, String volume, Instant time) {
        return Ownership.SCRATCH_PREFIX + digest(scheduleUid, volume, time);
    }

    static Map<String, String> labels(Instant time) {
        return Map.of(LABEL, TIME.format(time));
    }

    /** The schedule that would have given a Restore this name. */
    public static Optional<String> schedule(String restore) {
        return Optional.of(FORM.matcher(restore)).filter(Matcher::matches).map(form -> form.group(1));
    }

    static boolean isDrill(Metadata restore) {
        return restore.labels().containsKey(LABEL);
    }

    /** Long ago, when somebody has written over it: then the drill is made again. */
    static Instant scheduleTime(Metadata restore) {
        try {
            return TIME.parse(restore.labels().getOrDefault(LABEL, ""), Instant::from);
        } catch (DateTimeException unreadable) {
            return Instant.EPOCH;
        }
    }

    private static String digest(String scheduleUid, String volume, Instant time) {
        byte[] what = (scheduleUid + "/" + volume + "/" + time).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(what).toString().replace("-", "");
    }
}
