package dev.evenkeel.command;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One line about how far something long has come. Pure. */
final class ProgressText {

    private static final int SECONDS_OF_MINUTE = 60;
    private static final int SECONDS_OF_HOUR = 3600;

    private ProgressText() {}

    /**
     * {@code pgdata: Unpacking 45% (1.2GB of 2.6GB, 80.0MB/s, 17s left)}.
     *
     * @param total 0 when it is not known
     * @param elapsed since the step began
     */
    static String of(String what, String step, long done, long total, Duration elapsed) {
        StringBuilder text = new StringBuilder(what).append(": ").append(step);
        if (total <= 0) {
            return text.toString();
        }
        long sure = Math.min(done, total);
        text.append(String.format(Locale.ROOT, " %d%%", sure * 100 / total));
        text.append(" (").append(ByteSize.text(sure)).append(" of ").append(ByteSize.text(total));
        rate(sure, elapsed).ifPresent(rate -> {
            text.append(", ").append(ByteSize.text(rate)).append("/s");
            if (sure < total) {
                text.append(", ").append(time((total - sure + rate - 1) / rate)).append(" left");
            }
        });
        return text.append(")").toString();
    }

    private static Optional<Long> rate(long done, Duration elapsed) {
        long millis = elapsed.toMillis();
        return done <= 0 || millis <= 0 ? Optional.empty() : Optional.of(Math.max(1, done * 1000 / millis));
    }

    static String time(long seconds) {
        if (seconds < SECONDS_OF_MINUTE) {
            return seconds + "s";
        }
        return seconds < SECONDS_OF_HOUR
                ? seconds / SECONDS_OF_MINUTE + "m" + seconds % SECONDS_OF_MINUTE + "s"
                : seconds / SECONDS_OF_HOUR + "h" + seconds % SECONDS_OF_HOUR / SECONDS_OF_MINUTE + "m";
    }
}
